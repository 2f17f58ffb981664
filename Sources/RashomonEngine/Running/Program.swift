/// A straight line of column operations.
///
/// Columns are numbered: first the population's cells, then columns of given outcomes, then scratch
/// columns. A constant stands as a negative operand.
struct Program: Sendable {
  struct Instruction: Sendable {
    let operation: Operation
    /// Column written; for a store the cell; unused for a weigh.
    let target: Int32
    /// Columns, or −1 − i for the i-th constant.
    let a: Int32
    let b: Int32
    let c: Int32
    /// Start and length in `operands` of a list; for a softmax the worths, then as many columns written.
    let listStart: Int32
    let listCount: Int32
    let payload: UInt64
  }

  let instructions: [Instruction]
  /// The same for the vector kernels, step by step.
  let steps: Steps
  let operands: [Int32]
  let constants: [Double]
  let lawSites: [LawSite]
  let faultSites: [FaultSite]
  let sharedErrorSites: [SharedErrorSite]
  let equilibriumSites: [EquilibriumSite]
  let cellCount: Int
  let inputCount: Int
  let scratchCount: Int
  /// −1 before the first day.
  let day: Int
  /// The draws whose outcomes the input columns give.
  let inputs: [DiscreteDraw]
  /// Whether anything continuous is drawn.
  let drawsContinuously: Bool

  /// Column numbers below this are cells and inputs.
  var firstScratch: Int { cellCount + inputCount }

  /// What stands for no operand; never a constant's number.
  static var none: Int32 { Int32.min }
}
