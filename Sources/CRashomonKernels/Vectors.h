// Vectors of eight doubles and the elementary functions over them.
//
// Polynomials are Chebyshev interpolations made for this file, of errors below 3e-16 relative; the functions
// are good to about one unit in the last place, two for the normal quantile.

#include <stdint.h>

#pragma clang fp contract(off)

// a·b + c, rounded once where the processor can: AVX2, AVX-512 and NEON then give the same bits. Plain
// x86-64 would take a call for each number, so it rounds twice and differs in the last digits.
#ifdef RASHOMON_HAS_FMA
#define MULTIPLY_ADD(a, b, c) __builtin_elementwise_fma(a, b, c)
#else
#define MULTIPLY_ADD(a, b, c) ((a) * (b) + (c))
#endif

// Everything that takes a vector is inlined, so that no vector crosses a call.
#pragma clang diagnostic ignored "-Wpsabi"

#define INLINE static inline __attribute__((always_inline))

typedef double V __attribute__((vector_size(64), aligned(8)));
typedef int64_t M __attribute__((vector_size(64), aligned(8)));
typedef uint64_t U __attribute__((vector_size(64), aligned(8)));

typedef int32_t N __attribute__((vector_size(32), aligned(4)));

INLINE V load(const double *p) { return *(const V *)p; }
INLINE void save(double *p, V v) { *(V *)p = v; }
INLINE V all(double x) { return (V){x, x, x, x, x, x, x, x}; }
INLINE V choose(M mask, V yes, V no) { return (V)((mask & (M)yes) | (~mask & (M)no)); }
INLINE V truth(M mask) { return (V)(mask & (M)all(1)); }
INLINE int any(M mask) { return __builtin_reduce_or(mask) != 0; }
// Whether a lane's sign bit is set.
INLINE int anySign(U bits) { return any((M)(bits & (1ull << 63))); }
// Sign bits set where a pattern is above (below) that of a number that is not negative: numbers that are not
// negative are ordered as their patterns, with NaN above. Ranges are tested so, since compilers take whole
// vectors of comparisons apart to combine them.
INLINE U above(V a, double most) { return (U)all(most) - (U)a; }
INLINE U below(V a, double least) { return (U)a - (U)all(least); }
INLINE V lesser(V a, V b) { return choose(a < b, a, b); }
INLINE V greater(V a, V b) { return choose(a > b, a, b); }
INLINE V root(V a) { return __builtin_elementwise_sqrt(a); }
INLINE V magnitude(V a) { return __builtin_elementwise_abs(a); }

// Σ coefficients[i]·xⁱ by Horner's rule.
INLINE V polynomial(const double *coefficients, int degree, V x) {
  V sum = all(coefficients[degree]);
#pragma clang loop unroll(full)
  for (int index = degree - 1; index >= 0; index--) {
    sum = MULTIPLY_ADD(sum, x, all(coefficients[index]));
  }
  return sum;
}

// The same with even and odd powers apart, which a processor computes side by side: a long chain of
// dependent operations would keep it waiting.
INLINE V longPolynomial(const double *coefficients, int degree, V x) {
  V square = x * x;
  V even = all(coefficients[degree - degree % 2]);
  V odd = all(coefficients[degree - 1 + degree % 2]);
#pragma clang loop unroll(full)
  for (int index = degree - degree % 2 - 2; index >= 0; index -= 2) {
    even = MULTIPLY_ADD(even, square, all(coefficients[index]));
  }
#pragma clang loop unroll(full)
  for (int index = degree - 3 + degree % 2; index >= 1; index -= 2) {
    odd = MULTIPLY_ADD(odd, square, all(coefficients[index]));
  }
  return MULTIPLY_ADD(odd, x, even);
}

// Adding and taking away 1.5·2⁵² rounds to the nearest whole number and leaves it in the low bits.
#define ROUNDER 6755399441055744.0

// eʳ and k for x = k·log 2 + r, |r| ≤ ½ log 2; k stands in the low bits.
INLINE V reducedExponential(V x, M *power) {
  V shifted = MULTIPLY_ADD(x, all(1.4426950408889634), all(ROUNDER));
  V k = shifted - ROUNDER;
  V r = MULTIPLY_ADD(k, all(-0x1.62e42feep-1), x);
  r = MULTIPLY_ADD(k, all(-0x1.a39ef35793c76p-33), r);
  V square = r * r;
  static const double even[] = {
      0x1.0000000000001p-1, 0x1.5555555553d63p-5, 0x1.6c16c1788bd90p-10, 0x1.a019b90d2ae7ap-16,
      0x1.289185613a3d6p-22};
  static const double odd[] = {
      0x1.5555555555556p-3, 0x1.11111111109b3p-7, 0x1.a01a01a7c41d5p-13, 0x1.71de0dae63bb3p-19,
      0x1.af38a9b0ec855p-26};
  V p = MULTIPLY_ADD(r, polynomial(odd, 4, square), polynomial(even, 4, square));
  *power = (M)shifted;
  return 1 + MULTIPLY_ADD(square, p, r);
}

// eˣ by adding k to the exponent; at the ends of the range and beyond, where that is not enough, by two
// powers of two in turn.
INLINE V exponential(V x) {
  M power;
  V y = reducedExponential(x, &power);
  if (__builtin_expect(anySign(above(magnitude(x), 708)), 0)) {
    x = choose(x > 710, all(710), x);
    x = choose(x < -746, all(-746), x);
    y = reducedExponential(x, &power);
    power -= (M)all(ROUNDER);
    M half = power >> 1;
    return y * (V)((half + 1023) << 52) * (V)((power - half + 1023) << 52);
  }
  return (V)((M)y + (power << 52));
}

