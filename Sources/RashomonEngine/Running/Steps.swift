import CRashomonKernels
import RashomonNumerics

/// A program's instructions as the vector kernels take them, one step for each.
///
/// What has no kernel is a step that its kernel declines; `BlockRunner` then does it.
struct Steps: Sendable {
  let steps: [RashomonStep]
  /// The columns of the steps' lists.
  let lists: [Int32]
  /// The statements whose random numbers the steps take, by the steps' `key`.
  let statements: [UInt64]

  init(
    _ instructions: [Program.Instruction], operands: [Int32], constants: [Double],
    lawSites: [LawSite]
  ) {
    var builder = Builder(operands: operands, constants: constants, lawSites: lawSites)
    steps = instructions.map { builder.step($0) }
    lists = builder.lists
    statements = builder.statements
  }

  /// The steps and lists where they stand in memory.
  struct Pointers {
    let steps: UnsafePointer<RashomonStep>?
    let lists: UnsafePointer<Int32>?
    let count: Int64
  }

  func withUnsafePointers(_ body: (Pointers) -> Void) {
    steps.withUnsafeBufferPointer { steps in
      lists.withUnsafeBufferPointer { lists in
        body(
          Pointers(
            steps: steps.baseAddress, lists: lists.baseAddress, count: Int64(steps.count)))
      }
    }
  }
}

private struct Builder {
  let operands: [Int32]
  let constants: [Double]
  let lawSites: [LawSite]
  var lists: [Int32] = []
  var statements: [UInt64] = []

  private static let poisson = DistributionCatalog.all.firstIndex { $0 == Poisson.self }

  mutating func step(_ instruction: Program.Instruction) -> RashomonStep {
    var step = RashomonStep()
    step.kernel = Int32(RashomonKernelNone.rawValue)
    step.target = instruction.target
    step.a = instruction.a
    step.b = instruction.b
    step.c = instruction.c
    switch instruction.operation {
    case .uniform: take(RashomonKernelUniform, statement: instruction.payload, &step)
    case .weigh: weigh(&step)
    case .store: store(&step)
    case .select: ternary(RashomonKernelSelect, &step)
    case .mixture: ternary(RashomonKernelMixture, &step)
    case .multiplyAdd: ternary(RashomonKernelMultiplyAdd, &step)
    case .selectEqual:
      ternary(RashomonKernelSelectEqual, &step)
      step.z = Double(bitPattern: instruction.payload)
    case .selectLess:
      step.kernel = Int32(RashomonKernelSelectLess.rawValue)
      step.x = Double(bitPattern: instruction.payload)
      if !isColumn(step.c) {
        step.kernel += 1
        step.y = number(step.c)
      }
    case .linear: operands(RashomonKernelLinear, instruction, &step)
    case .lookup: operands(RashomonKernelLookup, instruction, &step)
    case .check: check(instruction, &step)
    case .accept: accept(instruction, &step)
    case .sample: sample(instruction, &step)
    case .logProduct, .logSumExp: list(instruction, &step)
    case .softmax:
      operands(RashomonKernelSoftmax, instruction, &step)
      step.listCount /= 2
    default:
      if let kernel = Self.unary(instruction.operation) {
        if isColumn(step.a) { step.kernel = Int32(kernel.rawValue) }
      } else if let kernel = Self.binary(instruction.operation) {
        binary(kernel, &step)
      }
    }
    return step
  }

  private func isColumn(_ operand: Int32) -> Bool { operand >= 0 }

  private func number(_ operand: Int32) -> Double { constants[Int(-1 - operand)] }

  private mutating func take(
    _ kernel: RashomonKernel, statement: UInt64, _ step: inout RashomonStep
  ) {
    step.kernel = Int32(kernel.rawValue)
    step.key = Int32(statements.count)
    statements.append(statement)
  }

  private func weigh(_ step: inout RashomonStep) {
    if isColumn(step.a) {
      step.kernel = Int32(RashomonKernelWeigh.rawValue)
    } else {
      step.kernel = Int32(RashomonKernelWeighNumber.rawValue)
      step.x = number(step.a)
    }
  }

  private func store(_ step: inout RashomonStep) {
    if isColumn(step.a) {
      step.kernel = Int32(RashomonKernelCopy.rawValue)
    } else {
      step.kernel = Int32(RashomonKernelFill.rawValue)
      step.x = number(step.a)
    }
  }

  private func binary(_ kernel: RashomonKernel, _ step: inout RashomonStep) {
    let first = Int32(kernel.rawValue)
    switch (isColumn(step.a), isColumn(step.b)) {
    case (true, true): step.kernel = first
    case (true, false):
      step.kernel = first + 1
      step.x = number(step.b)
    case (false, true):
      step.kernel = first + 2
      step.x = number(step.a)
    case (false, false): break
    }
  }

