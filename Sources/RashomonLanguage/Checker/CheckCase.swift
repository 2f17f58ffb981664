import OrderedCollections
import RashomonEvidence
package import RashomonModel
package import RashomonNumerics
package import RashomonText

/// Reads a case's texts as a whole: names, types, units, provenance, and what each account says.
///
/// Never fails; all problems come at once, those of syntax included. If there are errors there are
/// no models.
///
/// - Parameters:
///   - crisis: the parsed crisis file.
///   - accounts: the parsed accounts; each one's id is its file's name without folder and ending.
///   - paragraphs: non-blank lines of the sources' texts that are at hand, by the source's id.
///   - scale: the words for probabilities, those of ICD 203 unless the case has a table of its own.
///   - variation: numbers to take in place of some that the texts give.
///
/// *Complexity*: O(accounts · length of the crisis file).
package func checkCase(
  _ crisis: SyntaxFile, accounts: [SyntaxFile], paragraphs: [String: Int] = [:],
  scale: VerbalScale = .icd203, variation: Variation = .none
) -> CheckedCase {
  var checker = CaseChecker(
    crisis, accounts, paragraphs: paragraphs, scale: scale, variation: variation)
  return checker.check()
}

/// `gazette` for `accounts/gazette.account`.
package func accountID(of file: SourceFile) -> String {
  let name = file.name.split(separator: "/").last.map(String.init) ?? file.name
  return name.hasSuffix(".account") ? String(name.dropLast(".account".count)) : name
}

/// A file's statements, those of `each day` among them.
private struct FileStatements {
  let syntax: SyntaxFile
  let statements: [Statement]

  init(_ syntax: SyntaxFile, account: String?) {
    self.syntax = syntax
    var statements: [Statement] = []
    func add(_ nodes: [StatementSyntax], in block: StatementSyntax?) {
      // What stands in the wrong kind of file has its problem already, and would only breed more.
      for node in nodes where node.mayStand(in: syntax.kind) {
        statements.append(
          Statement(
            syntax: node, file: syntax.source, account: account, isDaily: block != nil,
            isCovered: block?.provenance.isEmpty == false))
        if case .eachDay(let inner) = node.form { add(inner.statements, in: node) }
      }
    }
    add(syntax.statements, in: nil)
    self.statements = statements
  }
}

extension StatementSyntax {
  /// Whether a statement of this form belongs into such a file; the parser says where it does not.
  fileprivate func mayStand(in kind: FileKind) -> Bool {
    switch form {
    case .crisis, .period, .observable, .question, .prior: kind == .crisis
    case .account, .expects, .rulesOut, .thesis, .verdict, .leavesOut, .saysNothing, .addOption,
      .removeOption, .adjust:
      kind == .account
    case .day, .source, .parameter, .hidden, .state, .eachDay, .next, .daily, .event, .status,
      .report, .actor, .optionPart, .actorPart, .malformed:
      true
    }
  }
}

private struct CaseChecker {
  let crisis: FileStatements
  let accounts: [(id: String, file: FileStatements)]
  let scale: VerbalScale
  let variation: Variation
  let paragraphs: [String: Int]
  var log = ProblemLog()
  var frame = Frame()
  var models: [Model] = []
  var expectations: [ExpectationNote] = []
  var options: [OptionNote] = []
  var names: [(model: String, known: [String: KnownName])] = []
  var commonDraft = Draft(id: "common-ground")
  var assumptions: OrderedDictionary<String, Assumption> = [:]
  var allStatements: [StatementKey: Statement] = [:]
  var influential: Set<StatementKey> = []
  var betaShapes: [ClosedRange<Double>: SIMD2<Double>] = [:]

  init(
    _ crisis: SyntaxFile, _ accounts: [SyntaxFile], paragraphs: [String: Int], scale: VerbalScale,
    variation: Variation
  ) {
    self.crisis = FileStatements(crisis, account: nil)
    self.accounts = accounts.map { file in
      let id = accountID(of: file.source)
      return (id, FileStatements(file, account: id))
    }
    self.scale = scale
    self.variation = variation
    self.paragraphs = paragraphs
    for file in [crisis] + accounts {
      for diagnostic in file.diagnostics { log.add(diagnostic) }
    }
  }

  mutating func check() -> CheckedCase {
    var reader = FrameReader()
    reader.read(crisis.statements, log: &log)
    reader.requireFrame(of: crisis.syntax.source, log: &log)
    frame = reader.frame
    checkPriors()
    var common = Composer(frame)
    common.lay(crisis.statements, log: &log)
    commonDraft = common.draft
    elaborate(common.draft, frame)
    for (id, file) in accounts { check(id, file, over: common.draft) }
    var readings = ProvenanceChecker(frame, counted: paragraphs)
    readings.checkCounts(crisis.statements, log: &log)
    for file in [crisis] + accounts.map(\.file) {
      readings.check(file.statements, tokens: file.syntax.tokens, log: &log)
    }
    return result(readings.readings())
  }

