#if canImport(Glibc)
  import Glibc
#endif

// How numbers are written everywhere: decibels with one digit and a sign, probabilities as
// percentages that never round to a certainty that is not there, errors behind ±.

/// A number with a fixed count of decimals, without the locale.
package func decimal(_ number: Double, _ digits: Int) -> String {
  guard number.isFinite else { return number.isNaN ? "–" : (number > 0 ? "∞" : "−∞") }
  let scale = pow(10, Double(digits))
  let rounded = (abs(number) * scale).rounded()
  guard rounded < 9e15 else { return "\(number)" }
  let whole = Int64(rounded)
  let divisor = Int64(scale)
  let sign = number < 0 && whole != 0 ? "−" : ""
  guard digits > 0 else { return "\(sign)\(whole)" }
  let fraction = String(whole % divisor)
  let zeros = String(repeating: "0", count: digits - fraction.count)
  return "\(sign)\(whole / divisor).\(zeros)\(fraction)"
}

/// A weight of evidence: `+4.2`, `−0.3`, `0.0`.
package func decibels(_ weight: Double) -> String {
  let text = decimal(weight, 1)
  return weight > 0 && text != "0.0" && weight.isFinite ? "+\(text)" : text
}

/// A probability in percent: `14 %`, `2.3 %`, `<0.1 %`, `>99.9 %`, `0 %` and `100 %` only where exact.
package func percent(_ probability: Double) -> String {
  guard probability.isFinite else { return "–" }
  switch probability {
  case 0: return "0 %"
  case 1: return "100 %"
  case ..<0.001: return "<0.1 %"
  case 0.999...: return ">99.9 %"
  case ..<0.0995, 0.9005...: return "\(decimal(probability * 100, 1)) %"
  default: return "\(decimal(probability * 100, 0)) %"
  }
}

/// A probability estimated from a sample, in percent: a sample without a case is no proof that there
/// is none, so never `0 %` or `100 %`.
package func sampledPercent(_ probability: Double) -> String {
  switch probability {
  case 0: "<0.1 %"
  case 1: ">99.9 %"
  default: percent(probability)
  }
}

/// A number of things, with k and M where that is shorter: `1,126`, `63k`, `1.5M`.
package func quantity(_ number: Double) -> String {
  guard number.isFinite else { return decimal(number, 0) }
  let size = abs(number)
  if size >= 9_950_000 { return "\(decimal(number / 1e6, 0))M" }
  if size >= 999_500 { return "\(decimal(number / 1e6, 1))M" }
  if size >= 9_950 { return "\(decimal(number / 1e3, 0))k" }
  if size >= 999.5 {
    let digits = decimal(number, 0)
    return "\(digits.dropLast(3)),\(digits.suffix(3))"
  }
  if size >= 100 || number == number.rounded() { return decimal(number, 0) }
  return decimal(number, size >= 10 ? 1 : 2)
}

/// `±0.3`, or nothing for an exact number; an error too small for its digits is `±<0.1`.
package func plusMinus(_ error: Double?, digits: Int = 1) -> String {
  guard let error, error.isFinite, error > 0 else { return "" }
  let text = decimal(error, digits)
  guard text == decimal(0, digits) else { return "±\(text)" }
  return "±<\(decimal(pow(10, -Double(digits)), digits))"
}

/// A number and its error: `89 % ±1.2`; the number alone where it is exact.
func withError(_ number: String, _ error: Double?) -> String {
  let suffix = plusMinus(error)
  return suffix.isEmpty ? number : "\(number) \(suffix)"
}

/// The same with the error written as the number is: `1,126 ±12`, `0.67 ±0.02`.
func withError(_ number: String, _ error: Double?, as text: (Double) -> String) -> String {
  guard let error, error.isFinite, error > 0 else { return number }
  return "\(number) ±\(error < 0.005 ? "<0.01" : text(error))"
}
