// The kernels themselves, compiled once for each instruction set; RASHOMON_TABLE is the name of its table.
//
// A kernel writes whole vectors, also over the lanes that pad a chunk. Of what it reads its target may be
// the same column (a state that is moved on where it stands), but never overlaps it otherwise.

#include "CRashomonKernels.h"
#include "Vectors.h"

#define KERNEL(name) \
  static int name(const RashomonStep *restrict step, const RashomonPlace *restrict place)
#define COLUMN(operand) (place->columns[step->operand])
#define EACH_VECTOR for (int64_t i = 0; i < place->lanes; i += RashomonVectorWidth)

#include "StepKernels.h"
#include "ListKernels.h"
#include "ColumnKernels.h"

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
