// What is computed over columns of any length: no lane beyond them is read or written.

// A vector whose lanes from `count` on are `rest`.
INLINE V loadPart(const double *values, int64_t count, double rest) {
  V part = all(rest);
  for (int64_t lane = 0; lane < count; lane++) part[lane] = values[lane];
  return part;
}

static double largest(const double *values, int64_t count) {
  V top = all(-__builtin_inf());
  M isNumber = ~(M){};
  int64_t i = 0;
  for (; i + RashomonVectorWidth <= count; i += RashomonVectorWidth) {
    V value = load(values + i);
    top = greater(value, top);
    isNumber &= value == value;
  }
  V rest = loadPart(values + i, count - i, -__builtin_inf());
  top = greater(rest, top);
  isNumber &= rest == rest;
  if (any(~isNumber)) return __builtin_nan("");
  double result = top[0];
  for (int lane = 1; lane < RashomonVectorWidth; lane++) {
    if (top[lane] > result) result = top[lane];
  }
  return result;
}

static void weigh(
    const double *values, double top, double *weights, int64_t count, double *sum,
    double *squares) {
  V total = all(0), square = all(0);
  int64_t i = 0;
  for (; i + RashomonVectorWidth <= count; i += RashomonVectorWidth) {
    V weight = exponential(load(values + i) - top);
    if (weights) save(weights + i, weight);
    total += weight;
    square += weight * weight;
  }
  V weight = exponential(loadPart(values + i, count - i, -__builtin_inf()) - top);
  total += weight;
  square += weight * weight;
  for (int64_t lane = 0; weights && i + lane < count; lane++) weights[i + lane] = weight[lane];
  *sum = *squares = 0;
  for (int lane = 0; lane < RashomonVectorWidth; lane++) {
    *sum += total[lane];
    *squares += square[lane];
  }
}

static void gather(double *target, const double *source, const int32_t *places, int64_t count) {
  for (int64_t i = 0; i < count; i++) target[i] = source[places[i]];
}

// The lanes moved up by one, two and four places, zeros coming in.
#define MOVED_1(v) __builtin_shufflevector(v, (__typeof__(v)){}, 8, 0, 1, 2, 3, 4, 5, 6)
#define MOVED_2(v) __builtin_shufflevector(v, (__typeof__(v)){}, 8, 8, 0, 1, 2, 3, 4, 5)
#define MOVED_4(v) __builtin_shufflevector(v, (__typeof__(v)){}, 8, 8, 8, 8, 0, 1, 2, 3)

// Each history notes itself at its first point; the points after it are its own up to the next note. Whether
// it has points at all is then no branch to be guessed.
static void resample(
    const double *weights, int64_t count, double before, double scale, double uniform, int32_t first,
    int32_t *ancestors, int64_t begin, int64_t end) {
  double reached = 0;
  for (int64_t place = begin; place < end; place++) ancestors[place] = first;
  for (int64_t i = 0; i < count; i += RashomonVectorWidth) {
    V weight = i + RashomonVectorWidth <= count ? load(weights + i) : loadPart(weights + i, count - i, 0);
    V sums = weight + MOVED_1(weight);
    sums += MOVED_2(sums);
    sums += MOVED_4(sums);
    V least = (before + (reached + MOVED_1(sums)) * scale) - uniform;
    reached += sums[RashomonVectorWidth - 1];
    N note = __builtin_convertvector(least, N);
    note -= __builtin_convertvector(__builtin_convertvector(note, V) < least, N);
    note |= __builtin_convertvector(weight == 0, N) & INT32_MAX;
    for (int lane = 0; lane < RashomonVectorWidth; lane++) {
      if (note[lane] < end) ancestors[note[lane]] = (int32_t)(first + i + lane);
    }
  }
  int32_t last = 0;
  int64_t place = begin;
  for (; place + RashomonVectorWidth <= end; place += RashomonVectorWidth) {
    N notes = *(N *)(ancestors + place);
    notes = __builtin_elementwise_max(notes, MOVED_1(notes));
    notes = __builtin_elementwise_max(notes, MOVED_2(notes));
    notes = __builtin_elementwise_max(notes, MOVED_4(notes));
    notes = __builtin_elementwise_max(notes, (N){} + last);
    *(N *)(ancestors + place) = notes;
    last = notes[RashomonVectorWidth - 1];
  }
  for (; place < end; place++) {
    last = ancestors[place] > last ? ancestors[place] : last;
    ancestors[place] = last;
  }
}
