import CRashomonKernels
import RashomonNumerics

/// Runs a program for one chunk of a block of histories after another.
///
/// The vector kernels do what they can; what they decline is done here: rare functions and laws, and all
/// that has to be told of a value out of range.
struct BlockRunner {
  /// What one thread noted of a fault.
  struct Tally {
    let site: Int
    let count: Int
    let block: Int
    let example: Double
  }

  private let program: Program
  private let draws: Draws
  private let columns: UnsafeMutablePointer<UnsafeMutablePointer<Double>>
  private let constants: UnsafePointer<Double>
  /// Points at a 0.
  private let zero: UnsafePointer<Double>
  private(set) var tallies: [Tally] = []

  // Where the chunk stands that is run now.
  private var block = 0
  private var firstLane = 0
  private var count = 0
  /// The chances of all options, option by option, by the column that holds those of the first.
  private var solutions: [Int32: [Double]] = [:]

  /// - Parameter columns: each from the chunk's first lane on, when a chunk is run.
  init(
    program: Program, draws: Draws,
    columns: UnsafeMutablePointer<UnsafeMutablePointer<Double>>,
    constants: UnsafePointer<Double>, zero: UnsafePointer<Double>
  ) {
    self.program = program
    self.draws = draws
    self.columns = columns
    self.constants = constants
    self.zero = zero
  }

  /// - Parameters:
  ///   - firstLane: the chunk's within its block.
  ///   - count: its lanes.
  ///   - logWeights: the chunk's, exactly `count` long.
  ///   - kernels: those of the processor's instruction set.
  ///   - keys: of the steps' statements, for this block.
  mutating func run(
    _ steps: Steps.Pointers, block: Int, firstLane: Int, count: Int,
    logWeights: UnsafeMutablePointer<Double>?, kernels: UnsafePointer<RashomonKernels>,
    keys: UnsafePointer<RashomonKey>
  ) {
    (self.block, self.firstLane, self.count) = (block, firstLane, count)
    if !solutions.isEmpty { solutions.removeAll(keepingCapacity: true) }
    columns.withMemoryRebound(to: UnsafeMutablePointer<Double>?.self, capacity: 1) { columns in
      var place = RashomonPlace(
        columns: columns, constants: constants, lists: steps.lists, keys: keys,
        logWeights: logWeights, firstLane: Int64(firstLane), lanes: Int64(count))
      var next: Int64 = 0
      while true {
        next = rashomon_run(kernels, steps.steps, next, steps.count, &place)
        guard next < steps.count else { break }
        execute(program.instructions[Int(next)])
        next += 1
      }
    }
  }

  @inline(__always)
  private func operand(_ index: Int32) -> Operand {
    index >= 0
      ? Operand(pointer: UnsafePointer(columns[Int(index)]), isScalar: false)
      : Operand(pointer: constants + Int(-1 - index), isScalar: true)
  }

  private func list(_ instruction: Program.Instruction) -> [Operand] {
    let start = Int(instruction.listStart)
    return program.operands[start..<start + Int(instruction.listCount)].map { operand($0) }
  }

  private func arguments(_ instruction: Program.Instruction) -> Arguments {
    Arguments(list(instruction), zero: zero)
  }

  private func key(_ statement: UInt64) -> RandomKey {
    RandomKey(
      seed: draws.seed, stream: draws.stream, block: block, day: program.day,
      statement: statement)
  }

  private mutating func execute(_ instruction: Program.Instruction) {
    switch instruction.operation {
    case .modulo:
      Kernels.map(
        columns[Int(instruction.target)], operand(instruction.a), operand(instruction.b), count
      ) { $0 - $1 * ($0 / $1).rounded(.down) }
    case .power:
      Kernels.map(
        columns[Int(instruction.target)], operand(instruction.a), operand(instruction.b), count
      ) { raised($0, to: $1) }
    case .function:
      runFunction(
        Int(instruction.payload), columns[Int(instruction.target)], arguments(instruction), count)
    case .sample, .logDensity, .logProbability, .conditioned, .accept: law(instruction)
    case .check: check(instruction)
    case .logProduct:
      Kernels.logProduct(columns[Int(instruction.target)], list(instruction), count)
    case .logSumExp:
      Kernels.logSumExp(columns[Int(instruction.target)], list(instruction), count)
    case .sharedError:
      let site = program.sharedErrorSites[Int(instruction.payload)]
      let target = columns[Int(instruction.target)]
      if let table = site.table {
        table.run(target, list(instruction)[0], count)
      } else {
        SharedErrorKernel(site: site, operands: list(instruction)).run(target, count)
      }
    case .equilibrium: equilibrium(instruction)
    case .softmax: softmax(instruction)
    case .uniform, .weigh, .store, .select, .mixture, .negate, .not, .floor, .absolute,
      .exponential, .logarithm, .squareRoot, .logistic, .normalQuantile, .add, .subtract, .multiply,
      .divide, .minimum, .maximum, .less, .lessOrEqual, .equal, .notEqual, .and, .or,
      .multiplyAdd, .exponentialDifference, .selectEqual, .selectLess, .positiveLogarithm, .lookup,
      .linear:
      preconditionFailure("its kernel declines nothing, and what has only numbers is folded")
    case .constant, .cell, .input, .draw, .opaque:
      preconditionFailure("leaves and placeholders are no instructions")
    }
  }

