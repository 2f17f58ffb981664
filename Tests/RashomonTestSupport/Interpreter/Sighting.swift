import RashomonEvidence
import RashomonModel
import RashomonNumerics

/// A normal or lognormal draw of the day, and the rows that see it: points under normal or lognormal
/// laws of reports whose mean is a straight line over the draw, or over the logarithm of a lognormal
/// one (for a lognormal law of reports its median's logarithm is).
struct Sighting: Sendable {
  struct Row: Sendable {
    let row: NumberRow
    let report: ReportLaw
    let observable: Observable
  }

  let draw: VariableID
  let law: Law
  let rows: [Row]

  var isLogarithmic: Bool { law.distribution == "lognormal" }
  var observables: Set<String> { Set(rows.map(\.observable.id)) }

  /// All sightings of a day, each observable in one of them.
  static func all(
    of interpreter: ScalarInterpreter, in record: DayRecord, _ analysis: ReachAnalysis
  ) -> [Sighting] {
    var result: [Sighting] = []
    var used: Set<String> = []
    for (place, step) in interpreter.model.steps.enumerated() {
      guard case .assign(let assignment) = step, case .drawn(let law) = assignment.definition,
        ["normal", "lognormal"].contains(law.distribution),
        !isReadFromRows(assignment.variable, interpreter, record)
      else { continue }
      let shape = Shape(
        interpreter: interpreter, analysis: analysis, draw: assignment.variable, place: place,
        isLogarithmic: law.distribution == "lognormal")
      var rows: [Row] = []
      for observable in interpreter.model.observables where !used.contains(observable.id) {
        guard let reading = record.numbers.first(where: { $0.observable == observable.id }),
          let more = shape.rows(of: reading, observable),
          (rows + more).count(where: { $0.row.reliability < 1 }) <= 4
        else { continue }
        rows += more
      }
      guard rows.contains(where: { shape.moves($0.report) }) else { continue }
      used.formUnion(rows.map(\.observable.id))
      result.append(Sighting(draw: assignment.variable, law: law, rows: rows))
    }
    return result
  }

  private static func isReadFromRows(
    _ variable: VariableID, _ interpreter: ScalarInterpreter, _ record: DayRecord
  ) -> Bool {
    interpreter.model.observables.contains { observable in
      observable.truth == variable && interpreter.drawsTruthFromRows(of: observable)
        && record.numbers.contains { $0.observable == observable.id }
    }
  }

  /// What formulas look like before a draw is made.
  private struct Shape {
    let interpreter: ScalarInterpreter
    let analysis: ReachAnalysis
    let draw: VariableID
    /// The draw's step.
    let place: Int
    let isLogarithmic: Bool

    func rows(of reading: NumberReading, _ observable: Observable) -> [Row]? {
      let laws = [observable.report].compactMap(\.self) + observable.reportByStance.values
      guard reading.silence == nil,
        laws.contains(where: { $0.law.arguments.contains { reads($0) } })
      else { return nil }
      var result: [Row] = []
      for row in reading.rows {
        guard case .point(let point) = row.value, row.reliability > 0,
          let report = observable.lawOfRow(row), isSuitable(report, point),
          row.reliability == 1 || isSettled(observable.usual)
        else { return nil }
        result.append(Row(row: row, report: report, observable: observable))
      }
      return result
    }

    /// Whether a law of reports moves with the draw on this day.
    func moves(_ report: ReportLaw) -> Bool {
      report.law.distribution == "lognormal" || line(report.law.arguments[0]) == .some(true)
    }

    private func isSuitable(_ report: ReportLaw, _ point: Double) -> Bool {
      let arguments = report.law.arguments
      guard ["normal", "lognormal"].contains(report.law.distribution), isFree(arguments[1])
      else { return false }
      if let shared = report.shared {
        guard isFree(shared), analysis.reach(of: shared).draws.isEmpty else { return false }
      }
      return report.law.distribution == "normal"
        ? line(arguments[0]) != nil : point > 0 && isPower(arguments[0])
    }

    private func isSettled(_ usual: Usual) -> Bool {
      guard case .law(let law) = usual else { return false }
      return law.arguments.allSatisfy { isFree($0) && analysis.reach(of: $0).draws.isEmpty }
    }

    /// Whether a formula reads the draw, through other formulas too.
    private func reads(_ expression: Expression) -> Bool {
      expression.variables.contains { variable in
        if variable == draw { return true }
        guard let formula = formula(of: variable) else { return false }
        return reads(formula)
      }
    }

    private func formula(of variable: VariableID) -> Expression? {
      for case .assign(let assignment) in interpreter.model.steps
      where assignment.variable == variable {
        if case .formula(let formula) = assignment.definition { return formula }
      }
      return nil
    }

    /// Whether a formula can be told before the draw is made.
    private func isFree(_ expression: Expression) -> Bool {
      expression.variables.allSatisfy { variable in
        guard variable != draw else { return false }
        if let formula = formula(of: variable) { return isFree(formula) }
        let step = interpreter.model.steps.firstIndex { $0.targets.contains(variable) }
        return step.map { $0 < place } ?? true
      }
    }

    /// Whether a formula is a line over the draw's scale that moves with it (true) or does not
    /// (false); nil where it is no line.
    private func line(_ expression: Expression) -> Bool? {
      guard reads(expression) else { return isFree(expression) ? false : nil }
      switch expression {
      case .variable(let variable):
        guard variable != draw else { return isLogarithmic ? nil : true }
        return formula(of: variable).flatMap { line($0) }
      case .unary(.negate, let operand): return line(operand)
      case .binary(let symbol, let left, let right):
        guard let left = line(left), let right = line(right) else { return nil }
        switch symbol {
        case .add, .subtract: return left || right
        case .multiply: return left && right ? nil : left || right
        case .divide: return right ? nil : left
        default: return nil
        }
      case .call("log", let arguments): return isPower(arguments[0]) ? true : nil
      case .choose(let condition, let yes, let no):
        return side(condition, yes, no).flatMap { line($0) }
      default: return nil
      }
    }

    /// Whether a formula is a multiple of a lognormal draw, or of an exponential of a line.
    private func isPower(_ expression: Expression) -> Bool {
      guard reads(expression) else { return false }
      switch expression {
      case .variable(let variable):
        guard variable != draw else { return isLogarithmic }
        return formula(of: variable).map { isPower($0) } ?? false
      case .binary(.multiply, let left, let right):
        return reads(left)
          ? isPower(left) && isFree(right) : isFree(left) && isPower(right)
      case .binary(.divide, let left, let right): return isPower(left) && isFree(right)
      case .call("exp", let arguments): return line(arguments[0]) == .some(true)
      case .choose(let condition, let yes, let no):
        return side(condition, yes, no).map { isPower($0) } ?? false
      default: return false
      }
    }

    private func side(
      _ condition: Expression, _ yes: Expression, _ no: Expression
    ) -> Expression? {
      guard isFree(condition), let known = analysis.reach(of: condition).known else { return nil }
      return known != 0 ? yes : no
    }
  }
}
