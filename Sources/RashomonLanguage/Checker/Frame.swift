import OrderedCollections
import RashomonModel
import RashomonText

/// The frame as declared, before any formula has been looked at.
struct Frame {
  var title = ""
  var period = Period(
    start: CalendarDate(daysSinceEpoch: 0), end: CalendarDate(daysSinceEpoch: 365))
  /// Whether the file says a period; without one no date is blamed for lying outside it.
  var periodIsKnown = false
  var days: OrderedDictionary<String, CalendarDate> = [:]
  var sources: OrderedDictionary<String, CaseSource> = [:]
  var observables: OrderedDictionary<String, Sourced<ObservableSyntax>> = [:]
  var questions: OrderedDictionary<String, Sourced<QuestionSyntax>> = [:]
  var priors: OrderedDictionary<String, Sourced<PriorSyntax>> = [:]

  static let reservedIDs: Set<String> = ["common-ground", "climatology", "average"]
}

/// Reads what a file says of the frame; formulas are left for the elaborator.
struct FrameReader {
  private(set) var frame: Frame
  private var titleStatement: Statement?
  private var periodStatement: Statement?
  private var sourceStatements: [String: Statement] = [:]

  init(_ frame: Frame = Frame()) { self.frame = frame }

  mutating func read(_ statements: [Statement], log: inout ProblemLog) {
    // Days first: the period and others may use them in any order.
    for statement in statements { readDay(statement, &log) }
    for statement in statements {
      switch statement.syntax.form {
      case .crisis(let node): readTitle(node, statement, &log)
      case .period(let node): readPeriod(node, statement, &log)
      case .source(let node): readSource(node, statement, &log)
      case .observable(let node):
        if register(node.name, "an observable", statement, in: frame.observables, &log) {
          frame.observables[node.name.text] = Sourced(node: node, statement: statement)
        }
      case .question(let node):
        if register(node.name, "a question", statement, in: frame.questions, &log) {
          frame.questions[node.name.text] = Sourced(node: node, statement: statement)
        }
      case .prior(let node): readPrior(node, statement, &log)
      case .account, .day, .parameter, .hidden, .state, .eachDay, .next, .daily, .event, .status,
        .report, .actor, .expects, .rulesOut, .thesis, .verdict, .leavesOut, .saysNothing,
        .optionPart, .actorPart, .addOption, .removeOption, .adjust, .malformed:
        break
      }
    }
  }

  /// What a file must say, for the whole of it.
  func requireFrame(of file: SourceFile, log: inout ProblemLog) {
    let start = Place(file: file, range: 0..<0)
    if titleStatement == nil { log.report(FrameProblem.titleMissing(.crisis), at: start) }
    if periodStatement == nil { log.report(FrameProblem.periodMissing, at: start) }
  }

  private mutating func readTitle(
    _ node: CrisisSyntax, _ statement: Statement, _ log: inout ProblemLog
  ) {
    if let first = titleStatement {
      log.report(NameProblem.saidTwice("the title", first: first.location), at: statement.start)
    }
    titleStatement = statement
    frame.title = node.title?.text ?? ""
  }

  private mutating func readPeriod(
    _ node: PeriodSyntax, _ statement: Statement, _ log: inout ProblemLog
  ) {
    if let first = periodStatement {
      log.report(NameProblem.saidTwice("the period", first: first.location), at: statement.start)
      return
    }
    periodStatement = statement
    guard let start = date(node.start, statement, &log), let end = date(node.end, statement, &log)
    else { return }
    guard start <= end else {
      log.report(
        FrameProblem.periodReversed(start: start.iso, end: end.iso),
        at: statement.place(node.start.range.lowerBound..<node.end.range.upperBound))
      return
    }
    frame.period = Period(start: start, end: end)
    frame.periodIsKnown = true
  }

  private mutating func readDay(_ statement: Statement, _ log: inout ProblemLog) {
    guard case .day(let node) = statement.syntax.form, !node.name.isMissing else { return }
    guard let date = date(node.date, statement, &log) else { return }
    // Two days of one name are two declarations; the draft says so.
    if frame.days[node.name.text] == nil { frame.days[node.name.text] = date }
  }

  private mutating func readSource(
    _ node: SourceSyntax, _ statement: Statement, _ log: inout ProblemLog
  ) {
    let id = node.name.text
    guard !node.name.isMissing else { return }
    if let first = sourceStatements[id] {
      log.report(
        NameProblem.definedTwice(
          id, kind: "a source", first: first.location, firstKind: "a source"),
        at: statement.place(node.name.range))
      return
    }
    sourceStatements[id] = statement
    frame.sources[id] = SourceFields(node.fields, statement, &log).source(id: id)
  }

