// Kernels of steps with lists: products, sums, tables, shares.

// Loops over lists are unrolled where they are of known length.
#pragma clang diagnostic ignored "-Wpass-failed"

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
