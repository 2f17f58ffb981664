// The kernels for x86-64 with AVX-512.
#if defined(__x86_64__)
#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512dq,avx512vl,avx512bw,fma"))), apply_to = function)
#define RASHOMON_HAS_FMA
#define RASHOMON_TABLE rashomon_kernels_avx512
#include "Kernels.h"
#pragma clang attribute pop
#endif
