import RashomonModel
import RashomonText

/// A question made from the record itself: does this happen within so many days, is that above its
/// last report on such a day?
struct WindowQuestion {
  /// What is asked of each of `days`.
  enum Asked: Hashable {
    /// An event on any of them, a status on the day.
    case isTrue
    /// A number on the day.
    case isAbove(Double)
  }

  let observable: RashomonModel.Observable
  let text: String
  let days: ClosedRange<Int>
  let asked: Asked
  /// Days ahead that it stands for: 7 or 30.
  let lead: Int
  let outcome: Bool

  /// Unique in a model: no name of the language holds a prime.
  var id: String { "\(observable.id)'in-\(lead)" }
}

extension Model {
  /// The model with some of its own questions and those of the record, each lowered to a state that
  /// remembers its answer, as the language lowers questions.
  func asking(_ own: [Question], _ windows: [WindowQuestion], from date: CalendarDate) -> Model {
    var variables = variables
    var states = states
    var questions = own
    for window in windows {
      guard let truth = observables.first(where: { $0.id == window.observable.id })?.truth else {
        continue
      }
      let answer = VariableID(variables.count)
      variables.append(
        Variable(name: "\(window.id)'asked", place: self.variables[truth.index].place))
      let hit: Expression =
        switch window.asked {
        case .isTrue: .variable(truth)
        case .isAbove(let value): .binary(.greater, .variable(truth), .constant(value))
        }
      let isInside = Expression.binary(
        .and, .binary(.greaterOrEqual, .today, .constant(Double(window.days.lowerBound))),
        .binary(.lessOrEqual, .today, .constant(Double(window.days.upperBound))))
      states.append(
        StateVariable(
          answer, initial: .formula(.constant(0)),
          next: .formula(
            .choose(
              isInside, .binary(.or, .variable(answer), hit), .variable(answer)))))
      questions.append(
        Question(
          id: window.id, text: window.text, opens: date,
          resolves: period.date(at: window.days.upperBound), kind: .yesNo,
          value: .variable(answer), condition: nil, observables: [window.observable.id]))
    }
    return Model(
      id: id, title: title, source: source, date: self.date, prior: prior, period: period,
      variables: variables, facts: facts, states: states, steps: steps, observables: observables,
      questions: questions, reported: [], verdicts: verdicts)
  }
}
