// The kernels for any processor: on x86-64 SSE2, on ARM NEON.
#define RASHOMON_TABLE rashomon_kernels_portable
#include "Kernels.h"
