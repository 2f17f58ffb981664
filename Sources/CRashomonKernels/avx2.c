// The kernels for x86-64 with AVX2.
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#define RASHOMON_TABLE rashomon_kernels_avx2
#include "Kernels.h"
#pragma clang attribute pop
#endif
