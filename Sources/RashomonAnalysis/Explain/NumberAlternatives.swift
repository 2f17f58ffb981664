import RashomonModel
import RashomonNumerics

/// The values that a row of a number could have had in place of its own: quantiles of what is usual,
/// and the row's value halved and doubled up to eight times over.
///
/// Which of them were to be expected at all is for the accounts to say (`ItemWeighing`).
struct NumberAlternatives {
  /// Ascending, without repeats, the row's own (or the middle of its range) among them.
  let values: [Double]

  private static let probabilities = [
    0.005, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.995,
  ]
  private static let factors = [0.125, 0.25, 0.5, 0.75, 1, 1.5, 2, 4, 8]

  init(to row: NumberRow, of observable: Observable, day: Int) {
    let own = middle(of: row.value)
    guard case .law(let law) = observable.usual,
      let family = DistributionCatalog.named(law.distribution)
    else {
      values = [own]
      return
    }
    var parameters = SIMD4<Double>()
    for (lane, argument) in law.arguments.prefix(4).enumerated() {
      parameters[lane] = argument.constantValue(today: day) ?? .nan
    }
    var values = Self.factors.map { $0 * own }
    if family.accepts(parameters) {
      values += Self.probabilities.compactMap {
        quantile(of: family, parameters, at: $0, near: own)
      }
    }
    if family.support.isDiscrete { values = values.map { $0.rounded() } }
    // What usual gives no chance, no account may have to answer for.
    let possible = values.filter {
      $0.isFinite
        && (!family.accepts(parameters) || family.logDensity(of: $0, parameters) > -.infinity)
    }
    self.values = Set(possible + [own]).sorted()
  }
}

/// The value under which that probability lies, to a thousandth of itself; nil where it is beyond
/// twenty doublings.
private func quantile(
  of family: any Distribution.Type, _ parameters: SIMD4<Double>, at probability: Double,
  near start: Double
) -> Double? {
  var width = max(abs(start), 1)
  var (low, high) = (start - width, start + width)
  for _ in 0..<40 where family.cumulative(low, parameters) > probability {
    low -= width
    width *= 2
  }
  width = max(abs(start), 1)
  for _ in 0..<40 where family.cumulative(high, parameters) < probability {
    high += width
    width *= 2
  }
  guard family.cumulative(low, parameters) <= probability,
    family.cumulative(high, parameters) >= probability
  else { return nil }
  for _ in 0..<200 where high - low > 1e-3 * max(abs(low), abs(high)) && high - low > 1e-9 {
    let middle = 0.5 * (low + high)
    if family.cumulative(middle, parameters) < probability { low = middle } else { high = middle }
  }
  return high
}
