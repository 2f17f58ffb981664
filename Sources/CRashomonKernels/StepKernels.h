// Kernels of steps with up to three operands.

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
