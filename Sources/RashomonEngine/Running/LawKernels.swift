import RashomonNumerics

// Loops over lanes that call a distribution or a function of the catalogues. The commonest families
// are named, so that the compiler makes a loop for each; any other goes through the protocol.

/// Up to four arguments of a law or function, lane by lane; unused ones are 0.
struct Arguments {
  private let pointers:
    (
      UnsafePointer<Double>, UnsafePointer<Double>, UnsafePointer<Double>, UnsafePointer<Double>
    )
  private let steps: SIMD4<Int>

  /// - Parameter zero: points at a 0.
  init(_ operands: [Operand], zero: UnsafePointer<Double>) {
    precondition(operands.count <= 4, "laws and functions have at most four arguments")
    func pointer(_ index: Int) -> UnsafePointer<Double> {
      index < operands.count ? operands[index].pointer : zero
    }
    pointers = (pointer(0), pointer(1), pointer(2), pointer(3))
    var steps = SIMD4<Int>()
    for (index, operand) in operands.enumerated() where !operand.isScalar { steps[index] = 1 }
    self.steps = steps
  }

  @inline(__always) subscript(lane: Int) -> SIMD4<Double> {
    SIMD4(
      pointers.0[lane &* steps[0]], pointers.1[lane &* steps[1]], pointers.2[lane &* steps[2]],
      pointers.3[lane &* steps[3]])
  }
}

/// A loop that can be made for any family.
protocol LawLoop {
  /// Runs the loop; the result is how many lanes had arguments out of range.
  func run<Family: Distribution>(_ family: Family.Type) -> Int
}

/// Runs a loop for the family at an index of the catalogue.
func runLaw(_ distribution: Int, _ loop: some LawLoop) -> Int {
  let family = DistributionCatalog.all[distribution]
  if family == Normal.self { return loop.run(Normal.self) }
  if family == LogNormal.self { return loop.run(LogNormal.self) }
  if family == Poisson.self { return loop.run(Poisson.self) }
  if family == Beta.self { return loop.run(Beta.self) }
  if family == Gamma.self { return loop.run(Gamma.self) }
  if family == Exponential.self { return loop.run(Exponential.self) }
  if family == Uniform.self { return loop.run(Uniform.self) }
  if family == StudentT.self { return loop.run(StudentT.self) }
  if family == NegativeBinomial.self { return loop.run(NegativeBinomial.self) }
  if family == Binomial.self { return loop.run(Binomial.self) }
  return loop.run(family)
}

struct SampleLoop: LawLoop {
  let target: Kernels.Column
  let arguments: Arguments
  let key: RandomKey
  /// The chunk's first lane within its block.
  let firstLane: Int
  let count: Int

  func run<Family: Distribution>(_ family: Family.Type) -> Int {
    var faults = 0
    for lane in 0..<count {
      let parameters = arguments[lane]
      if !Family.accepts(parameters) { faults += 1 }
      target[lane] = Family.sample(parameters, at: key, lane: firstLane + lane)
    }
    return faults
  }
}

struct LogDensityLoop: LawLoop {
  let target: Kernels.Column
  let value: Operand
  let arguments: Arguments
  let count: Int

  func run<Family: Distribution>(_ family: Family.Type) -> Int {
    var faults = 0
    for lane in 0..<count {
      let parameters = arguments[lane]
      if !Family.accepts(parameters) { faults += 1 }
      target[lane] = Family.logDensity(of: value[lane], parameters)
    }
    return faults
  }
}

struct LogProbabilityLoop: LawLoop {
  let target: Kernels.Column
  let low: Operand
  let high: Operand
  let arguments: Arguments
  let count: Int

  func run<Family: Distribution>(_ family: Family.Type) -> Int {
    var faults = 0
    for lane in 0..<count {
      let parameters = arguments[lane]
      if !Family.accepts(parameters) { faults += 1 }
      target[lane] = Family.logProbability(from: low[lane], to: high[lane], parameters)
    }
    return faults
  }
}

