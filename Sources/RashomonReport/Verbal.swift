/// The ICD 203 words for a probability; below 1 % and above 99 % the nearest words hold; `–`
/// where there is no probability.
package func verbal(_ probability: Double) -> String {
  switch probability {
  case _ where probability.isNaN: "–"
  case ..<0.05: "almost no chance"
  case ..<0.20: "very unlikely"
  case ..<0.45: "unlikely"
  case ..<0.55: "roughly even"
  case ..<0.80: "likely"
  case ..<0.95: "very likely"
  default: "almost certain"
  }
}
