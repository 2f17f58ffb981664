// Vectors of LANES numbers in clang's own types: exp, log, sine and cosine, random numbers.
// -DDOUBLE=1 chooses double precision, else single; LANES fills one register of the widest set compiled for.
#pragma once
#include <stdint.h>

#define INLINE static inline __attribute__((always_inline))

#if DOUBLE
typedef double Real;
typedef int64_t Integer;
#else
typedef float Real;
typedef int32_t Integer;
#endif

#if defined(__AVX512F__)
#define REGISTER 64
#elif defined(__AVX2__)
#define REGISTER 32
#else
#define REGISTER 16
#endif
#define LANES (REGISTER / (int)sizeof(Real))

// As many lanes as a Real vector has; loads and stores need no more alignment than one element.
typedef Real Vector __attribute__((vector_size(LANES * sizeof(Real)), aligned(sizeof(Real))));
typedef Integer Mask __attribute__((vector_size(LANES * sizeof(Integer)), aligned(sizeof(Integer))));
typedef uint32_t Bits __attribute__((vector_size(LANES * 4), aligned(4)));
typedef int32_t Places __attribute__((vector_size(LANES * 4), aligned(4)));

#pragma clang fp contract(fast)

INLINE Vector all(Real value) { return (Vector){} + value; }
INLINE Vector load(const Real *from) { return *(const Vector *)from; }
INLINE void store(Real *to, Vector value) { *(Vector *)to = value; }
INLINE Vector choose(Mask where, Vector yes, Vector no) {
  return (Vector)((where & (Mask)yes) | (~where & (Mask)no));
}
INLINE Vector least(Vector a, Vector b) { return __builtin_elementwise_min(a, b); }
INLINE Vector most(Vector a, Vector b) { return __builtin_elementwise_max(a, b); }
INLINE int anywhere(Mask mask) { return __builtin_reduce_or(mask) != 0; }

// A polynomial by Horner's rule, the coefficient of the highest power first.
#define POLYNOMIAL(x, ...) \
  ({ \
    const Real terms[] = {__VA_ARGS__}; \
    Vector sum = all(terms[0]); \
    for (unsigned i = 1; i < sizeof terms / sizeof *terms; i++) sum = sum * (x) + terms[i]; \
    sum; \
  })

// Adding and taking away this number rounds to whole numbers; the low bits of the sum are the whole number.
#if DOUBLE
#define ROUNDER 6755399441055744.0
#else
#define ROUNDER 12582912.0f
#endif

// exp(x) = 2^n exp(r), |r| <= log(2)/2. Coefficients: Taylor's (double), Cephes' (single).
INLINE Vector exponential(Vector x) {
#if DOUBLE
  x = least(most(x, all(-708)), all(709));
  Vector shifted = x * 1.4426950408889634 + ROUNDER, whole = shifted - ROUNDER;
  Vector r = x - whole * 0.693145751953125 - whole * 1.42860682030941723212e-6;
  Vector p = POLYNOMIAL(r, 1 / 479001600.0, 1 / 39916800.0, 1 / 3628800.0, 1 / 362880.0, 1 / 40320.0,
      1 / 5040.0, 1 / 720.0, 1 / 120.0, 1 / 24.0, 1 / 6.0, 0.5);
  const int exponent = 52;
#else
  x = least(most(x, all(-87.3f)), all(88));
  Vector shifted = x * 1.44269504f + ROUNDER, whole = shifted - ROUNDER;
  Vector r = x - whole * 0.693359375f + whole * 2.12194440e-4f;
  Vector p = POLYNOMIAL(r, 1.9875691500e-4f, 1.3981999507e-3f, 8.3334519073e-3f, 4.1665795894e-2f,
      1.6666665459e-1f, 5.0000001201e-1f);
  const int exponent = 23;
#endif
  p = p * (r * r) + r + 1;
  return (Vector)((Mask)p + ((Mask)shifted << exponent));
}

// log(x) for normal x > 0: the exponent, and the logarithm of what is left between sqrt(1/2) and sqrt(2).
INLINE Vector logarithm(Vector x) {
#if DOUBLE
  Mask exponent = ((Mask)x - 0x3fe6a09e667f3bcdLL) >> 52;
  Vector m = (Vector)((Mask)x - (exponent << 52)), e = __builtin_convertvector(exponent, Vector);
  Vector s = (m - 1) / (m + 1), z = s * s;
  Vector p = POLYNOMIAL(z, 0.1479819860511658591, 0.1531383769920937332, 0.1818357216161805012,
      0.2222219843214978396, 0.2857142874366239149, 0.3999999999940941908, 0.6666666666666735130);
  return e * 0.6931471805599453 + (2 * s + s * z * p);
#else
  Mask exponent = ((Mask)x - 0x3f3504f3) >> 23;
  Vector m = (Vector)((Mask)x - (exponent << 23)) - 1, e = __builtin_convertvector(exponent, Vector);
  Vector z = m * m;
  Vector p = POLYNOMIAL(m, 7.0376836292e-2f, -1.1514610310e-1f, 1.1676998740e-1f, -1.2420140846e-1f,
      1.4249322787e-1f, -1.6668057665e-1f, 2.0000714765e-1f, -2.4999993993e-1f, 3.3333331174e-1f);
  return m + (p * m * z - e * 2.12194440e-4f - 0.5f * z) + e * 0.693359375f;
#endif
}

