// The kernels themselves, compiled once for each instruction set; RASHOMON_TABLE is the name of its table.
//
// A kernel writes whole vectors, also over the lanes that pad a chunk. Of what it reads its target may be
// the same column (a state that is moved on where it stands), but never overlaps it otherwise.

#include "CRashomonKernels.h"
#include "Vectors.h"

// Loops over lists are unrolled where they are of known length.
#pragma clang diagnostic ignored "-Wpass-failed"

#define KERNEL(name) \
  static int name(const RashomonStep *restrict step, const RashomonPlace *restrict place)
#define COLUMN(operand) (place->columns[step->operand])
#define EACH_VECTOR for (int64_t i = 0; i < place->lanes; i += RashomonVectorWidth)

// MARK: One operand

#define UNARY(name, expression) \
  KERNEL(name) { \
    double *target = COLUMN(target); \
    const double *a_ = COLUMN(a); \
    EACH_VECTOR { \
      V a = load(a_ + i); \
      save(target + i, expression); \
    } \
    return 0; \
  }

UNARY(negateKernel, -a)
UNARY(notKernel, truth(a == 0))
UNARY(floorKernel, __builtin_elementwise_floor(a))
UNARY(absoluteKernel, magnitude(a))
UNARY(exponentialKernel, exponential(a))
UNARY(logarithmKernel, logarithm(a))
UNARY(positiveLogarithmKernel, choose(a > 0, logarithm(a), all(__builtin_nan(""))))
UNARY(squareRootKernel, root(a))
UNARY(logisticKernel, logistic(a))
UNARY(copyKernel, a)

// In two loops over a few vectors each, since no processor has registers for the coefficients of both.
KERNEL(normalQuantileKernel) {
  enum { some = 16 };
  double *target = COLUMN(target);
  const double *a_ = COLUMN(a);
  V arguments[some];
  for (int64_t start = 0; start < place->lanes; start += some * RashomonVectorWidth) {
    int64_t end = start + some * RashomonVectorWidth;
    if (end > place->lanes) end = place->lanes;
    V *argument = arguments;
    for (int64_t i = start; i < end; i += RashomonVectorWidth) *argument++ = quantileArgument(load(a_ + i));
    argument = arguments;
    for (int64_t i = start; i < end; i += RashomonVectorWidth) {
      save(target + i, (load(a_ + i) - 0.5) * quantileFactor(*argument++));
    }
  }
  return 0;
}

KERNEL(fillKernel) {
  double *target = COLUMN(target);
  EACH_VECTOR save(target + i, all(step->x));
  return 0;
}

// MARK: Two operands

