import RashomonModel
import RashomonNumerics

#if canImport(Glibc)
  import Glibc
#endif

/// A scale without bounds for the values of a fact.
enum Scale: Equatable {
  case plain
  case logarithm
  case logit
  /// The logit of the place between two fixed bounds.
  case between(low: Double, high: Double)
  /// Whole numbers walk in whole steps.
  case whole

  init(_ support: Support, law: Law) {
    switch support {
    case .real: self = .plain
    case .positive: self = .logarithm
    case .unitInterval: self = .logit
    case .counts: self = .whole
    case .bounded:
      let bounds = law.arguments.prefix(2).compactMap { $0.constantValue(today: 0) }
      self = bounds.count == 2 ? .between(low: bounds[0], high: bounds[1]) : .plain
    }
  }

  func free(_ value: Double) -> Double {
    switch self {
    case .plain, .whole: return value
    case .logarithm: return log(max(value, 1e-300))
    case .between(let low, let high): return Scale.logit.free((value - low) / (high - low))
    case .logit:
      // A draw so near an end that it was rounded to it is taken to be as near as can be told.
      let inside = min(max(value, 1e-15), 1 - 1e-15)
      return log(inside) - log1p(-inside)
    }
  }

  func bound(_ free: Double) -> Double {
    switch self {
    case .plain, .whole: free
    case .logarithm: exp(free)
    case .logit: 1 / (1 + exp(-free))
    case .between(let low, let high): low + (high - low) / (1 + exp(-free))
    }
  }

  /// log |d value / d free|; 0 for whole numbers, which have no density.
  func logJacobian(_ free: Double) -> Double {
    switch self {
    case .plain, .whole: 0
    case .logarithm: free
    case .logit: -log1p(exp(-abs(free))) * 2 - abs(free)
    case .between(let low, let high): log(high - low) + Scale.logit.logJacobian(free)
    }
  }
}
