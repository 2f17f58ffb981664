import RealModule

extension LaneGenerator {
  /// How many of `total` tries succeed; NaN unless `total` is finite and `chance` in [0, 1].
  package mutating func binomial(_ total: Double, chance: Double) -> Double {
    guard total >= 0, total.isFinite, chance >= 0, chance <= 1 else { return .nan }
    if chance > 0.5 { return total - binomial(total, chance: 1 - chance) }
    if total * chance < 10 { return binomialByInversion(total, chance) }
    // BTRS, transformed rejection with a squeeze [Hormann1993Binomial]; its constants.
    let sd = (total * chance * (1 - chance)).squareRoot()
    let b = 1.15 + 2.53 * sd
    let a = -0.0873 + 0.0248 * b + 0.01 * chance
    let squeeze = 0.92 - 4.2 / b
    let alpha = (2.83 + 5.1 / b) * sd
    let mode = ((total + 1) * chance).rounded(.down)
    let peak = logBinomialTerm(mode, total - mode, p: chance, q: 1 - chance)
    while true {
      let u = uniform() - 0.5
      let v = uniform()
      let margin = 0.5 - abs(u)
      let count = ((2 * a / margin + b) * u + total * chance + 0.5).rounded(.down)
      if margin >= 0.07 && v <= squeeze { return count }
      if count < 0 || count > total { continue }
      let height = Double.log(v * alpha / (a / (margin * margin) + b))
      let density = logBinomialTerm(count, total - count, p: chance, q: 1 - chance)
      if height <= density - peak { return count }
    }
  }

  private mutating func binomialByInversion(_ total: Double, _ chance: Double) -> Double {
    let target = uniform()
    let odds = chance / (1 - chance)
    var term = Double.exp(total * Double.log(onePlus: -chance))
    var sum = term
    var count = 0.0
    while sum < target, count < total {
      term *= odds * (total - count) / (count + 1)
      let next = sum + term
      if next == sum { break }
      sum = next
      count += 1
    }
    return count
  }
}