  private mutating func readPrior(
    _ node: PriorSyntax, _ statement: Statement, _ log: inout ProblemLog
  ) {
    guard !node.account.isMissing else { return }
    if let first = frame.priors[node.account.text] {
      log.report(
        NameProblem.saidTwice(
          "the prior of `\(node.account.text)`", first: first.statement.location),
        at: statement.start)
    }
    frame.priors[node.account.text] = Sourced(node: node, statement: statement)
  }

  private func register<Node>(
    _ name: NameSyntax, _ kind: String, _ statement: Statement,
    in declared: OrderedDictionary<String, Sourced<Node>>, _ log: inout ProblemLog
  ) -> Bool {
    if name.isMissing { return false }
    if Frame.reservedIDs.contains(name.text) {
      log.report(NameProblem.reservedID(name.text), at: statement.place(name.range))
    }
    guard let first = declared[name.text] else { return true }
    log.report(
      NameProblem.definedTwice(
        name.text, kind: kind, first: first.statement.location, firstKind: kind),
      at: statement.place(name.range))
    return false
  }

  /// A date that is known before any formula: written out, or a `day`, days added or not.
  private func date(
    _ expression: ExpressionSyntax, _ statement: Statement, _ log: inout ProblemLog
  ) -> CalendarDate? {
    switch expression {
    case .date(let node): return node.date
    case .name(let node):
      if let day = frame.days[node.text] { return day }
    case .parenthesized(let inner, _): return date(inner, statement, &log)
    case .binary(let node):
      if case .number(let number) = node.right, number.value == number.value.rounded(),
        abs(number.value) < 1e6
      {
        guard let start = date(node.left, statement, &log) else { return nil }
        if node.operation == .add { return start.advanced(by: Int(number.value)) }
        if node.operation == .subtract { return start.advanced(by: -Int(number.value)) }
      }
    case .missing: return nil
    default: break
    }
    log.report(
      FrameProblem.dateExpected(found: "`\(statement.text(expression.range))`"),
      at: statement.place(expression.range))
    return nil
  }
}

/// The fields of a source as they are read.
private struct SourceFields {
  private var file: String?
  private var date: CalendarDate?
  private var paragraphs: Int?

  private static let names = ["title", "author", "outlet", "url", "date", "file", "paragraphs"]

  init(_ fields: [SourceFieldSyntax], _ statement: Statement, _ log: inout ProblemLog) {
    for field in fields where !field.name.isMissing {
      let name = field.name.text
      guard Self.names.contains(name) else {
        log.report(
          NameProblem.unknownField(name, candidates: Self.names),
          at: statement.place(field.name.range))
        continue
      }
      read(field, statement, &log)
    }
  }

  private mutating func read(
    _ field: SourceFieldSyntax, _ statement: Statement, _ log: inout ProblemLog
  ) {
    switch (field.name.text, field.value) {
    case (_, .missing): return
    case ("date", .date(let node)): date = node.date
    case ("paragraphs", .number(let node)):
      guard node.value == node.value.rounded(), node.value >= 1, node.value < 1e6 else {
        log.report(
          FrameProblem.wholeNumber(
            what: "a count of paragraphs", found: shortest(node.value), expected: "1 or more"),
          at: statement.place(node.range))
        return
      }
      paragraphs = Int(node.value)
    case ("date", _):
      log.report(
        FrameProblem.dateExpected(found: field.value.spoken), at: statement.place(field.name.range))
    case ("paragraphs", _):
      log.report(
        FrameProblem.wholeNumber(
          what: "a count of paragraphs", found: field.value.spoken, expected: "1 or more"),
        at: statement.place(field.name.range))
    case ("file", .text(let node)): file = node.text
    case (_, .text), (_, .date), (_, .number):
      // The other fields are for whoever reads the crisis file.
      return
    }
  }

  func source(id: String) -> CaseSource {
    CaseSource(id: id, date: date, file: file, paragraphs: paragraphs)
  }
}

extension SourceFieldSyntax.Value {
  /// As a person says it.
  fileprivate var spoken: String {
    switch self {
    case .text: "a text in quotes"
    case .date: "a date"
    case .number: "a number"
    case .missing: "nothing"
    }
  }
}
