#include "CRashomonKernels.h"

#include <stdlib.h>
#include <string.h>

extern const RashomonKernels rashomon_kernels_portable;

#if defined(__x86_64__)
extern const RashomonKernels rashomon_kernels_avx2;
extern const RashomonKernels rashomon_kernels_avx512;

RashomonInstructions rashomon_best_instructions(void) {
  __builtin_cpu_init();
  const char *wanted = getenv("RASHOMON_INSTRUCTION_SET");
  if (!wanted) wanted = "";
  if (!strcmp(wanted, "sse2")) return RashomonInstructionsPortable;
  int hasAVX2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  if (hasAVX2 && !strcmp(wanted, "avx2")) return RashomonInstructionsAVX2;
  if (hasAVX2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")
      && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw")) {
    return RashomonInstructionsAVX512;
  }
  return hasAVX2 ? RashomonInstructionsAVX2 : RashomonInstructionsPortable;
}

const RashomonKernels *rashomon_kernels(RashomonInstructions instructions) {
  switch (instructions) {
  case RashomonInstructionsAVX512: return &rashomon_kernels_avx512;
  case RashomonInstructionsAVX2: return &rashomon_kernels_avx2;
  default: return &rashomon_kernels_portable;
  }
}
#else
RashomonInstructions rashomon_best_instructions(void) { return RashomonInstructionsPortable; }

const RashomonKernels *rashomon_kernels(RashomonInstructions instructions) {
  return &rashomon_kernels_portable;
}
#endif

int64_t rashomon_run(
    const RashomonKernels *kernels, const RashomonStep *steps, int64_t first, int64_t count,
    const RashomonPlace *place) {
  const RashomonKernelFunction *functions = kernels->steps;
  for (int64_t index = first; index < count; index++) {
    if (__builtin_expect(functions[steps[index].kernel](&steps[index], place), 0)) return index;
  }
  return count;
}
