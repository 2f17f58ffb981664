import RashomonNumerics

/// Where a value stands in a day's graph.
typealias NodeID = Int32

/// What computes a value from others.
///
/// Truth is 1 or 0. The first ones are leaves; `draw` stands for a discrete draw whose value is not
/// settled yet and never reaches a program.
enum Operation: UInt8, Hashable, Sendable {
  /// payload: the bits of the number.
  case constant
  /// payload: index of a persistent column.
  case cell
  /// payload: index of a column of given outcomes.
  case input
  /// payload: the statement's address.
  case uniform
  /// payload: index of the discrete draw.
  case draw

  case negate, not, floor, absolute, exponential, logarithm, squareRoot, logistic, normalQuantile

  case add, subtract, multiply, divide, modulo, power
  /// As `BinaryOperator.apply`: of a NaN on the left and a number the number, else the NaN.
  case minimum, maximum
  case less, lessOrEqual, equal, notEqual, and, or

  /// b where a is not 0, else c.
  case select
  /// a·b + (1 − a)·c, for a probability a.
  case mixture

  /// a, drawn from a continuous law: what it depends on is hidden behind the draw. Never reaches a
  /// program.
  case opaque
  /// A function of the catalogue (payload: its index) of `list`.
  case function
  /// A draw from a law (payload: its site) with arguments `list`.
  case sample
  /// Log density at a of a law with arguments `list`; payload: `LawSite` index.
  case logDensity
  /// log P(a ≤ X ≤ b) of a law with arguments `list`; payload: `LawSite` index.
  case logProbability
  /// A draw between b and c of a law with arguments `list`, by inversion at the uniform a.
  case conditioned
  /// a, which must be in range where the mask b is not 0 (b < 0: everywhere).
  case check
  /// a, if the law with arguments `list` accepts them.
  case accept

  /// log Π of `list`, without underflow.
  case logProduct
  /// log Σ exp of `list`.
  case logSumExp
  /// The share e^u / Σ e^u of an option (payload) among the worths `list`. That of option 0 computes
  /// all; the others have it as a.
  case softmax
  /// Log likelihood of rows that share an error; payload: its site.
  case sharedError
  /// The chance of an option where actors anticipate each other, from `list`; payload: the site, and
  /// from bit 32 on the option. That of option 0 solves for all; the others have it as a and copy.
  case equilibrium

  /// Only in programs: adds a to the log weights; stores a in the cell `target`.
  case weigh, store
  /// Only in programs, in place of two operations (see `Fusion`): a·b + c, e^(a − b), and b where a is
  /// the number whose bits are the payload, else c.
  case multiplyAdd, exponentialDifference, selectEqual
  /// The same: the number whose bits are the payload where a < b, else c; log a where a > 0, else NaN; the
  /// last value of `list` (a value, then keys each with its value) whose key a equals, else the first.
  case selectLess, positiveLogarithm, lookup
  /// The same: the first of `list`, a number, plus the next times the next after it, a number, and so on.
  case linear
}

extension Operation {
  /// Whether a program's step reads each lane before it writes it, so that it may write where it reads.
  var isLaneByLane: Bool {
    switch self {
    case .negate, .not, .floor, .absolute, .exponential, .logarithm, .squareRoot, .logistic, .add,
      .subtract, .multiply, .divide, .minimum, .maximum, .less, .lessOrEqual, .equal, .notEqual,
      .and, .or, .select, .mixture, .multiplyAdd, .exponentialDifference, .selectEqual,
      .selectLess, .positiveLogarithm, .lookup, .linear:
      true
    default: false
    }
  }
}

/// What a value must be.
enum Check: UInt8, Hashable, Sendable {
  /// 0 to 1 within 1e-9; the result is clamped, and 0 where the mask is 0.
  case probability
  /// 1 within 1e-6.
  case one
  case finite
  /// Finite and above 0.
  case positive
  /// Finite and at least 0.
  case notNegative
  /// Not NaN.
  case number
}

extension Check {
  /// What the first argument of a law has to be for the law to accept all, if that is all that is left
  /// to ask.
  init?(first name: String, second: Double?) {
    switch name {
    case Normal.name:
      guard let second, Normal.accepts(SIMD4(0, second, 0, 0)) else { return nil }
      self = .finite
    case LogNormal.name:
      guard let second, LogNormal.accepts(SIMD4(1, second, 0, 0)) else { return nil }
      self = .positive
    case Poisson.name: self = .notNegative
    default: return nil
    }
  }
}

/// One value of a day's graph; equal nodes are the same value.
struct Node: Hashable, Sendable {
  var operation: Operation
  var a: NodeID = -1
  var b: NodeID = -1
  var c: NodeID = -1
  /// Index of an interned list of operands, −1 for none.
  var list: Int32 = -1
  var payload: UInt64 = 0
}

/// Whom to blame for a value out of range.
struct FaultSite: Hashable, Sendable {
  let variable: String
  let place: String
  let problem: RangeFault.Problem
}

/// A law as an operation meets it.
struct LawSite: Hashable, Sendable {
  /// Index in `DistributionCatalog.all`.
  let distribution: Int
  /// Address of the random numbers; 0 where nothing is drawn.
  let statement: UInt64
  /// Index of the fault site.
  let site: Int
}

/// Actors that anticipate each other on one day; in the node's list stands for each option whether it is
/// allowed, then each input of the tape.
struct EquilibriumSite: Sendable {
  /// Options of each actor.
  let actors: [[Int]]
  let tape: WorthTape

  var optionCount: Int { actors.reduce(0) { $0 + $1.count } }

  /// The chances of all options from the operands' values.
  func chances(_ operands: [Double]) -> [Double] {
    LogitGame(
      actors: actors, tape: tape, inputs: Array(operands[optionCount...]),
      allowed: operands[..<optionCount].map { $0 != 0 }
    ).principal()
  }
}

/// Rows of one day that share an error; their operands stand in the node's list, for each row its
/// law's arguments, then the standard deviation of the shared error, then the usual log density.
struct SharedErrorSite: Sendable {
  struct Row: Sendable {
    let distribution: Int
    let argumentCount: Int
    let low: Double
    let high: Double
    /// Whether `low` (= `high`) is a value; else an interval.
    let isPoint: Bool
    let reliability: Double
  }
  let rows: [Row]
  /// Where all rows follow one truth and nothing else varies: then the node's list holds only the
  /// logarithm of that truth.
  var table: SharedErrorTable?
}