/// Counts arguments out of range and copies a value.
struct AcceptLoop: LawLoop {
  let target: Kernels.Column
  let value: Operand
  let arguments: Arguments
  let count: Int

  func run<Family: Distribution>(_ family: Family.Type) -> Int {
    var faults = 0
    for lane in 0..<count {
      if !Family.accepts(arguments[lane]) { faults += 1 }
      target[lane] = value[lane]
    }
    return faults
  }
}

/// Draws given that the value lies in an interval: the quantile at F(low) + u·(F(high) − F(low)),
/// found by halving; where both ends lie in the upper tail, by survival instead.
struct ConditionedLoop: LawLoop {
  let target: Kernels.Column
  let uniform: Operand
  let low: Operand
  let high: Operand
  let arguments: Arguments
  let count: Int

  func run<Family: Distribution>(_ family: Family.Type) -> Int {
    var faults = 0
    for lane in 0..<count {
      let parameters = arguments[lane]
      guard Family.accepts(parameters) else {
        faults += 1
        target[lane] = .nan
        continue
      }
      target[lane] = draw(family, parameters, uniform[lane], low[lane], high[lane])
    }
    return faults
  }

  private func draw<Family: Distribution>(
    _ family: Family.Type, _ parameters: SIMD4<Double>, _ uniform: Double, _ low: Double,
    _ high: Double
  ) -> Double {
    let isDiscrete = Family.support.isDiscrete
    // Of counts, `below` is the last value that is too small.
    let below = isDiscrete ? max(-1, low.rounded(.up) - 1) : low
    let isUpper = Family.cumulative(below, parameters) > 0.5
    // How much of the mass above `below` lies under a value.
    func mass(_ value: Double) -> Double {
      isUpper
        ? Family.survival(below, parameters) - Family.survival(value, parameters)
        : Family.cumulative(value, parameters) - Family.cumulative(below, parameters)
    }
    let wanted = uniform * mass(high)
    var (left, right) = bracket(below, high, isDiscrete) { mass($0) >= wanted }
    // 2100 halvings would part any two doubles; 200 part those of one magnitude.
    for _ in 0..<200 {
      var middle = left + 0.5 * (right - left)
      if isDiscrete { middle.round(.down) }
      guard middle > left, middle < right else { break }
      if mass(middle) >= wanted { right = middle } else { left = middle }
      if !isDiscrete, right - left <= 1e-14 * abs(middle) { break }
    }
    return right
  }

  /// Finite bounds between which `isReached` turns true.
  private func bracket(
    _ low: Double, _ high: Double, _ isDiscrete: Bool, _ isReached: (Double) -> Bool
  ) -> (Double, Double) {
    if low.isFinite, high.isFinite { return (low, isDiscrete ? high.rounded(.down) : high) }
    var step = 1.0
    if low.isFinite {
      while low + step < .greatestFiniteMagnitude, !isReached(low + step) { step *= 2 }
      return (low + (step > 1 ? step / 2 : 0), low + step)
    }
    let top = high.isFinite ? high : 0
    if !high.isFinite, !isReached(top) {
      while step < .greatestFiniteMagnitude / 4, !isReached(step) { step *= 2 }
      return (step > 1 ? step / 2 : 0, step)
    }
    while step < .greatestFiniteMagnitude / 4, isReached(top - step) { step *= 2 }
    return (top - step, step > 1 ? top - step / 2 : top)
  }
}

/// Evaluates a function of the catalogue in every lane.
func runFunction(
  _ index: Int, _ target: Kernels.Column, _ arguments: Arguments, _ count: Int
) {
  func run<Function: MathFunction>(_ function: Function.Type) {
    for lane in 0..<count { target[lane] = Function.evaluate(arguments[lane]) }
  }
  let function = FunctionCatalog.all[index]
  if function == NormalCumulativeFunction.self { return run(NormalCumulativeFunction.self) }
  if function == Rising.self { return run(Rising.self) }
  if function == Clamp.self { return run(Clamp.self) }
  run(function)
}
