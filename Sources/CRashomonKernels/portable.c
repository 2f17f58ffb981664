// The kernels for any processor: on x86-64 SSE2, on ARM NEON.
#if defined(__aarch64__)
#define RASHOMON_HAS_FMA
#endif
#define RASHOMON_TABLE rashomon_kernels_portable
#include "Kernels.h"
