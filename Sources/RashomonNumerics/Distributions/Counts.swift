/// Whether a value is one of 0, 1, 2, …
func isCount(_ value: Double) -> Bool {
  value >= 0 && value.isFinite && value == value.rounded()
}

/// Whether a value is a count small enough that every count up to it is a double of its own.
func isExactCount(_ value: Double) -> Bool { isCount(value) && value <= 0x1p53 }

/// Σ w(k)/w(anchor) for k from `low` to `high`, given w(k + 1)/w(k), walking outward from `anchor`
/// and stopping on each side when a term underflows.
///
/// - Parameter visit: called with every k but the anchor, and its term.
func sumOfRatios(
  from low: Double, through high: Double, around anchor: Double,
  visit: (Double, Double) -> Void = { _, _ in }, ratio: (Double) -> Double
) -> Double {
  var sum = 1.0
  var term = 1.0
  var count = anchor
  while count < high, term > 0 {
    term *= ratio(count)
    count += 1
    visit(count, term)
    sum += term
  }
  term = 1
  count = anchor
  while count > low, term > 0 {
    count -= 1
    term /= ratio(count)
    visit(count, term)
    sum += term
  }
  return sum
}
