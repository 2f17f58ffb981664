#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

// The C library's functions under names that do not clash with members called `log` or `exp`.

func naturalLogarithm(_ value: Double) -> Double { log(value) }
func exponential(_ value: Double) -> Double { exp(value) }
func cosine(_ angle: Double) -> Double { cos(angle) }
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
func logarithmOfGamma(_ value: Double) -> Double { lgamma(value) }

extension Double {
  /// The natural logarithm, −∞ for 0.
  package var logarithm: Double { self == 0 ? -.infinity : naturalLogarithm(self) }

  /// e to this power.
  package var exponential: Double { exp(self) }
}
