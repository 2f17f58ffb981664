import OrderedCollections
package import RashomonModel
package import RashomonText

extension CheckedCase {
  /// Reads interventions as a user writes them, one a text, and finds out what each means to every
  /// model of the case.
  ///
  /// Never fails; all mistakes come at once, in the words of the language, as of a file `--do` with
  /// a line for each text. With errors the interventions are not to be used.
  package func readInterventions(
    _ texts: [String]
  ) -> (interventions: [Intervention], diagnostics: [Diagnostic]) {
    let lines = texts.map { text in
      text.words.joined(separator: " ")
    }
    let file = SourceFile(name: "--do", text: lines.joined(separator: "\n") + "\n")
    var parser = Parser(file, as: .account)
    let nodes = parser.interventions()
    var reader = InterventionReader(names, file)
    for diagnostic in parser.diagnostics { reader.log.add(diagnostic) }
    for (index, line) in lines.enumerated() where line.isEmpty {
      let place = file.lineStarts[index]
      reader.log.report(InterventionProblem.empty, at: Place(file: file, range: place..<place))
    }
    let interventions = nodes.compactMap { reader.intervention($0) }
    return (interventions, reader.log.diagnostics.sorted())
  }
}

/// Resolves interventions against the names of a case.
struct InterventionReader {
  let names: CaseNames
  let file: SourceFile
  var log = ProblemLog()
  private var fixed: [(name: String, days: ClosedRange<Int>, text: String)] = []

  init(_ names: CaseNames, _ file: SourceFile) {
    self.names = names
    self.file = file
  }

  /// A model that knows the name.
  struct Knower {
    let model: String
    let name: KnownName
  }

  /// What is read of an intervention: the value in each model that can have it, and how a sentence
  /// says it.
  struct Reading {
    /// Pairs of a variable and what is seen in its place.
    let values: [String: [(VariableID, Expression)]]
    let spoken: String
  }

  mutating func intervention(_ node: InterventionSyntax) -> Intervention? {
    guard !node.target.isMissing, node.option?.isMissing != true else { return nil }
    let name = node.target.text
    let days = days(of: node)
    let knowers = names.models.compactMap { model in
      model.known[name].map { Knower(model: model.model, name: $0) }
    }
    guard let first = knowers.first else {
      reportUnknown(node.target)
      return nil
    }
    guard let reading = reading(of: node, knowers), let days else { return nil }
    let text = statement(node).text(node.range)
    if let other = fixed.first(where: { $0.name == name && $0.days.overlaps(days) }) {
      report(InterventionProblem.overlap(name, first: other.text), at: node.range)
      return nil
    }
    fixed.append((name, days, text))
    let known = Dictionary(uniqueKeysWithValues: knowers.map { ($0.model, $0.name) })
    var effects: [String: Intervention.Effect] = [:]
    for model in names.models.map(\.model) {
      if let values = reading.values[model] {
        effects[model] = .fixes(values.map { Fixing($0.0, value: $0.1, days: days) })
      } else {
        effects[model] = known[model].map { .noSuchValue(has: $0.values) } ?? .unknownName
      }
    }
    return Intervention(
      text: text, target: name,
      spoken: "\(reading.spoken) \(spokenDays(days, node, isEvent: first.name.isEvent))",
      days: days, effects: effects)
  }

  // MARK: Days

  private mutating func days(of node: InterventionSyntax) -> ClosedRange<Int>? {
    switch node.time {
    case .missing: return nil
    case .on(let date): return day(date, node).map { $0...$0 }
    case .from(let date):
      return day(date, node).map { $0...(names.frame.period.dayCount - 1) }
    case .fromTo(let from, let to):
      guard let first = day(from, node), let last = day(to, node) else { return nil }
      guard first <= last else {
        let period = names.frame.period
        report(
          FrameProblem.periodReversed(
            start: period.date(at: first).iso, end: period.date(at: last).iso),
          at: from.range.lowerBound..<to.range.upperBound)
        return nil
      }
      return first...last
    }
  }

  private mutating func day(_ date: ExpressionSyntax, _ node: InterventionSyntax) -> Int? {
    let statement = statement(node)
    return evaluating { $0.day(date, statement) }
  }

  private func spokenDays(
    _ days: ClosedRange<Int>, _ node: InterventionSyntax, isEvent: Bool
  ) -> String {
    let period = names.frame.period
    let first = period.date(at: days.lowerBound)
    if days.count == 1 { return "on \(first)" }
    guard days.upperBound < period.dayCount - 1 else { return "from \(first)" }
    return "from \(first) to \(period.date(at: days.upperBound))"
  }

  // MARK: Helpers

  /// A plain number, by the language's own rules.
  mutating func number(_ value: ExpressionSyntax, _ node: InterventionSyntax) -> Double? {
    let statement = statement(node)
    return evaluating { $0.constant(value, statement, what: "the value of `\(node.target.text)`") }
  }

  /// Lets the language's own rules look at a part of an intervention.
  private mutating func evaluating<Result>(_ body: (inout Elaborator) -> Result) -> Result {
    var elaborator = Elaborator(
      frame: names.frame, draft: names.draft, scale: names.scale, log: log)
    let result = body(&elaborator)
    log = elaborator.log
    return result
  }

  /// The intervention as a statement that the language's rules can blame.
  func statement(_ node: InterventionSyntax) -> Statement {
    Statement(
      syntax: StatementSyntax(
        form: .malformed(node.range), overrideRange: nil,
        provenance: ProvenanceSyntax(citations: [], glosses: []), range: node.range,
        keywordRange: node.target.range),
      file: file, account: nil, isDaily: false)
  }

  mutating func report(_ problem: some Problem, at range: Range<Int>) {
    log.report(problem, at: Place(file: file, range: range))
  }

  private mutating func reportUnknown(_ target: NameSyntax) {
    if names.frame.days[target.text] != nil {
      report(InterventionProblem.notFixable(target.text, kind: "a day"), at: target.range)
      return
    }
    func all(_ wanted: (KnownName) -> Bool) -> [String] {
      Array(Set(names.models.flatMap { $0.known.filter { wanted($0.value) }.keys })).sorted()
    }
    report(
      InterventionProblem.unknownName(
        target.text, candidates: all { _ in true }, actors: all { $0.kind == .actor },
        states: all { $0.kind == .state }), at: target.range)
  }

  /// Each value that some model knows, with the models that do: `all accounts`, `luxmoore`.
  func values(_ knowers: [Knower]) -> [(name: String, models: String)] {
    var order: [String] = []
    var models: [String: [String]] = [:]
    for knower in knowers {
      for value in knower.name.values {
        if models[value] == nil { order.append(value) }
        models[value, default: []].append(knower.model)
      }
    }
    return order.map { value in
      let having = models[value] ?? []
      return (
        value, having.count == names.models.count ? "all" : having.joined(separator: ", ")
      )
    }
  }
}