#define BINARY(name, expression) \
  BINARY_COLUMNS(name##Kernel, expression) \
  BINARY_RIGHT_NUMBER(name##RightNumber, expression) \
  BINARY_LEFT_NUMBER(name##LeftNumber, expression)

#define BINARY_COLUMNS(name, expression) \
  KERNEL(name) { \
    double *target = COLUMN(target); \
    const double *a_ = COLUMN(a), *b_ = COLUMN(b); \
    EACH_VECTOR { \
      V a = load(a_ + i), b = load(b_ + i); \
      save(target + i, expression); \
    } \
    return 0; \
  }

#define BINARY_RIGHT_NUMBER(name, expression) \
  KERNEL(name) { \
    double *target = COLUMN(target); \
    const double *a_ = COLUMN(a); \
    const V b = all(step->x); \
    EACH_VECTOR { \
      V a = load(a_ + i); \
      save(target + i, expression); \
    } \
    return 0; \
  }

#define BINARY_LEFT_NUMBER(name, expression) \
  KERNEL(name) { \
    double *target = COLUMN(target); \
    const V a = all(step->x); \
    const double *b_ = COLUMN(b); \
    EACH_VECTOR { \
      V b = load(b_ + i); \
      save(target + i, expression); \
    } \
    return 0; \
  }

BINARY(add, a + b)
BINARY(subtract, a - b)
BINARY(multiply, a * b)
BINARY(divide, a / b)
BINARY(minimum, lesser(a, b))
BINARY(maximum, greater(a, b))
BINARY(less, truth(a < b))
BINARY(lessOrEqual, truth(a <= b))
BINARY(equal, truth(a == b))
BINARY(notEqual, truth(a != b))
BINARY(and, truth((a != 0) & (b != 0)))
BINARY(or, truth((a != 0) | (b != 0)))
BINARY(exponentialDifference, exponential(a - b))

#define POWER(name, left, right) \
  KERNEL(name) { \
    double *target = COLUMN(target); \
    const double *a_ = step->a >= 0 ? COLUMN(a) : 0, *b_ = step->b >= 0 ? COLUMN(b) : 0; \
    (void)a_, (void)b_; \
    M isOut = (M){}; \
    EACH_VECTOR { \
      V a = left, b = right; \
      V power = b * logarithm(a); \
      isOut |= power != power; \
      save(target + i, exponential(power)); \
    } \
    return any(isOut); \
  }

POWER(powerKernel, load(a_ + i), load(b_ + i))
POWER(powerRightNumber, load(a_ + i), all(step->x))
POWER(powerLeftNumber, all(step->x), load(b_ + i))

// MARK: Three operands

#define TERNARY(name, expression) \
  KERNEL(name##Kernel) { \
    double *target = COLUMN(target); \
    const double *a_ = COLUMN(a), *b_ = COLUMN(b), *c_ = COLUMN(c); \
    EACH_VECTOR { \
      V a = load(a_ + i), b = load(b_ + i), c = load(c_ + i); \
      save(target + i, expression); \
    } \
    return 0; \
  } \
  KERNEL(name##FirstNumber) { \
    double *target = COLUMN(target); \
    const double *a_ = COLUMN(a), *c_ = COLUMN(c); \
    const V b = all(step->x); \
    EACH_VECTOR { \
      V a = load(a_ + i), c = load(c_ + i); \
      save(target + i, expression); \
    } \
    return 0; \
  } \
  KERNEL(name##SecondNumber) { \
    double *target = COLUMN(target); \
    const double *a_ = COLUMN(a), *b_ = COLUMN(b); \
    const V c = all(step->y); \
    EACH_VECTOR { \
      V a = load(a_ + i), b = load(b_ + i); \
      save(target + i, expression); \
    } \
    return 0; \
  } \
  KERNEL(name##Numbers) { \
    double *target = COLUMN(target); \
    const double *a_ = COLUMN(a); \
    const V b = all(step->x), c = all(step->y); \
    EACH_VECTOR { \
      V a = load(a_ + i); \
      save(target + i, expression); \
    } \
    return 0; \
  }

TERNARY(select, choose(a != 0, b, c))
TERNARY(selectEqual, choose(a == step->z, b, c))
TERNARY(mixture, a *b + (1 - a) * c)
TERNARY(multiplyAdd, MULTIPLY_ADD(a, b, c))

KERNEL(selectLessKernel) {
  double *target = COLUMN(target);
  const double *a_ = COLUMN(a), *b_ = COLUMN(b), *c_ = COLUMN(c);
  EACH_VECTOR save(target + i, choose(load(a_ + i) < load(b_ + i), all(step->x), load(c_ + i)));
  return 0;
}

KERNEL(selectLessNumbers) {
  double *target = COLUMN(target);
  const double *a_ = COLUMN(a), *b_ = COLUMN(b);
  EACH_VECTOR save(target + i, choose(load(a_ + i) < load(b_ + i), all(step->x), all(step->y)));
  return 0;
}

// MARK: Random numbers

KERNEL(uniformKernel) {
  double *target = COLUMN(target);
  RashomonKey key = place->keys[step->key];
  U gamma = (U){} + key.gamma;
  U position = key.state + gamma * ((U){1, 2, 3, 4, 5, 6, 7, 8} + (uint64_t)place->firstLane);
  gamma *= 8;
  EACH_VECTOR {
    save(target + i, unit(mixed(position)));
    position += gamma;
  }
  return 0;
}

#define RECIPROCALS(n) \
  1. / n, 1. / (n + 1), 1. / (n + 2), 1. / (n + 3), 1. / (n + 4), 1. / (n + 5), 1. / (n + 6), 1. / (n + 7)
static const double reciprocals[] = {
    0,
    RECIPROCALS(1),  RECIPROCALS(9),  RECIPROCALS(17), RECIPROCALS(25), RECIPROCALS(33), RECIPROCALS(41),
    RECIPROCALS(49), RECIPROCALS(57), RECIPROCALS(65), RECIPROCALS(73), RECIPROCALS(81), RECIPROCALS(89)};

// Adds up probabilities from 0, as poissonByInversion does.
KERNEL(poissonKernel) {
  double *target = COLUMN(target);
  const double *a_ = COLUMN(a);
  RashomonKey key = place->keys[step->key];
  U gamma = (U){} + key.gamma;
  U position = key.state + gamma * ((U){1, 2, 3, 4, 5, 6, 7, 8} + (uint64_t)place->firstLane);
  gamma *= 8;
  U isOut = (U){};
  EACH_VECTOR {
    V mean = load(a_ + i);
    isOut |= (U)mean | above(mean, 0x1.3ffffffffffffp3);
    V uniform = unit(mixed(position));
    position += gamma;
    V term = exponential(-mean), sum = term, count = all(0);
    // Counts the sums that fall short, four at a time: to ask after each costs more, since no processor foresees
    // the answer.
    int next = 1;
    do {
#pragma clang loop unroll(full)
      for (int ahead = 0; ahead < 4; ahead++) {
        count += truth(sum < uniform);
        term *= mean * reciprocals[next++];
        sum += term;
      }
    } while (next < 97 && any(sum < uniform));
    isOut |= (U)(sum < uniform);
    save(target + i, count);
  }
  return anySign(isOut);
}

// MARK: Weights

KERNEL(weighKernel) {
  double *restrict weights = place->logWeights;
  const double *a = COLUMN(a);
  if (!weights) return 0;
  int64_t i = 0;
  for (; i + RashomonVectorWidth <= place->lanes; i += RashomonVectorWidth) {
    save(weights + i, load(weights + i) + load(a + i));
  }
  for (; i < place->lanes; i++) weights[i] += a[i];
  return 0;
}

KERNEL(weighNumberKernel) {
  double *restrict weights = place->logWeights;
  if (!weights) return 0;
  for (int64_t i = 0; i < place->lanes; i++) weights[i] += step->x;
  return 0;
}

// MARK: Checks

// Looks at the operand `tested` and copies a, if it is not in its place already.
#define CHECK(name, tested, outside) \
  KERNEL(name) { \
    double *target = COLUMN(target); \
    const double *a_ = COLUMN(a), *tested_ = COLUMN(tested); \
    U isOut = (U){}; \
    if (target == a_) { \
      EACH_VECTOR { \
        V value = load(tested_ + i); \
        isOut |= outside; \
      } \
    } else { \
      EACH_VECTOR { \
        V value = load(tested_ + i); \
        isOut |= outside; \
        save(target + i, load(a_ + i)); \
      } \
    } \
    return anySign(isOut); \
  }

// −0 is declined with what is below it, and then found to be in range.
#define LARGEST 0x1.fffffffffffffp1023
#define PROBABILITY (U)value | above(value, 1)
#define FINITE above(magnitude(value), LARGEST)
#define POSITIVE below(value, 0x1p-1074) | above(value, LARGEST)
#define NOT_NEGATIVE (U)value | above(value, LARGEST)

CHECK(checkProbabilityKernel, a, PROBABILITY)
CHECK(checkOneKernel, a, above(magnitude(value - 1), 1e-6))
CHECK(checkFiniteKernel, a, FINITE)
CHECK(checkPositiveKernel, a, POSITIVE)
CHECK(checkNotNegativeKernel, a, NOT_NEGATIVE)
CHECK(checkNumberKernel, a, above(magnitude(value), __builtin_inf()))
CHECK(acceptFiniteKernel, b, FINITE)
CHECK(acceptPositiveKernel, b, POSITIVE)
CHECK(acceptNotNegativeKernel, b, NOT_NEGATIVE)

KERNEL(checkMaskedProbabilityKernel) {
  double *target = COLUMN(target);
  const double *a_ = COLUMN(a), *b_ = COLUMN(b);
  U isOut = (U){};
  EACH_VECTOR {
    V value = (V)((M)load(a_ + i) & (load(b_ + i) != 0));
    isOut |= PROBABILITY;
    save(target + i, value);
  }
  return anySign(isOut);
}

// MARK: Lists

// The columns or numbers of a list, or declined where they are too many.
#define MOST_COLUMNS 64
#define LIST(name) \
  const double *name[MOST_COLUMNS]; \
  if (step->listCount > MOST_COLUMNS) return 1; \
  for (int32_t index = 0; index < step->listCount; index++) { \
    name[index] = place->columns[place->lists[step->listStart + index]]; \
  }

#define LIST_OF_NUMBERS(name) \
  double name[MOST_COLUMNS]; \
  if (step->listCount > MOST_COLUMNS) return 1; \
  for (int32_t index = 0; index < step->listCount; index++) { \
    name[index] = place->constants[-1 - place->lists[step->listStart + index]]; \
  }

KERNEL(logProductKernel) {
  double *target = COLUMN(target);
  LIST(factors)
  U isOut = (U){};
  EACH_VECTOR {
    V product = all(step->x);
    for (int32_t index = 0; index < step->listCount; index++) product *= load(factors[index] + i);
    isOut |= below(product, 1e-290) | above(product, 1e290);
    save(target + i, logarithmOfNormal(product));
  }
  return anySign(isOut);
}

KERNEL(logSumExpKernel) {
  double *target = COLUMN(target);
  LIST(terms)
  M isOut = (M){};
  EACH_VECTOR {
    V largest = load(terms[0] + i);
    for (int32_t index = 1; index < step->listCount; index++) {
      largest = greater(largest, load(terms[index] + i));
    }
    isOut |= ~(magnitude(largest) < __builtin_inf());
    V sum = all(0);
    for (int32_t index = 0; index < step->listCount; index++) {
      sum += exponential(load(terms[index] + i) - largest);
    }
    save(target + i, largest + logarithmOfNormal(sum));
  }
  return any(isOut);
}

#define MOST_TERMS 8

INLINE int linear(const RashomonStep *step, const RashomonPlace *place, const int count) {
  double *target = COLUMN(target);
  const int32_t *list = place->lists + step->listStart;
  const V number = all(place->constants[-1 - list[0]]);
  const double *columns[MOST_TERMS];
  V factors[MOST_TERMS];
#pragma clang loop unroll(full)
  for (int term = 0; term < count; term++) {
    columns[term] = place->columns[list[2 * term + 1]];
    factors[term] = all(place->constants[-1 - list[2 * term + 2]]);
  }
  EACH_VECTOR {
    V sum = number;
#pragma clang loop unroll(full)
    for (int term = 0; term < count; term++) {
      sum = MULTIPLY_ADD(load(columns[term] + i), factors[term], sum);
    }
    save(target + i, sum);
  }
  return 0;
}

KERNEL(linearKernel) {
  switch (step->listCount / 2) {
  case 1: return linear(step, place, 1);
  case 2: return linear(step, place, 2);
  case 3: return linear(step, place, 3);
  case 4: return linear(step, place, 4);
  case 5: return linear(step, place, 5);
  case 6: return linear(step, place, 6);
  case 7: return linear(step, place, 7);
  case 8: return linear(step, place, 8);
  default: return 1;
  }
}

KERNEL(lookupKernel) {
  double *target = COLUMN(target);
  const double *a_ = COLUMN(a);
  LIST_OF_NUMBERS(numbers)
  EACH_VECTOR {
    V a = load(a_ + i), found = all(numbers[0]);
    for (int32_t index = 1; index < step->listCount; index += 2) {
      found = choose(a == numbers[index], all(numbers[index + 1]), found);
    }
    save(target + i, found);
  }
  return 0;
}

#define MOST_OPTIONS 64

INLINE int softmax(const RashomonStep *step, const RashomonPlace *place, const int count) {
  const int32_t *list = place->lists + step->listStart;
  const double *worths[MOST_OPTIONS];
  double *shares[MOST_OPTIONS];
  // A number stands in place of a column, of which every vector is the first.
  V numbers[MOST_OPTIONS];
  int64_t moves[MOST_OPTIONS];
#pragma clang loop unroll(full)
  for (int option = 0; option < count; option++) {
    int32_t worth = list[option];
    if (worth < 0) numbers[option] = all(place->constants[-1 - worth]);
    worths[option] = worth < 0 ? (const double *)&numbers[option] : place->columns[worth];
    moves[option] = worth < 0 ? 0 : -1;
    shares[option] = place->columns[list[count + option]];
  }
  EACH_VECTOR {
    V weights[MOST_OPTIONS];
#pragma clang loop unroll(full)
    for (int option = 0; option < count; option++) {
      weights[option] = load(worths[option] + (i & moves[option]));
    }
    V largest = weights[0];
#pragma clang loop unroll(full)
    for (int option = 1; option < count; option++) largest = greater(largest, weights[option]);
    V sum = all(0);
#pragma clang loop unroll(full)
    for (int option = 0; option < count; option++) {
      weights[option] = exponential(weights[option] - largest);
      sum += weights[option];
    }
    // The largest weight is 1, so that no share comes out above it.
    V inverse = 1 / sum;
#pragma clang loop unroll(full)
    for (int option = 0; option < count; option++) {
      save(shares[option] + i, weights[option] * inverse);
    }
  }
  return 0;
}

KERNEL(softmaxKernel) {
  switch (step->listCount) {
  case 1: return softmax(step, place, 1);
  case 2: return softmax(step, place, 2);
  case 3: return softmax(step, place, 3);
  case 4: return softmax(step, place, 4);
  case 5: return softmax(step, place, 5);
  case 6: return softmax(step, place, 6);
  case 7: return softmax(step, place, 7);
  case 8: return softmax(step, place, 8);
  default: return step->listCount > MOST_OPTIONS ? 1 : softmax(step, place, step->listCount);
  }
}

// MARK: Columns of any length

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

// MARK: The table

KERNEL(noneKernel) {
  (void)step, (void)place;
  return 1;
}

#define BINARY_ENTRIES(place, name) \
  [place] = name##Kernel, [place + 1] = name##RightNumber, [place + 2] = name##LeftNumber
#define TERNARY_ENTRIES(place, name) \
  [place] = name##Kernel, [place + 1] = name##FirstNumber, [place + 2] = name##SecondNumber, \
  [place + 3] = name##Numbers

static const RashomonKernelFunction steps[RashomonKernelCount] = {
    [RashomonKernelNone] = noneKernel,
    [RashomonKernelNegate] = negateKernel,
    [RashomonKernelNot] = notKernel,
    [RashomonKernelFloor] = floorKernel,
    [RashomonKernelAbsolute] = absoluteKernel,
    [RashomonKernelExponential] = exponentialKernel,
    [RashomonKernelLogarithm] = logarithmKernel,
    [RashomonKernelPositiveLogarithm] = positiveLogarithmKernel,
    [RashomonKernelSquareRoot] = squareRootKernel,
    [RashomonKernelLogistic] = logisticKernel,
    [RashomonKernelNormalQuantile] = normalQuantileKernel,
    [RashomonKernelCopy] = copyKernel,
    [RashomonKernelFill] = fillKernel,
    [RashomonKernelUniform] = uniformKernel,
    [RashomonKernelWeigh] = weighKernel,
    [RashomonKernelWeighNumber] = weighNumberKernel,
    BINARY_ENTRIES(RashomonKernelAdd, add),
    BINARY_ENTRIES(RashomonKernelSubtract, subtract),
    BINARY_ENTRIES(RashomonKernelMultiply, multiply),
    BINARY_ENTRIES(RashomonKernelDivide, divide),
    BINARY_ENTRIES(RashomonKernelMinimum, minimum),
    BINARY_ENTRIES(RashomonKernelMaximum, maximum),
    BINARY_ENTRIES(RashomonKernelLess, less),
    BINARY_ENTRIES(RashomonKernelLessOrEqual, lessOrEqual),
    BINARY_ENTRIES(RashomonKernelEqual, equal),
    BINARY_ENTRIES(RashomonKernelNotEqual, notEqual),
    BINARY_ENTRIES(RashomonKernelAnd, and),
    BINARY_ENTRIES(RashomonKernelOr, or),
    BINARY_ENTRIES(RashomonKernelPower, power),
    BINARY_ENTRIES(RashomonKernelExponentialDifference, exponentialDifference),
    TERNARY_ENTRIES(RashomonKernelSelect, select),
    TERNARY_ENTRIES(RashomonKernelMixture, mixture),
    TERNARY_ENTRIES(RashomonKernelMultiplyAdd, multiplyAdd),
    TERNARY_ENTRIES(RashomonKernelSelectEqual, selectEqual),
    [RashomonKernelCheckProbability] = checkProbabilityKernel,
    [RashomonKernelCheckMaskedProbability] = checkMaskedProbabilityKernel,
    [RashomonKernelCheckOne] = checkOneKernel,
    [RashomonKernelCheckFinite] = checkFiniteKernel,
    [RashomonKernelCheckPositive] = checkPositiveKernel,
    [RashomonKernelCheckNotNegative] = checkNotNegativeKernel,
    [RashomonKernelCheckNumber] = checkNumberKernel,
    [RashomonKernelAcceptFinite] = acceptFiniteKernel,
    [RashomonKernelAcceptPositive] = acceptPositiveKernel,
    [RashomonKernelAcceptNotNegative] = acceptNotNegativeKernel,
    [RashomonKernelPoisson] = poissonKernel,
    [RashomonKernelLogProduct] = logProductKernel,
    [RashomonKernelSelectLess] = selectLessKernel,
    [RashomonKernelSelectLess + 1] = selectLessNumbers,
    [RashomonKernelLinear] = linearKernel,
    [RashomonKernelLookup] = lookupKernel,
    [RashomonKernelLogSumExp] = logSumExpKernel,
    [RashomonKernelSoftmax] = softmaxKernel,
};

const RashomonKernels RASHOMON_TABLE = {
    .steps = steps, .largest = largest, .weigh = weigh, .gather = gather, .resample = resample};