  private mutating func equilibrium(_ instruction: Program.Instruction) {
    let option = Int(instruction.payload >> 32)
    if option == 0 {
      let site = program.equilibriumSites[Int(instruction.payload & 0xFFFF_FFFF)]
      solutions[instruction.target] = EquilibriumKernel.solve(site, list(instruction), count)
    }
    // The first option's column lives as long as another still has to be copied.
    let source = option == 0 ? instruction.target : instruction.a
    guard let solution = solutions[source] else {
      preconditionFailure("a game is solved before its chances are copied")
    }
    let target = columns[Int(instruction.target)]
    for lane in 0..<count { target[lane] = solution[option * count + lane] }
  }

  /// What the kernel declines: more options than it takes.
  private func softmax(_ instruction: Program.Instruction) {
    let list = list(instruction)
    let worths = list.prefix(list.count / 2)
    let targets = program.operands[Int(instruction.listStart)...].dropFirst(worths.count)
    for lane in 0..<count {
      let shares = RashomonEngine.softmax(worths.map { $0[lane] })
      for (share, target) in zip(shares, targets) { columns[Int(target)][lane] = share }
    }
  }

  private mutating func law(_ instruction: Program.Instruction) {
    let site = program.lawSites[Int(instruction.payload)]
    let target = columns[Int(instruction.target)]
    let operands = list(instruction)
    let arguments = Arguments(operands, zero: zero)
    let a = operand(instruction.a == Program.none ? -1 : instruction.a)
    let faults: Int
    switch instruction.operation {
    case .sample:
      faults = runLaw(
        site.distribution,
        SampleLoop(
          target: target, arguments: arguments, key: key(site.statement), firstLane: firstLane,
          count: count))
    case .logDensity:
      faults = runLaw(
        site.distribution,
        LogDensityLoop(target: target, value: a, arguments: arguments, count: count))
    case .logProbability:
      faults = runLaw(
        site.distribution,
        LogProbabilityLoop(
          target: target, low: a, high: operand(instruction.b), arguments: arguments,
          count: count))
    case .conditioned:
      faults = runLaw(
        site.distribution,
        ConditionedLoop(
          target: target, uniform: a, low: operand(instruction.b), high: operand(instruction.c),
          arguments: arguments, count: count))
    default:
      faults = runLaw(
        site.distribution,
        AcceptLoop(target: target, value: a, arguments: arguments, count: count))
    }
    guard faults > 0 else { return }
    let family = DistributionCatalog.all[site.distribution]
    let first = (0..<count).first { !family.accepts(arguments[$0]) } ?? 0
    let example = operands.first.map { $0[first] } ?? .nan
    tallies.append(Tally(site: site.site, count: faults, block: block, example: example))
  }

  private mutating func check(_ instruction: Program.Instruction) {
    let target = columns[Int(instruction.target)]
    let a = operand(instruction.a)
    // Packed from a `Check` by `Graph.checked`.
    let check = Check(rawValue: UInt8(truncatingIfNeeded: instruction.payload)) ?? .number
    let mask = instruction.b == Program.none ? nil : operand(instruction.b)
    let found =
      if check == .probability {
        Kernels.probability(target, a, mask: mask, count)
      } else {
        Kernels.check(target, a, check, count)
      }
    guard let found else { return }
    tallies.append(
      Tally(
        site: Int(instruction.payload >> 8), count: found.count, block: block,
        example: found.example))
  }
}