INLINE Vector logistic(Vector x) { return 1 / (1 + exponential(-x)); }

// Sine and cosine of a whole turn's part in [0, 1): the quarter turn, and what is left of at most an eighth.
INLINE void sine_and_cosine(Vector turn, Vector *sine, Vector *cosine) {
  Vector shifted = turn * 4 + (Real)ROUNDER;
  Mask quarter = (Mask)shifted;
  Vector r = (turn * 4 - (shifted - (Real)ROUNDER)) * (Real)1.5707963267948966, z = r * r;
#if DOUBLE
  Vector s = POLYNOMIAL(z, -7.64716373181981647590e-13, 1.60590438368216145994e-10,
      -2.50521083854417187751e-8, 2.75573192239858906526e-6, -1.98412698412698412698e-4,
      8.33333333333333333333e-3, -1.66666666666666666667e-1);
  Vector c = POLYNOMIAL(z, 4.77947733238738529744e-14, -1.14707455977297247139e-11,
      2.08767569878680989792e-9, -2.75573192239858906526e-7, 2.48015873015873015873e-5,
      -1.38888888888888888889e-3, 4.16666666666666666667e-2);
#else
  Vector s = POLYNOMIAL(z, -1.9515295891e-4f, 8.3321608736e-3f, -1.6666654611e-1f);
  Vector c = POLYNOMIAL(z, 2.443315711809948e-5f, -1.388731625493765e-3f, 4.166664568298827e-2f);
#endif
  s = s * z * r + r;
  c = c * z * z - (Real)0.5 * z + 1;
  const int sign = 8 * sizeof(Real) - 2;
  Mask swapped = (quarter & 1) != 0;
  *sine = (Vector)((Mask)choose(swapped, c, s) ^ ((quarter & 2) << sign));
  *cosine = (Vector)((Mask)choose(swapped, s, c) ^ (((quarter + 1) & 2) << sign));
}

// One xoshiro128++ in each lane (Blackman and Vigna), started by SplitMix from one number.
typedef struct {
  Bits a, b, c, d;
} Generator;

INLINE uint64_t split_mix(uint64_t *state) {
  uint64_t z = *state += 0x9e3779b97f4a7c15u;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
  z = (z ^ z >> 27) * 0x94d049bb133111ebu;
  return z ^ z >> 31;
}

INLINE Generator generator(uint64_t state) {
  Generator made;
  uint64_t *words = (uint64_t *)&made;
  for (unsigned i = 0; i < sizeof made / sizeof *words; i++) words[i] = split_mix(&state);
  return made;
}

INLINE Bits rotated(Bits x, int by) { return x << by | x >> (32 - by); }

INLINE Bits next(Generator *g) {
  Bits result = rotated(g->a + g->d, 7) + g->a, shifted = g->b << 9;
  g->c ^= g->a;
  g->d ^= g->b;
  g->b ^= g->c;
  g->a ^= g->d;
  g->c ^= shifted;
  g->d = rotated(g->d, 11);
  return result;
}

// In (0, 1), 2^-24 (single) or 2^-32 (double) apart.
INLINE Vector uniform(Bits bits) {
#if DOUBLE
  return (__builtin_convertvector(bits, Vector) + 0.5) * 0x1p-32;
#else
  return (__builtin_convertvector((Mask)(bits >> 8), Vector) + 0.5f) * 0x1p-24f;
#endif
}

// The same with as fine a step as 31 bits give, for the logarithm of Box and Muller.
INLINE Vector fine_uniform(Bits bits) {
#if DOUBLE
  return uniform(bits);
#else
  return (__builtin_convertvector((Mask)(bits >> 1), Vector) + 0.5f) * 0x1p-31f;
#endif
}

INLINE void two_normals(Generator *g, Vector *first, Vector *second) {
  Vector radius = __builtin_elementwise_sqrt(-2 * logarithm(fine_uniform(next(g))));
  Vector sine, cosine;
  sine_and_cosine(uniform(next(g)), &sine, &cosine);
  *first = radius * cosine;
  *second = radius * sine;
}
