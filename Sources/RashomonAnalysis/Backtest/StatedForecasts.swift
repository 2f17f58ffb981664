import RashomonEvidence
import RashomonInference
package import RashomonModel
package import RashomonText

/// What an author says of a question beside what the account implies.
package struct StatedForecast: Sendable {
  package let account: String
  package let accountTitle: String
  package let question: String
  package let text: String
  package let verdict: Verdict
  /// The account's own date, or the period's first day where that is later.
  package let asOf: CalendarDate
  /// As of the account's date, and as of the last report; nil where the record rules the account out
  /// by then, or a condition never holds.
  package let implied: Measured?
  package let afterAll: Measured?
  /// nil where the author's words have no number or the account no answer.
  package let standing: Standing?
  /// How it came out; nil where not known or void.
  package let outcome: Double?

  /// Whether the account leads where its author says.
  package enum Standing: Hashable, Sendable {
    case inside
    /// Beyond the end that is farther from even odds: the argument is stronger than its author.
    case further
    /// Between the range and even odds: the argument is weaker than its author.
    case short
    /// On the other side of even odds, or of words for even odds outside of them.
    case astray
    /// Within two errors of an end of the range.
    case atTheEdge

    /// - Parameter range: what the author's words leave room for.
    package init(_ implied: Measured, in range: ClosedRange<Double>) {
      let room = 2 * (implied.error ?? 0)
      let isAtEdge = [range.lowerBound, range.upperBound].contains {
        room > 0 && abs(implied.value - $0) < room
      }
      let value = implied.value
      if isAtEdge {
        self = .atTheEdge
      } else if range.contains(value) {
        self = .inside
      } else if range.lowerBound >= 0.5 {
        self = value > range.upperBound ? .further : value >= 0.5 ? .short : .astray
      } else if range.upperBound <= 0.5 {
        self = value < range.lowerBound ? .further : value <= 0.5 ? .short : .astray
      } else {
        self = .astray
      }
    }
  }
}

extension BacktestRunner {
  /// Every verdict of every account, in the order of the files.
  func stated() throws -> [StatedForecast] {
    let memory = ComponentMemory()
    return try data.accounts.filter { !$0.verdicts.isEmpty }.flatMap {
      try stated(by: $0, memory: memory)
    }
  }

  private func stated(by model: Model, memory: ComponentMemory) throws -> [StatedForecast] {
    let asked = Set(model.verdicts.map(\.question))
    let asking = model.asking(
      model.questions.filter { asked.contains($0.id) }, [], from: data.period.start)
    func clamped(_ date: CalendarDate?) -> CalendarDate {
      min(max(date ?? data.period.start, data.period.start), data.period.end)
    }
    func panel(_ date: CalendarDate) throws -> Panel {
      let records = data.reading(asOf: date).days
      return Panel(
        models: [asking],
        results: [try evaluate(asking, asOf: date, records: records, memory: memory)])
    }
    let date = clamped(model.date)
    let then = try panel(date)
    let now = try panel(clamped(data.record.lastReported ?? data.period.end))
    return model.verdicts.compactMap { verdict -> StatedForecast? in
      guard let question = asking.questions.first(where: { $0.id == verdict.question }) else {
        return nil
      }
      func answer(_ panel: Panel) -> Measured? {
        let estimate = panel.answer(question, by: 0).estimate
        return estimate.value.isNaN ? nil : estimate
      }
      let implied = answer(then)
      let standing = implied.flatMap { implied in
        verdict.range.map { StatedForecast.Standing(implied, in: $0) }
      }
      return StatedForecast(
        account: model.id, accountTitle: model.title, question: question.id, text: question.text,
        verdict: verdict, asOf: date, implied: implied, afterAll: answer(now), standing: standing,
        outcome: outcome(of: question.id))
    }
  }
}
