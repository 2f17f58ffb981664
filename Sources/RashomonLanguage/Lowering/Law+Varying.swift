import RashomonModel
import RashomonNumerics

extension Law {
  /// The same law reaching `factor` times as far from its middle, or nil where it has no width to
  /// change: counts, whose mean decides it, and laws of one argument.
  ///
  /// A normal law's sd and a Student law's scale are multiplied, the logarithm of a lognormal's spread,
  /// a gamma law's sd with its mean as it is; a beta law keeps the middle of its 5 % and 95 % quantiles
  /// in log odds and gets them `factor` times as far apart; a uniform law keeps its middle, but neither
  /// falls below 0 nor rises above 1 where it was within them.
  func widened(by factor: Double) -> Law? {
    if factor == 1, hasWidth { return self }
    let scale = Expression.constant(factor)
    switch (distribution, arguments.count) {
    case ("normal", 2), ("gamma", 2):
      return Law(distribution, [arguments[0], arguments[1] * scale])
    case ("student_t", 3):
      return Law(distribution, [arguments[0], arguments[1] * scale, arguments[2]])
    case ("lognormal", 2):
      return Law(distribution, [arguments[0], .binary(folding: .power, arguments[1], scale)])
    case ("beta", 2): return widenedBeta(by: factor)
    case ("uniform", 2): return widenedUniform(by: factor)
    default: return nil
    }
  }

  private var hasWidth: Bool {
    switch distribution {
    case "normal", "gamma", "student_t", "lognormal": true
    case "beta", "uniform": arguments.allSatisfy { $0.constantValue != nil }
    default: false
    }
  }

  private func widenedBeta(by factor: Double) -> Law? {
    guard arguments.count == 2, let a = arguments[0].constantValue,
      let b = arguments[1].constantValue
    else { return nil }
    let low = betaQuantileLogit(0.05, complement: 0.95, a: a, b: b)
    let high = betaQuantileLogit(0.95, complement: 0.05, a: a, b: b)
    let middle = (low + high) / 2
    let reach = factor * (high - low) / 2
    guard
      let shape = Interval.beta(low: logistic(middle - reach), high: logistic(middle + reach))
    else { return nil }
    return Law("beta", [.constant(shape.x), .constant(shape.y)])
  }

  private func widenedUniform(by factor: Double) -> Law? {
    guard let low = arguments[0].constantValue, let high = arguments[1].constantValue else {
      return nil
    }
    let middle = (low + high) / 2
    let reach = factor * (high - low) / 2
    let newLow = low >= 0 ? max(0, middle - reach) : middle - reach
    let newHigh = low >= 0 && high <= 1 ? min(1, middle + reach) : middle + reach
    return Law("uniform", [.constant(newLow), .constant(newHigh)])
  }

  /// The law of `factor` times the number, or nil where that is none of the catalogue's. Counts keep
  /// their kind, with `factor` times the mean.
  func rescaled(by factor: Double) -> Law? {
    guard let first = arguments.first else { return nil }
    let scale = Expression.constant(factor)
    switch distribution {
    case "lognormal", "exponential", "poisson", "negative_binomial":
      return Law(distribution, [first * scale] + arguments.dropFirst())
    case "gamma": return Law(distribution, arguments.map { $0 * scale })
    default: return nil
    }
  }
}