// x = 2ᵉ·(1 + f) with √½ ≤ 1 + f < √2, s = f/(2 + f), z = s² and log (1 + f) = 2s + szp.
typedef struct {
  V e, f, s, z, p;
} Logarithm;

INLINE Logarithm reducedLogarithm(V x) {
  M bits = (M)x;
  M k = (bits - 0x3fe6a09e667f3bcdLL) >> 52;
  V e = (V)(k + 0x4338000000000000LL) - ROUNDER;
  V f = (V)(bits - (k << 52)) - 1;
  V s = f / (2 + f);
  V z = s * s;
  static const double even[] = {
      0.66666666666666696883, 0.28571428626003268742, 0.18182889455674946039,
      0.14616585424888621989};
  static const double odd[] = {
      0.39999999999899443233, 0.22222211130259877029, 0.15331710618210771568};
  V square = z * z;
  V p = MULTIPLY_ADD(z, polynomial(odd, 2, square), polynomial(even, 3, square));
  return (Logarithm){e, f, s, z, p};
}

// log x of a positive normal number, to the last digit also near 1.
INLINE V logarithmOfNormal(V x) {
  Logarithm l = reducedLogarithm(x);
  V halfSquare = 0.5 * l.f * l.f;
  V low = MULTIPLY_ADD(l.e, all(0x1.a39ef35793c76p-33), l.s * MULTIPLY_ADD(l.p, l.z, halfSquare));
  return MULTIPLY_ADD(l.e, all(0x1.62e42feep-1), l.f - (halfSquare - low));
}

// The same to 16 digits after the point, which is less work.
INLINE V roundedLogarithm(V x) {
  Logarithm l = reducedLogarithm(x);
  return MULTIPLY_ADD(l.e, all(0.6931471805599453), l.s * MULTIPLY_ADD(l.p, l.z, all(2)));
}

// log x: −∞ at 0, not a number below.
INLINE V logarithm(V x) {
  V y = logarithmOfNormal(x);
  if (__builtin_expect(anySign(below(x, 0x1p-1022) | above(x, 0x1.fffffffffffffp1023)), 0)) {
    V scaled = logarithmOfNormal(x * 0x1p54) - 54 * 0.6931471805599453;
    y = choose((x > 0) & (x < 0x1p-1022), scaled, y);
    y = choose(x == 0, all(-__builtin_inf()), y);
    y = choose(x == __builtin_inf(), x, y);
    y = choose(~(x >= 0), all(__builtin_nan("")), y);
  }
  return y;
}

INLINE V logistic(V x) { return 1 / (1 + exponential(-x)); }

// The z with Φ(z) = u is u − ½ times a function of w = −log 4u(1 − u): a polynomial in w up to 5, in √w beyond,
// in the manner of [Giles2010].
INLINE V quantileArgument(V u) { return -roundedLogarithm(4 * u * (1 - u)); }

INLINE V quantileFactor(V w) {
  static const double centre[] = {
      4.24662693402934015,     0.69760404879810885,     -0.0118152387603275862,
      -0.00354319302583641752, 6.17304967640470356e-4,  -1.41310470559940372e-5,
      -9.66365950876386189e-6, 1.35403939528182142e-6,  3.7948409402607516e-8,
      -3.07200264818236971e-8, 2.56627374539221532e-9,  3.38300508216450532e-10,
      -8.79865971378386955e-11, 2.57801792483702799e-12, 1.51936892251348049e-12,
      -2.15261025143074857e-13, -8.98613241650363089e-15, 5.35745287738497963e-15,
      -2.86748379808328371e-16, -7.5365275850014768e-17, 7.17912467077822969e-18,
      4.65371861247827656e-19};
  V factor = longPolynomial(centre, 21, w - 2.5);
  if (__builtin_expect(anySign(above(w, 5)), 0)) {
    static const double far[] = {
        8.3476178050242843,       2.83866524931260614,      0.0202509115231056572,
        -0.0152960485546659147,   0.0109830912621005707,    -0.00727727973030285566,
        0.00361068706720620977,   -9.14801814046831201e-4,  -2.77795782720292388e-4,
        3.96570002962571673e-4,   -1.66818155754737936e-4,  3.42692696745695633e-6,
        3.38346449081673567e-5,   -1.80104211543842952e-5,  2.36873671801279441e-6,
        2.3579449167976454e-6,    -1.66545761496722717e-6,  2.92770735314879088e-7,
        1.95227856558764869e-7,   -8.9425479520775111e-8};
    static const double farther[] = {
        13.7461823907720876,      2.857553210214813,        -4.10474979964847028e-4,
        -5.99654552667670217e-4,  2.12182785643355165e-4,   -5.4906220528390396e-5,
        1.26068196276418826e-5,   -2.75755617251325247e-6,  6.30915477179875386e-7,
        -1.83116875251996254e-7,  7.77839771927659745e-8,   -4.05428811247931791e-8,
        2.03621659911353967e-8,   -9.33601171949971251e-9,  4.04195288977993529e-9,
        -1.19070657266434813e-9,  -4.73366278290461077e-11, 1.07833761898044521e-10};
    V s = root(w);
    V beyond = choose(
        s > 4, longPolynomial(farther, 17, s - 5.01), longPolynomial(far, 19, s - 3.1180339887498948482));
    factor = choose(w > 5, beyond, factor);
  }
  return factor;
}

// Stafford's mix 13, as in RandomKey.
INLINE U mixed(U bits) {
  bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9ull;
  bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBull;
  return bits ^ (bits >> 31);
}

// 52 bits as a number in (0, 1): the middle of its 2⁻⁵², exactly.
INLINE V unit(U bits) { return (V)((bits >> 12) | 0x3FF0000000000000ull) - (1 - 0x1p-53); }
