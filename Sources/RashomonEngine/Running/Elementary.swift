#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

// The C library's functions under names that do not clash with members.

@inline(__always) func naturalExponential(_ value: Double) -> Double { exp(value) }

@inline(__always) func raised(_ base: Double, to exponent: Double) -> Double {
  pow(base, exponent)
}