  private func ternary(_ kernel: RashomonKernel, _ step: inout RashomonStep) {
    guard isColumn(step.a) else { return }
    step.kernel = Int32(kernel.rawValue)
    if !isColumn(step.b) {
      step.kernel += 1
      step.x = number(step.b)
    }
    if !isColumn(step.c) {
      step.kernel += 2
      step.y = number(step.c)
    }
  }

  private func check(_ instruction: Program.Instruction, _ step: inout RashomonStep) {
    guard isColumn(step.a) else { return }
    if instruction.b != Program.none {
      guard isColumn(step.b) else { return }
      step.kernel = Int32(RashomonKernelCheckMaskedProbability.rawValue)
      return
    }
    let kernel =
      switch Check(rawValue: UInt8(truncatingIfNeeded: instruction.payload)) {
      case .probability: RashomonKernelCheckProbability
      case .one: RashomonKernelCheckOne
      case .finite: RashomonKernelCheckFinite
      case .positive: RashomonKernelCheckPositive
      case .notNegative: RashomonKernelCheckNotNegative
      case .number: RashomonKernelCheckNumber
      case nil: RashomonKernelNone
      }
    step.kernel = Int32(kernel.rawValue)
  }

  /// Where a law has but its first argument to ask about.
  private func accept(_ instruction: Program.Instruction, _ step: inout RashomonStep) {
    let arguments = operands[Int(instruction.listStart)...].prefix(Int(instruction.listCount))
    guard isColumn(step.a), let first = arguments.first, isColumn(first) else { return }
    let second = arguments.dropFirst().first.flatMap { isColumn($0) ? nil : number($0) }
    let law = DistributionCatalog.all[lawSites[Int(instruction.payload)].distribution]
    let kernel =
      switch Check(first: law.name, second: second) {
      case .finite: RashomonKernelAcceptFinite
      case .positive: RashomonKernelAcceptPositive
      case .notNegative: RashomonKernelAcceptNotNegative
      default: RashomonKernelNone
      }
    step.kernel = Int32(kernel.rawValue)
    step.b = first
  }

  private mutating func sample(
    _ instruction: Program.Instruction, _ step: inout RashomonStep
  ) {
    let site = lawSites[Int(instruction.payload)]
    let mean = operands[Int(instruction.listStart)]
    guard site.distribution == Self.poisson, isColumn(mean) else { return }
    step.a = mean
    take(RashomonKernelPoisson, statement: site.statement, &step)
  }

  /// The whole list, columns or numbers.
  private mutating func operands(
    _ kernel: RashomonKernel, _ instruction: Program.Instruction, _ step: inout RashomonStep
  ) {
    step.kernel = Int32(kernel.rawValue)
    step.listStart = Int32(lists.count)
    step.listCount = instruction.listCount
    lists += operands[Int(instruction.listStart)...].prefix(Int(instruction.listCount))
  }

  private mutating func list(
    _ instruction: Program.Instruction, _ step: inout RashomonStep
  ) {
    let start = Int(instruction.listStart)
    let list = operands[start..<start + Int(instruction.listCount)]
    let columns = list.filter(isColumn)
    let isProduct = instruction.operation == .logProduct
    guard !columns.isEmpty, isProduct || columns.count == list.count else { return }
    step.kernel =
      Int32((isProduct ? RashomonKernelLogProduct : RashomonKernelLogSumExp).rawValue)
    step.x = list.filter { !isColumn($0) }.reduce(1) { $0 * number($1) }
    step.listStart = Int32(lists.count)
    step.listCount = Int32(columns.count)
    lists += columns
  }

  private static func unary(_ operation: Operation) -> RashomonKernel? {
    switch operation {
    case .negate: RashomonKernelNegate
    case .not: RashomonKernelNot
    case .floor: RashomonKernelFloor
    case .absolute: RashomonKernelAbsolute
    case .exponential: RashomonKernelExponential
    case .logarithm: RashomonKernelLogarithm
    case .positiveLogarithm: RashomonKernelPositiveLogarithm
    case .squareRoot: RashomonKernelSquareRoot
    case .logistic: RashomonKernelLogistic
    case .normalQuantile: RashomonKernelNormalQuantile
    default: nil
    }
  }

  private static func binary(_ operation: Operation) -> RashomonKernel? {
    switch operation {
    case .add: RashomonKernelAdd
    case .subtract: RashomonKernelSubtract
    case .multiply: RashomonKernelMultiply
    case .divide: RashomonKernelDivide
    case .minimum: RashomonKernelMinimum
    case .maximum: RashomonKernelMaximum
    case .less: RashomonKernelLess
    case .lessOrEqual: RashomonKernelLessOrEqual
    case .equal: RashomonKernelEqual
    case .notEqual: RashomonKernelNotEqual
    case .and: RashomonKernelAnd
    case .or: RashomonKernelOr
    case .power: RashomonKernelPower
    case .exponentialDifference: RashomonKernelExponentialDifference
    default: nil
    }
  }
}
