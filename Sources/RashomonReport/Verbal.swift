import RashomonNumerics

/// The ICD 203 words for a probability; below 1 % and above 99 % the nearest words hold; `–`
/// where there is no probability.
package func verbal(_ probability: Double) -> String {
  VerbalScale.icd203.term(for: probability)?.term ?? "–"
}
