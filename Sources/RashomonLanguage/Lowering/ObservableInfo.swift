import RashomonEvidence
import RashomonModel
import RashomonText

/// An observable as its declaration says it, clauses taken apart.
struct ObservableInfo {
  let name: String
  let sentence: String
  let kind: ObservableSyntax.Kind
  let statement: Statement
  var isOnce = false
  var isComplete = false
  var isSelfEvident = false
  var watched: ClosedRange<Int>
  var noticed = 0.95
  var lag = 1.0
  var silence = Grade(.a, .two)
  var falseRate = 0.0
  var usual: (syntax: UsualSyntax, range: Range<Int>)?

  var isEvent: Bool {
    if case .event = kind { return true }
    return false
  }

  var isStatus: Bool {
    if case .status = kind { return true }
    return false
  }

  var unit: String? {
    if case .number(let unit, _) = kind { return unit?.text }
    return nil
  }

  /// As a person says it.
  var spokenKind: String {
    switch kind {
    case .event: "an event"
    case .status: "a status"
    case .number: "a number"
    case .missing: "nothing"
    }
  }

  var recording: Recording {
    Recording(
      watched: watched, noticed: noticed, lag: lag, silence: silence, falseRate: falseRate,
      selfEvident: isSelfEvident)
  }

  var lowered: ObservableKind {
    switch kind {
    case .event: .event(once: isOnce)
    case .status, .missing: .status
    case .number(let unit, _): .number(unit: unit?.text, complete: isComplete)
    }
  }
}

extension Elaborator {
  mutating func readObservable(_ source: Sourced<ObservableSyntax>) -> ObservableInfo {
    let node = source.node
    var info = ObservableInfo(
      name: node.name.text, sentence: node.sentence?.text ?? node.name.text, kind: node.kind,
      statement: source.statement, watched: 0...(dayCount - 1))
    var said: Set<String> = []
    for clause in node.clauses {
      let word = clause.form.word
      if !said.insert(word).inserted {
        log.report(
          NameProblem.saidTwice("`\(word)`", first: source.statement.location),
          at: source.statement.place(clause.keywordRange))
        continue
      }
      if let meant = clause.form.misfit(with: node.kind) {
        log.report(
          FrameProblem.clauseMisfit(word, kind: info.spokenKind, meant: meant),
          at: source.statement.place(clause.keywordRange))
        continue
      }
      read(clause, into: &info)
    }
    return info
  }

  private mutating func read(
    _ clause: ObservableClauseSyntax, into info: inout ObservableInfo
  ) {
    let statement = info.statement
    let context = Context(statement, .constants)
    switch clause.form {
    case .once: info.isOnce = true
    case .selfEvident: info.isSelfEvident = true
    case .complete: info.isComplete = true
    case .watched(let from, let to):
      guard let first = day(from, statement), let last = day(to, statement) else { return }
      guard first <= last else {
        report(
          FrameProblem.periodReversed(
            start: frame.period.date(at: first).iso, end: frame.period.date(at: last).iso),
          at: from.range.lowerBound..<to.range.upperBound, context)
        return
      }
      info.watched = first...last
    case .noticed(let chance):
      info.noticed = probability(chance, context).constantValue ?? info.noticed
    case .lag(let duration):
      if let count = constant(duration.count, statement, what: "a time") {
        if count >= 0 {
          info.lag = count * Double(duration.unit.days)
        } else {
          report(
            FrameProblem.negativeLag(count), at: duration.range, context)
        }
      }
    case .graded(let name):
      guard !name.isMissing else { return }
      if let grade = Grade(name.text) {
        info.silence = grade
      } else {
        report(FrameProblem.unreadableGrade(name.text), at: name.range, context)
      }
    case .falseReports(let chance, let duration):
      guard let days = days(duration, statement),
        let value = Expression.daily(probability(chance, context), over: Double(days))
          .constantValue
      else { return }
      info.falseRate = value
    case .usual(let usual): info.usual = (usual, clause.range)
    }
  }
}

extension ObservableClauseSyntax.Form {
  var word: String {
    switch self {
    case .once: "once"
    case .selfEvident: "self-evident"
    case .complete: "complete"
    case .watched: "watched"
    case .noticed: "noticed"
    case .lag: "lag"
    case .graded: "graded"
    case .falseReports: "false"
    case .usual: "usual"
    }
  }

  /// What the clause belongs to, if not to this kind.
  func misfit(with kind: ObservableSyntax.Kind) -> String? {
    switch (self, kind) {
    case (.once, .status), (.once, .number), (.falseReports, .status), (.falseReports, .number):
      "an event"
    case (.complete, .event), (.complete, .status): "a number"
    case (.noticed, .status): "an event"
    case (.once, _), (.falseReports, _), (.complete, _), (.noticed, _), (.selfEvident, _),
      (.watched, _), (.lag, _), (.graded, _), (.usual, _):
      nil
    }
  }
}
