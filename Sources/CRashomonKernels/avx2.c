// The kernels for x86-64 with AVX2 and FMA.
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define RASHOMON_HAS_FMA
#define RASHOMON_TABLE rashomon_kernels_avx2
#include "Kernels.h"
#pragma clang attribute pop
#endif
