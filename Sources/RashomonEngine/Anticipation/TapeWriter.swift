import RashomonModel
import RashomonNumerics

/// Puts formulas that depend on shares onto a tape.
struct TapeWriter {
  /// Where what does not depend on a share comes from.
  enum Outside {
    case constant(Double)
    case input(Int)
  }

  /// The option of each share.
  private let options: [VariableID: Int]
  /// What stands between shares and utilities.
  let formulas: [VariableID: Expression]
  private(set) var tape = WorthTape()
  private var places: [VariableID: Int] = [:]
  private var known: [VariableID: Bool] = [:]

  init(_ anticipation: Anticipation) {
    var options: [VariableID: Int] = [:]
    for share in anticipation.responses.flatMap(\.shares) { options[share] = options.count }
    self.options = options
    var formulas: [VariableID: Expression] = [:]
    for assignment in anticipation.between {
      if case .formula(let formula) = assignment.definition {
        formulas[assignment.variable] = formula
      }
    }
    self.formulas = formulas
  }

  /// Writes the utilities of all options.
  ///
  /// - Parameter outside: what a formula that depends on no share is; nil leaves it to be written
  ///   part by part.
  mutating func write(
    _ anticipation: Anticipation, day: Int, _ outside: (Expression) -> Outside?
  ) {
    tape.utilities = anticipation.responses.flatMap(\.utilities).map {
      place(of: $0, day, outside)
    }
  }

  /// The formula with what stands between replaced by its formulas.
  func expanded(_ expression: Expression) -> Expression {
    var replaced = expression
    while replaced.variables.contains(where: { formulas[$0] != nil }) {
      replaced = replaced.replacing(formulas)
    }
    return replaced
  }

  /// Whether a formula reads a share, directly or on the way.
  private mutating func depends(_ expression: Expression) -> Bool {
    var result = false
    for variable in expression.variables {
      if options[variable] != nil {
        result = true
      } else if let formula = formulas[variable] {
        if known[variable] == nil { known[variable] = depends(formula) }
        if known[variable] == true { result = true }
      }
    }
    return result
  }

  private mutating func place(
    of expression: Expression, _ day: Int, _ outside: (Expression) -> Outside?
  ) -> Int {
    if !depends(expression) {
      switch outside(expanded(expression)) {
      case .constant(let value): return tape.add(.constant(value))
      case .input(let input): return tape.add(.input(input))
      case nil: break
      }
    }
    switch expression {
    case .constant(let value): return tape.add(.constant(value))
    case .today: return tape.add(.constant(Double(day)))
    case .variable(let variable):
      if let option = options[variable] { return tape.add(.chance(option)) }
      if let place = places[variable] { return place }
      guard let formula = formulas[variable] else { return tape.add(.constant(.nan)) }
      let place = place(of: formula, day, outside)
      places[variable] = place
      return place
    case .unary(let operation, let operand):
      return tape.add(.unary(operation, place(of: operand, day, outside)))
    case .binary(let operation, let left, let right):
      let places = (place(of: left, day, outside), place(of: right, day, outside))
      return tape.add(.binary(operation, places.0, places.1))
    case .choose(let condition, let yes, let no):
      if !depends(condition), case .constant(let value)? = outside(expanded(condition)) {
        return place(of: value != 0 ? yes : no, day, outside)
      }
      let test = place(of: condition, day, outside)
      let sides = (place(of: yes, day, outside), place(of: no, day, outside))
      return tape.add(.choose(test, sides.0, sides.1))
    case .call(let name, let arguments):
      guard let index = FunctionCatalog.all.firstIndex(where: { $0.name == name }) else {
        return tape.add(.constant(.nan))
      }
      return tape.add(.call(index, arguments.map { place(of: $0, day, outside) }))
    }
  }
}
