// The limit: crisis-bench as hand-written vector code, everything fused into one pass over blocks that stay in
// cache. Single precision, or double with -DDOUBLE=1; any number of threads.
//
//     limit --table TABLE [--histories N] [--repetitions R] [--threads T] [--days D]
//
// TABLE is what `crisis.py` writes: one line a day, index incidents raid arrests posture.
#include <immintrin.h>
#include <math.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "vectors.h"

#define BLOCK 512
#define MOST_DAYS 1024

enum { KAPPA, BASE, SHARPNESS, SLOPE, LEANING, TENSION, GRIEVANCE, MORALE, HELD, QUIET, FIRST, SECOND, COLUMNS };

typedef struct {
  double index, incidents, arrests;
  int raid, posture;
} Record;

static Record records[MOST_DAYS];
static int days, threads = 1, blocks;
static long count;
static uint64_t seed;

static Real *columns[2][COLUMNS];  // today's and, after a resampling, yesterday's
static int today;
static Real *log_weights, *weights;
static int *ancestors;
static double *block_most, *block_sum, *block_squares, *sum_before;
static double most_of_all, sum_of_all, offset, log_evidence, log_before;
static int resampled;

static double seconds(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

// ------------------------------------------------------------------------------------ one block's day

static Generator generator_of(uint32_t day, uint32_t block) {
  uint64_t address = seed * 0x9e3779b97f4a7c15u ^ ((uint64_t)day << 32 | block) * 0xd1342543de82ef95u;
  return generator(split_mix(&address));
}

static void start_block(int block) {
  Generator g = generator_of(UINT32_MAX, block);
  Real **to = columns[0];
  for (long i = (long)block * BLOCK; i < (block + 1L) * BLOCK; i += LANES) {
    Vector a, b, c, d;
    two_normals(&g, &a, &b);
    two_normals(&g, &c, &d);
    store(to[KAPPA] + i, (Real)0.15 * exponential((Real)0.1 * a));
    store(to[BASE] + i, (Real)-0.6 + (Real)0.1 * b);
    store(to[SHARPNESS] + i, exponential((Real)0.1 * c));
    store(to[SLOPE] + i, 2 + (Real)0.2 * d);
    const double begin[] = {[LEANING] = 0, 0, 0.2, 0.3, 1, 0, 0, 0};
    for (int column = LEANING; column < COLUMNS; column++) store(to[column] + i, all(begin[column]));
    store(log_weights + i, all(0));
  }
}

// The LANES values at ascending places. Two registers mostly hold them all, since most histories have a child.
INLINE Vector gathered(const Real *column, const int *places, int near, Places step) {
#if defined(__AVX512F__) && DOUBLE
  if (__builtin_expect(near, 1)) {
    const Real *p = column + places[0];
    return (Vector)_mm512_permutex2var_pd(
        _mm512_loadu_pd(p), _mm512_cvtepi32_epi64((__m256i)step), _mm512_loadu_pd(p + LANES));
  }
#elif defined(__AVX512F__)
  if (__builtin_expect(near, 1)) {
    const Real *p = column + places[0];
    return (Vector)_mm512_permutex2var_ps(_mm512_loadu_ps(p), (__m512i)step, _mm512_loadu_ps(p + LANES));
  }
#elif defined(__AVX2__) && !DOUBLE
  if (__builtin_expect(near, 1)) {
    const Real *p = column + places[0];
    __m256 low = _mm256_permutevar8x32_ps(_mm256_loadu_ps(p), (__m256i)step);
    __m256 high = _mm256_permutevar8x32_ps(_mm256_loadu_ps(p + LANES), (__m256i)step);
    return (Vector)_mm256_blendv_ps(low, high, _mm256_castsi256_ps(_mm256_slli_epi32((__m256i)step, 28)));
  }
#endif
  (void)near, (void)step;
  Vector found;
  for (int lane = 0; lane < LANES; lane++) found[lane] = column[places[lane]];
  return found;
}

INLINE Vector is(Vector x, int value, double yes) { return choose(x == (Real)value, all(yes), all(0)); }

INLINE Vector effect(Vector option) {
  return choose(option == 0, all(-0.2), choose(option == 1, all(0), choose(option == 2, all(0.15), all(0.3))));
}

// One of four with chances proportional to exp(worth).
INLINE Vector decision(Vector w0, Vector w1, Vector w2, Vector w3, Vector u) {
  Vector top = most(most(w0, w1), most(w2, w3));
  Vector upto0 = exponential(w0 - top), upto1 = upto0 + exponential(w1 - top);
  Vector upto2 = upto1 + exponential(w2 - top), x = u * (upto2 + exponential(w3 - top));
  return choose(x >= upto0, all(1), all(0)) + choose(x >= upto1, all(1), all(0))
      + choose(x >= upto2, all(1), all(0));
}

// By inversion: the smallest n whose distribution function reaches u.
INLINE Vector poisson(Vector mean, Vector u) {
  Vector term = exponential(-mean), reached = term, n = all(0);
  Mask going = u > reached;
  for (int k = 1; anywhere(going) && k < 90; k++) {
    n += choose(going, all(1), all(0));
    term *= mean * ((Real)1 / k);
    reached += term;
    going = u > reached;
  }
  return n;
}

#define EACH for (int i = 0; i < BLOCK; i += LANES)
#define IN(column) load(mine[column] + i)
#define OUT(column, value) store(mine[column] + i, value)
#define SCRATCH(name) static _Thread_local Real name[BLOCK + 64] __attribute__((aligned(64)))
SCRATCH(normal1); SCRATCH(normal2); SCRATCH(normal3);
SCRATCH(uniform1); SCRATCH(uniform2); SCRATCH(uniform3); SCRATCH(uniform4); SCRATCH(uniform5);
SCRATCH(taken); SCRATCH(rate);

INLINE void day_of_block(int block, int day, const int inherits) {
  const long base = (long)block * BLOCK;
  Real *mine[COLUMNS], **parents = columns[!today], *own_log_weights = log_weights + base;
  for (int column = 0; column < COLUMNS; column++) mine[column] = columns[today][column] + base;
  Generator g = generator_of(day, block);

  EACH {
    Vector a, b;
    two_normals(&g, &a, &b);
    store(normal1 + i, a);
    store(normal2 + i, b);
  }
  EACH {
    Vector a, unused;
    two_normals(&g, &a, &unused);
    store(normal3 + i, a);
  }
  EACH {
    store(uniform1 + i, uniform(next(&g)));
    store(uniform2 + i, uniform(next(&g)));
    store(uniform3 + i, uniform(next(&g)));
    store(uniform4 + i, uniform(next(&g)));
    store(uniform5 + i, uniform(next(&g)));
  }
  if (inherits) EACH {
    const int *places = ancestors + base + i;
    Places step = *(const Places *)places - places[0];
    int near = places[LANES - 1] - places[0] < 2 * LANES;
    for (int column = 0; column < COLUMNS; column++)
      OUT(column, gathered(parents[column], places, near, step));
    store(own_log_weights + i, all(0));
  }
  EACH {
    Vector leaning = (Real)0.97 * IN(LEANING) + (Real)0.1 * load(normal1 + i), tension = IN(TENSION);
    Vector pull = (Real)0.3 * leaning + (Real)0.05 * IN(HELD) + effect(IN(FIRST)) + effect(IN(SECOND));
    OUT(LEANING, leaning);
    OUT(TENSION, tension + IN(KAPPA) * (pull - tension) + (Real)0.15 * load(normal2 + i));
  }
  EACH {
    Vector tension = IN(TENSION);
    OUT(GRIEVANCE, (Real)0.95 * IN(GRIEVANCE) + (Real)0.05 * logistic(IN(SLOPE) * tension - 1));
    Vector chance = logistic((Real)2.5 * IN(QUIET) - 2 - tension);
    OUT(QUIET, choose(load(uniform1 + i) < chance, all(1), all(0)));
  }
  EACH {
    Vector log_rate = IN(BASE) + (Real)0.8 * IN(TENSION) - (Real)0.5 * IN(QUIET) + (Real)0.3 * IN(GRIEVANCE);
    store(rate + i, exponential(least(all(3), log_rate)));
  }
  EACH {
    Vector n = poisson(load(rate + i), load(uniform2 + i));
    store(taken + i, n);
    OUT(HELD, (Real)0.8 * IN(HELD) + n);
  }
  EACH {
    Vector morale = IN(MORALE), goal = logistic(IN(TENSION) + (Real)0.5 * logarithm(1 + IN(HELD)) - 1);
    OUT(MORALE, morale + (Real)0.1 * (goal - morale) + (Real)0.03 * load(normal3 + i));
  }
  EACH {
    Vector before = IN(FIRST), tension = IN(TENSION), sharpness = IN(SHARPNESS);
    OUT(FIRST, decision(
        is(before, 0, 0.7), sharpness * ((Real)0.5 * tension - IN(QUIET)) + is(before, 1, 0.7),
        sharpness * (tension + IN(MORALE) - 1) + is(before, 2, 0.7),
        sharpness * ((Real)1.5 * tension + 2 * IN(GRIEVANCE) - (Real)2.5) + is(before, 3, 0.7),
        load(uniform3 + i)));
  }
  EACH {
    Vector first = IN(FIRST), before = IN(SECOND), tension = IN(TENSION), sharpness = IN(SHARPNESS);
    Vector block_or_storm = choose(first >= 2, all(0.3), all(0));
    OUT(SECOND, decision(
        (Real)0.2 + is(before, 0, 0.7), sharpness * (IN(MORALE) - (Real)0.3 * tension) + is(before, 1, 0.7),
        sharpness * (tension + block_or_storm - (Real)0.5) + is(before, 2, 0.7),
        sharpness * (IN(LEANING) + (Real)1.2 * tension + is(first, 3, 0.5) - 2) + is(before, 3, 0.7),
        load(uniform4 + i)));
  }

  const Record seen = records[day];
  const Real if_raid = log(seen.raid ? 0.8 : 0.2), if_none = log(seen.raid ? 0.15 : 0.85);
  const Real if_right = log(0.7), if_wrong = log(0.1);
  const Real constant =
      -0.5 * log(2 * M_PI * 0.16) - lgamma(seen.incidents + 1) - lgamma(seen.arrests + 1);
  const Real index = seen.index, incidents = seen.incidents, arrests = seen.arrests, posture = seen.posture;
  Vector top = all(-1e30);
  EACH {
    Vector tension = IN(TENSION), off = (index - tension) * (Real)2.5;
    Vector log_incidents = (Real)0.2 + (Real)0.7 * tension + (Real)0.2 * IN(MORALE);
    Vector mean_arrests = (Real)0.5 + (Real)0.8 * load(taken + i);
    Vector march_or_seize = choose(IN(SECOND) >= 2, all(0.8), all(0));
    Mask raid = load(uniform5 + i) < logistic(march_or_seize + IN(GRIEVANCE) - (Real)1.5);
    Vector sum = load(own_log_weights + i) + constant - (Real)0.5 * off * off;
    sum += incidents * log_incidents - exponential(log_incidents);
    sum += arrests * logarithm(mean_arrests) - mean_arrests;
    sum += choose(raid, all(if_raid), all(if_none));
    sum += choose(IN(FIRST) == posture, all(if_right), all(if_wrong));
    store(own_log_weights + i, sum);
    top = most(top, sum);
  }

  Real highest = __builtin_reduce_max(top);
  Vector sum = all(0), squares = all(0);
  EACH {
    Vector weight = exponential(load(own_log_weights + i) - highest);
    store(weights + base + i, weight);
    sum += weight;
    squares += weight * weight;
  }
  block_most[block] = highest;
  block_sum[block] = block_squares[block] = 0;
  for (int lane = 0; lane < LANES; lane++) {
    block_sum[block] += sum[lane];
    block_squares[block] += squares[lane];
  }
}

static void run_day(int block, int day, int inherits) {
  if (inherits) day_of_block(block, day, 1);
  else day_of_block(block, day, 0);
}

// ------------------------------------------------------------------------------------ resampling

// The evidence of the day, and whether to resample.
static void conclude_day(int day) {
  most_of_all = -INFINITY;
  for (int block = 0; block < blocks; block++) most_of_all = fmax(most_of_all, block_most[block]);
  double sum = 0, squares = 0;
  for (int block = 0; block < blocks; block++) {
    double scale = exp(block_most[block] - most_of_all);
    sum_before[block] = sum;
    sum += block_sum[block] * scale;
    squares += block_squares[block] * scale * scale;
  }
  sum_before[blocks] = sum_of_all = sum;
  double log_now = most_of_all + log(sum);
  log_evidence += log_now - (resampled || day == 0 ? log(count) : log_before);
  log_before = log_now;
  resampled = sum * sum / squares < 0.5 * count;
  if (!resampled) return;
  uint64_t state = seed * 77 + day;
  offset = (split_mix(&state) >> 11) * 0x1p-53;
  today = !today;
}

// Systematic resampling: child k belongs to the history in whose weight the point k + offset falls. Each history
// is written where its children begin, and a running maximum fills in the rest; blocks write disjoint ranges.
static void find_children(int block) {
  const double scale = exp(block_most[block] - most_of_all) * count / sum_of_all;
  double reached = sum_before[block] * count / sum_of_all - offset;
  long begin = ceil(reached), end = ceil(sum_before[block + 1] * count / sum_of_all - offset);
  if (block == blocks - 1) end = count;
  if (begin < 0) begin = 0;
  if (end > count) end = count;
  if (begin >= end) return;
  memset(ancestors + begin, 0, (end - begin) * sizeof *ancestors);
  const int base = block * BLOCK, spare = count + (block & 63);
  for (int i = base; i < base + BLOCK; i++) {
    int place = (int)(reached + 1);
    if (place < begin) place = begin;
    ancestors[place < end ? place : spare] = i;
    reached += weights[i] * scale;
  }
  int parent = base;
  for (long k = begin; k < end; k++) ancestors[k] = parent = ancestors[k] > parent ? ancestors[k] : parent;
}

// ------------------------------------------------------------------------------------ threads

static atomic_int next_block, arrived, phase;

static void wait_for_all(int *own_phase) {
  if (threads == 1) return;
  *own_phase ^= 1;
  if (atomic_fetch_add(&arrived, 1) == threads - 1) {
    atomic_store(&arrived, 0);
    atomic_store(&phase, *own_phase);
    return;
  }
  for (int spins = 0; atomic_load_explicit(&phase, memory_order_acquire) != *own_phase; spins++)
    if (spins < 2000) _mm_pause();
    else sched_yield();
}

static void *work(void *argument) {
  const int thread = (int)(intptr_t)argument;
  int own_phase = 0, block;
  while ((block = atomic_fetch_add(&next_block, 1)) < blocks) start_block(block);
  wait_for_all(&own_phase);
  if (thread == 0) atomic_store(&next_block, 0);
  wait_for_all(&own_phase);
  for (int day = 0; day < days; day++) {
    const int inherits = resampled;
    while ((block = atomic_fetch_add(&next_block, 1)) < blocks) run_day(block, day, inherits);
    wait_for_all(&own_phase);
    if (thread == 0) {
      conclude_day(day);
      atomic_store(&next_block, 0);
    }
    wait_for_all(&own_phase);
    if (!resampled) continue;
    for (int b = thread * blocks / threads; b < (thread + 1) * blocks / threads; b++) find_children(b);
    wait_for_all(&own_phase);
  }
  return NULL;
}

static void run_filter(void) {
  pthread_t others[64];
  today = resampled = 0;
  log_evidence = 0;
  atomic_store(&next_block, 0);
  atomic_store(&arrived, 0);
  atomic_store(&phase, 0);
  for (int i = 1; i < threads; i++) pthread_create(&others[i], NULL, work, (void *)(intptr_t)i);
  work(NULL);
  for (int i = 1; i < threads; i++) pthread_join(others[i], NULL);
}

// ------------------------------------------------------------------------------------ the command

static void *room(size_t bytes) { return aligned_alloc(64, (bytes + 4096) / 64 * 64); }

static void read_table(const char *path, int wanted) {
  FILE *file = path ? fopen(path, "r") : NULL;
  if (!file) {
    fputs("limit: --table FILE is missing or cannot be read\n", stderr);
    exit(2);
  }
  Record r;
  while (days < wanted && days < MOST_DAYS
      && fscanf(file, "%lf %lf %d %lf %d", &r.index, &r.incidents, &r.raid, &r.arrests, &r.posture) == 5)
    records[days++] = r;
  fclose(file);
}

static void print_list(const char *name, const double *values, int number) {
  printf("\"%s\": [", name);
  for (int i = 0; i < number; i++) printf("%s%.6f", i ? ", " : "", values[i]);
  printf("], ");
}

int main(int argc, char **argv) {
  const char *table = NULL;
  int repetitions = 3, wanted = MOST_DAYS;
  long asked = 100000;
  for (int i = 1; i + 1 < argc; i += 2) {
    if (!strcmp(argv[i], "--table")) table = argv[i + 1];
    else if (!strcmp(argv[i], "--histories")) asked = atol(argv[i + 1]);
    else if (!strcmp(argv[i], "--repetitions")) repetitions = atoi(argv[i + 1]);
    else if (!strcmp(argv[i], "--threads")) threads = atoi(argv[i + 1]);
    else if (!strcmp(argv[i], "--days")) wanted = atoi(argv[i + 1]);
  }
  if (threads < 1 || threads > 64 || asked < 1 || repetitions < 1) return 2;
  read_table(table, wanted);
  blocks = (asked + BLOCK - 1) / BLOCK;
  count = (long)blocks * BLOCK;  // whole blocks, so a few histories more than asked for
  double begin = seconds(CLOCK_MONOTONIC);
  for (int copy = 0; copy < 2; copy++)
    for (int column = 0; column < COLUMNS; column++) columns[copy][column] = room(count * sizeof(Real));
  log_weights = room(count * sizeof(Real));
  weights = room(count * sizeof(Real));
  ancestors = room(count * sizeof(int));
  block_most = room(blocks * sizeof(double));
  block_sum = room(blocks * sizeof(double));
  block_squares = room(blocks * sizeof(double));
  sum_before = room((blocks + 1) * sizeof(double));
  run_filter();  // the first one also makes the system hand over the memory
  double setup = seconds(CLOCK_MONOTONIC) - begin;

  double *evidence = room(repetitions * 8), *wall = room(repetitions * 8), *cpu = room(repetitions * 8);
  for (int r = 0; r < repetitions; r++) {
    double from = seconds(CLOCK_MONOTONIC), cpu_from = seconds(CLOCK_PROCESS_CPUTIME_ID);
    seed = r + 1;
    run_filter();
    wall[r] = seconds(CLOCK_MONOTONIC) - from;
    cpu[r] = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu_from;
    evidence[r] = log_evidence;
  }
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  printf("{\"name\": \"limit\", \"precision\": \"%s\", \"threads\": %d, \"histories\": %ld, \"days\": %d, "
         "\"repetitions\": %d, ",
      sizeof(Real) == 4 ? "single" : "double", threads, count, days, repetitions);
  print_list("log_evidence", evidence, repetitions);
  print_list("seconds", wall, repetitions);
  print_list("cpu_seconds", cpu, repetitions);
  printf("\"setup_seconds\": %.6f, \"peak_bytes\": %ld}\n", setup, usage.ru_maxrss * 1024);
}