  private mutating func check(_ id: String, _ file: FileStatements, over common: Draft) {
    if Frame.reservedIDs.contains(id) {
      log.report(
        NameProblem.reservedID(id), at: Place(file: file.syntax.source, range: 0..<0))
    }
    var titles = file.statements.filter {
      if case .account = $0.syntax.form { return true }
      return false
    }
    if titles.isEmpty {
      log.report(
        FrameProblem.titleMissing(.account), at: Place(file: file.syntax.source, range: 0..<0))
    } else {
      let first = titles.removeFirst()
      if case .account(let node) = first.syntax.form {
        for name in node.sources where !name.isMissing && frame.sources[name.text] == nil {
          log.report(
            NameProblem.unknownSource(name.text, candidates: Array(frame.sources.keys)),
            at: first.place(name.range))
        }
      }
      checkDate(of: first)
      for second in titles {
        log.report(
          NameProblem.saidTwice("the title", first: first.location), at: second.start)
      }
    }
    // An account may name days and sources of its own.
    var reader = FrameReader(frame)
    let own = file.statements.filter {
      switch $0.syntax.form {
      case .day, .source: true
      default: false
      }
    }
    reader.read(own, log: &log)
    for (source, value) in reader.frame.sources where frame.sources[source] == nil {
      frame.sources[source] = value
    }
    var composer = Composer(over: common, id: id, frame: reader.frame)
    composer.lay(file.statements, log: &log)
    elaborate(composer.draft, reader.frame)
  }

  private mutating func elaborate(_ draft: Draft, _ frame: Frame) {
    var elaborator = Elaborator(
      frame: frame, draft: draft, scale: scale, variation: variation, log: log)
    elaborator.described = assumptions
    elaborator.betaShapes = betaShapes
    if !models.isEmpty {
      elaborator.log.overlay = (account: draft.id, commonGround: crisis.syntax.source.name)
    }
    let model = elaborator.model(prior: prior(of: draft.id))
    elaborator.checkSilences(model)
    log = elaborator.log
    log.overlay = nil
    betaShapes = elaborator.betaShapes
    models.append(model)
    expectations += elaborator.expectations.sorted { $0.key < $1.key }.map(\.note)
    options += elaborator.options
    names.append((draft.id, elaborator.knownNames))
    for (id, assumption) in elaborator.assumptions {
      let before = assumptions[id]?.models ?? []
      assumptions[id] = Assumption(
        id: id, kind: assumption.kind, text: assumption.text, models: before + assumption.models,
        usual: assumption.usual)
    }
    let (all, reached) = elaborator.influences(model)
    for statement in all { allStatements[statement.key] = statement }
    influential.formUnion(reached)
  }

  private mutating func checkDate(of statement: Statement) {
    guard case .account(let node) = statement.syntax.form else { return }
    let known = node.sources.filter { frame.sources[$0.text] != nil }
    if known.isEmpty, !node.sources.isEmpty { return }
    if known.contains(where: { frame.sources[$0.text]?.date != nil }) { return }
    log.report(
      FrameProblem.accountWithoutDate(source: known.first?.text),
      at: statement.place(known.first?.range ?? statement.syntax.keywordRange))
  }

  // MARK: Priors

  private mutating func checkPriors() {
    let ids = ["common-ground"] + accounts.map(\.id)
    for (name, source) in frame.priors {
      if !ids.contains(name) {
        log.report(
          NameProblem.unknownAccount(name, candidates: ids),
          at: source.statement.place(source.node.account.range))
      }
      if let weight = Self.number(source.node.weight), weight <= 0 {
        log.report(
          CallProblem.factor(weight), at: source.statement.place(source.node.weight.range))
      }
    }
  }

  private func prior(of id: String) -> Double {
    frame.priors[id].flatMap { Self.number($0.node.weight) } ?? 1
  }

  private static func number(_ expression: ExpressionSyntax) -> Double? {
    switch expression.withoutParentheses {
    case .number(let node): return node.value
    case .unary(let node) where node.operation == .negate:
      return number(node.operand).map { -$0 }
    case .binary(let node):
      guard let left = number(node.left), let right = number(node.right) else { return nil }
      return node.operation.lowered.apply(left, right)
    default: return nil
    }
  }

  // MARK: The result

  private func result(_ readings: [SourceReading]) -> CheckedCase {
    let silent = allStatements.filter { !influential.contains($0.key) }
      .sorted { $0.key < $1.key }
    var warnings = ProblemLog()
    // Under errors much hangs on nothing that later does not.
    for (_, statement) in silent where !log.hasErrors {
      warnings.report(ProvenanceProblem.influencesNothing, at: statement.start)
    }
    let common = models.first
    return CheckedCase(
      frame: CaseFrame(
        title: frame.title, period: frame.period, sources: Array(frame.sources.values),
        observables: common?.observables.map { $0.schema(in: frame.period) } ?? [],
        questions: common?.questions.map {
          FrameQuestion(
            id: $0.id, text: $0.text, opens: $0.opens, resolves: $0.resolves, kind: $0.kind)
        } ?? []),
      models: log.hasErrors ? [] : models, diagnostics: log.diagnostics.sorted(),
      expectations: expectations, options: options, citations: readings,
      uninfluential: warnings.diagnostics, assumptions: Array(assumptions.values),
      names: CaseNames(frame: frame, draft: commonDraft, scale: scale, models: names))
  }
}

extension Observable {
  /// What rows of it may look like.
  fileprivate func schema(in period: Period) -> ObservableSchema {
    let kind: ObservableSchema.Kind
    var unit: String?
    switch self.kind {
    case .event: kind = .event
    case .status: kind = .status
    case .number(let named, _):
      kind = .number
      unit = named
    }
    func isReal(_ law: Law) -> Bool {
      DistributionCatalog.named(law.distribution)?.support == .real
    }
    // What common ground itself may put on record can be read back.
    var laws = reportByStance.values.map(\.law)
    if let report { laws.append(report.law) }
    if case .law(let law) = usual { laws.append(law) }
    let days = recording.watched
    let isWhole = days == 0...(period.dayCount - 1)
    return ObservableSchema(
      id: id, kind: kind, unit: unit,
      watched: isWhole
        ? nil : period.date(at: days.lowerBound)...period.date(at: days.upperBound),
      allowsNegative: laws.contains(where: isReal))
  }
}
