// Vector kernels over columns of doubles, for the instruction set that the processor has.
//
// A step is one operation over all lanes of a chunk. Every kernel exists in as many copies as there are
// instruction sets, made from one source. All copies that can multiply and add in one rounding (AVX2,
// AVX-512, NEON) give the same bits; plain x86-64 differs in the last digits of exponentials, logarithms
// and normal quantiles.

#ifndef CRASHOMON_KERNELS_H
#define CRASHOMON_KERNELS_H

#include <stdint.h>

// Vectors of this many lanes are computed together; a chunk's columns are padded to whole vectors.
enum { RashomonVectorWidth = 8 };

// Each binary kernel comes as column–column (its name), column–number (+ 1) and number–column (+ 2);
// each ternary one, whose first operand is a column, with the last two as columns, number–column (+ 1),
// column–number (+ 2) and numbers (+ 3).
typedef enum {
  // Left to the caller.
  RashomonKernelNone,
  RashomonKernelNegate,
  RashomonKernelNot,
  RashomonKernelFloor,
  RashomonKernelAbsolute,
  RashomonKernelExponential,
  RashomonKernelLogarithm,
  // Not a number at 0.
  RashomonKernelPositiveLogarithm,
  RashomonKernelSquareRoot,
  RashomonKernelLogistic,
  RashomonKernelNormalQuantile,
  RashomonKernelCopy,
  // The number x in every lane.
  RashomonKernelFill,
  RashomonKernelUniform,
  RashomonKernelWeigh,
  RashomonKernelWeighNumber,
  RashomonKernelAdd,
  RashomonKernelSubtract = RashomonKernelAdd + 3,
  RashomonKernelMultiply = RashomonKernelSubtract + 3,
  RashomonKernelDivide = RashomonKernelMultiply + 3,
  RashomonKernelMinimum = RashomonKernelDivide + 3,
  RashomonKernelMaximum = RashomonKernelMinimum + 3,
  RashomonKernelLess = RashomonKernelMaximum + 3,
  RashomonKernelLessOrEqual = RashomonKernelLess + 3,
  RashomonKernelEqual = RashomonKernelLessOrEqual + 3,
  RashomonKernelNotEqual = RashomonKernelEqual + 3,
  RashomonKernelAnd = RashomonKernelNotEqual + 3,
  RashomonKernelOr = RashomonKernelAnd + 3,
  // Declined where it is not simply e^(b log a).
  RashomonKernelPower = RashomonKernelOr + 3,
  // e^(a − b).
  RashomonKernelExponentialDifference = RashomonKernelPower + 3,
  RashomonKernelSelect = RashomonKernelExponentialDifference + 3,
  RashomonKernelMixture = RashomonKernelSelect + 4,
  // a·b + c, rounded once where the processor can.
  RashomonKernelMultiplyAdd = RashomonKernelMixture + 4,
  // b where a is the number z, else c.
  RashomonKernelSelectEqual = RashomonKernelMultiplyAdd + 4,
  // The number x where a < b, else c (+ 1: the number y).
  RashomonKernelSelectLess = RashomonKernelSelectEqual + 4,
  // A list of numbers: a default, then keys, each with its number after it. The number of the last key that a
  // equals, else the default.
  RashomonKernelLookup = RashomonKernelSelectLess + 2,
  // A list of a number, then columns, each with its factor after it. Their sum, each product added in one
  // rounding where the processor can.
  RashomonKernelLinear,
  RashomonKernelCheckProbability,
  RashomonKernelCheckMaskedProbability,
  RashomonKernelCheckOne,
  RashomonKernelCheckFinite,
  RashomonKernelCheckPositive,
  RashomonKernelCheckNotNegative,
  RashomonKernelCheckNumber,
  // a, if b is in range.
  RashomonKernelAcceptFinite,
  RashomonKernelAcceptPositive,
  RashomonKernelAcceptNotNegative,
  // A Poisson count of mean a by inversion; declined where a mean is 10 or more.
  RashomonKernelPoisson,
  // log Π of the list's columns times x; declined where the product leaves the normal range.
  RashomonKernelLogProduct,
  RashomonKernelLogSumExp,
  // From each of `listCount` worths of the list e^worth through the sum of all, into as many columns that
  // follow in the list; declined where there are more than 64.
  RashomonKernelSoftmax,
  RashomonKernelCount
} RashomonKernel;

// One operation: columns by their numbers, and what operands are numbers in place of columns.
typedef struct {
  int32_t kernel;
  int32_t target;
  int32_t a;
  int32_t b;
  int32_t c;
  // Columns of a list.
  int32_t listStart;
  int32_t listCount;
  // Which key of the place the random numbers come from.
  int32_t key;
  double x;
  double y;
  double z;
} RashomonStep;

// The address of a column of random numbers (see RandomKey).
typedef struct {
  uint64_t state;
  uint64_t gamma;
} RashomonKey;

// Where a chunk of histories stands.
typedef struct {
  // Each column from the chunk's first lane on.
  double *const *columns;
  // What a list's entry −1 − i stands for.
  const double *constants;
  // The lists' columns.
  const int32_t *lists;
  const RashomonKey *keys;
  // Log weights, exactly `lanes` long; may be null.
  double *logWeights;
  // The chunk's first lane within its block.
  int64_t firstLane;
  int64_t lanes;
} RashomonPlace;

typedef int (*RashomonKernelFunction)(const RashomonStep *step, const RashomonPlace *place);

typedef enum {
  RashomonInstructionsPortable,
  RashomonInstructionsAVX2,
  RashomonInstructionsAVX512
} RashomonInstructions;

// The best set that this processor has, or a lesser one named by the environment's
// RASHOMON_INSTRUCTION_SET (avx2 or sse2), to compare them.
RashomonInstructions rashomon_best_instructions(void);

// What is computed over columns of any length: no lane beyond `count` is read or written.
typedef struct {
  // By `RashomonKernel`.
  const RashomonKernelFunction *steps;
  // The largest of the values; not a number if any is not.
  double (*largest)(const double *values, int64_t count);
  // e^(values − largest), with the sum and the sum of squares; `weights` may be null.
  void (*weigh)(
      const double *values, double largest, double *weights, int64_t count, double *sum,
      double *squares);
  // target[i] = source[places[i]]; ascending places are fastest.
  void (*gather)(double *target, const double *source, const int32_t *places, int64_t count);
  // Systematic resampling: ancestors[k], for begin ≤ k < end, is the history into whose share of the weights,
  // scaled and laid end to end from `before` on, k + uniform falls. Histories are numbered from `first` on; one
  // without weight is nobody's ancestor.
  void (*resample)(
      const double *weights, int64_t count, double before, double scale, double uniform,
      int32_t first, int32_t *ancestors, int64_t begin, int64_t end);
} RashomonKernels;

// The kernels for a set that the processor has.
const RashomonKernels *rashomon_kernels(RashomonInstructions instructions);

// Runs steps from `first` on up to one that its kernel declines, whose number is returned; `count` where
// none does. A kernel declines what only the caller can do: a value out of range to be told of, a case
// too rare for a vector loop. The target of a declined step may hold anything.
int64_t rashomon_run(
    const RashomonKernels *kernels, const RashomonStep *steps, int64_t first, int64_t count,
    const RashomonPlace *place);

#endif
