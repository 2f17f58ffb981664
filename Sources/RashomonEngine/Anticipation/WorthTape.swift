import RashomonModel
import RashomonNumerics

/// The formulas of a game as a straight line of operations on one history: from the options' chances
/// to their utilities, with derivatives.
///
/// Everything that does not depend on a chance is computed for many histories at once before, and
/// comes in as an input.
struct WorthTape: Sendable {
  enum Operation: Hashable, Sendable {
    case constant(Double)
    case input(Int)
    /// The chance of an option.
    case chance(Int)
    case unary(UnaryOperator, Int)
    case binary(BinaryOperator, Int, Int)
    case choose(Int, Int, Int)
    /// A function of the catalogue, by its index.
    case call(Int, [Int])
  }

  private(set) var operations: [Operation] = []
  private var index: [Operation: Int] = [:]
  /// For each option the place of its utility.
  var utilities: [Int] = []

  /// The place of an operation's value.
  mutating func add(_ operation: Operation) -> Int {
    if let known = index[operation] { return known }
    operations.append(operation)
    index[operation] = operations.count - 1
    return operations.count - 1
  }

  /// Computes all values with their derivatives.
  ///
  /// - Parameters:
  ///   - slots: for each operation its value and then `directions` derivatives.
  ///   - chances: for each option its chance and then its derivatives.
  func run(
    _ slots: UnsafeMutablePointer<Double>, directions: Int, inputs: [Double],
    chances: UnsafePointer<Double>
  ) {
    let width = directions + 1
    for (place, operation) in operations.enumerated() {
      let target = slots + place * width
      switch operation {
      case .constant(let value): fill(target, value, width)
      case .input(let input): fill(target, inputs[input], width)
      case .chance(let option): target.update(from: chances + option * width, count: width)
      case .unary(let unary, let a):
        let a = slots + a * width
        target[0] = unary.apply(a[0])
        for k in 1..<width { target[k] = unary == .negate ? -a[k] : 0 }
      case .binary(let binary, let a, let b):
        run(binary, target, slots + a * width, slots + b * width, width)
      case .choose(let condition, let yes, let no):
        let taken = slots[condition * width] != 0 ? yes : no
        target.update(from: slots + taken * width, count: width)
      case .call(let function, let arguments):
        call(function, target, arguments.map { UnsafePointer(slots + $0 * width) }, width)
      }
    }
  }

  private func fill(_ target: UnsafeMutablePointer<Double>, _ value: Double, _ width: Int) {
    target[0] = value
    for k in 1..<width { target[k] = 0 }
  }

  private func run(
    _ binary: BinaryOperator, _ target: UnsafeMutablePointer<Double>,
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ width: Int
  ) {
    let value = binary.apply(a[0], b[0])
    target[0] = value
    switch binary {
    case .add: for k in 1..<width { target[k] = a[k] + b[k] }
    case .subtract: for k in 1..<width { target[k] = a[k] - b[k] }
    case .multiply: for k in 1..<width { target[k] = a[k] * b[0] + a[0] * b[k] }
    case .divide: for k in 1..<width { target[k] = (a[k] - value * b[k]) / b[0] }
    case .minimum:
      let taken = a[0] < b[0] ? a : b
      for k in 1..<width { target[k] = taken[k] }
    case .maximum:
      let taken = a[0] > b[0] ? a : b
      for k in 1..<width { target[k] = taken[k] }
    case .modulo: for k in 1..<width { target[k] = a[k] }
    case .power:
      differentiate([a, b], target, width) { binary.apply($0[0], $0[1]) }
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual, .and, .or:
      for k in 1..<width { target[k] = 0 }
    }
  }

  private func call(
    _ function: Int, _ target: UnsafeMutablePointer<Double>,
    _ arguments: [UnsafePointer<Double>], _ width: Int
  ) {
    let family = FunctionCatalog.all[function]
    var values = SIMD4<Double>()
    for (lane, argument) in arguments.enumerated() { values[lane] = argument[0] }
    target[0] = family.evaluate(values)
    differentiate(arguments, target, width) { family.evaluate($0) }
  }

  /// Derivatives by central differences, which is enough for Newton's method: only how fast it gets
  /// there depends on them.
  private func differentiate(
    _ arguments: [UnsafePointer<Double>], _ target: UnsafeMutablePointer<Double>, _ width: Int,
    _ value: (SIMD4<Double>) -> Double
  ) {
    for k in 1..<width { target[k] = 0 }
    var point = SIMD4<Double>()
    for (lane, argument) in arguments.enumerated() { point[lane] = argument[0] }
    for (lane, argument) in arguments.enumerated() {
      guard (1..<width).contains(where: { argument[$0] != 0 }) else { continue }
      let step = 6e-6 * max(1, abs(argument[0]))
      var (above, below) = (point, point)
      above[lane] += step
      below[lane] -= step
      let slope = (value(above) - value(below)) / (2 * step)
      guard slope.isFinite else { continue }
      for k in 1..<width { target[k] += slope * argument[k] }
    }
  }
}
