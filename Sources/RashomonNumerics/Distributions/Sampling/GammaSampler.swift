import RealModule

extension LaneGenerator {
  /// A standard normal variable, by inversion.
  package mutating func standardNormal() -> Double { normalQuantile(uniform()) }

  /// A gamma variable of mean `shape` and scale 1; may underflow to 0 for shapes below 0.05.
  package mutating func gamma(shape: Double) -> Double {
    shape >= 1 ? gammaFromOne(shape) : Double.exp(logGamma(shape: shape))
  }

  /// Its logarithm, which cannot underflow: for shapes below 1 one is drawn at shape + 1 and
  /// multiplied by U^(1/shape).
  package mutating func logGamma(shape: Double) -> Double {
    if shape >= 1 { return Double.log(gammaFromOne(shape)) }
    let larger = Double.log(gammaFromOne(shape + 1))
    return larger + Double.log(uniform()) / shape
  }

  /// A beta variable, strictly between 0 and 1.
  package mutating func beta(_ a: Double, _ b: Double) -> Double {
    let yes = logGamma(shape: a)
    let no = logGamma(shape: b)
    return min(1 - 0x1p-53, max(.leastNormalMagnitude, logistic(yes - no)))
  }

  /// Shapes from 1, by rejection from a transformed normal variable [MarsagliaTsang2000]; 1.05
  /// tries at most on average.
  private mutating func gammaFromOne(_ shape: Double) -> Double {
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let z = standardNormal()
      let root = 1 + c * z
      guard root > 0 else { continue }
      let v = root * root * root
      let u = uniform()
      let square = z * z
      if u < 1 - 0.0331 * square * square { return d * v }
      if Double.log(u) < 0.5 * square + d * (1 - v + Double.log(v)) { return d * v }
    }
  }
}
