import RashomonModel
import RashomonNumerics

/// A normal or lognormal draw of the day that reports of numbers may see.
///
/// Its scale ξ is the draw itself, or the logarithm of a lognormal one, so that ξ is normal.
struct SeenDraw: Sendable {
  let variable: VariableID
  let isLogarithmic: Bool
  /// Variables of the day that read it through formulas.
  let readers: Set<VariableID>
  /// Observables whose laws of reports read it through formulas, in the model's order.
  let observables: [Observable]

  /// All such draws of a model.
  static func all(of model: Model, formulas: [VariableID: Expression]) -> [VariableID: SeenDraw] {
    var result: [VariableID: SeenDraw] = [:]
    for case .assign(let assignment) in model.steps {
      guard case .drawn(let law) = assignment.definition,
        law.distribution == Normal.name || law.distribution == LogNormal.name
      else { continue }
      let draw = assignment.variable
      var readers: Set<VariableID> = [draw]
      // A formula stands after what it reads.
      for case .assign(let later) in model.steps {
        if let formula = formulas[later.variable],
          formula.variables.contains(where: readers.contains)
        {
          readers.insert(later.variable)
        }
      }
      let observables = model.observables.filter { observable in
        (observable.reportByStance.values + [observable.report].compactMap(\.self)).contains {
          $0.law.arguments.contains { $0.variables.contains(where: readers.contains) }
        }
      }
      guard !observables.isEmpty else { continue }
      result[draw] = SeenDraw(
        variable: draw, isLogarithmic: law.distribution == LogNormal.name, readers: readers,
        observables: observables)
    }
    return result
  }

  func isRead(by expression: Expression) -> Bool {
    expression.variables.contains(where: readers.contains)
  }
}
