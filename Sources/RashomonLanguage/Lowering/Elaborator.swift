import OrderedCollections
import RashomonModel
import RashomonNumerics
import RashomonText

/// Turns a draft into a model: resolves names, checks types and units, and lowers formulas, in one
/// pass over each expression.
///
/// Names are defined when they are first read, so that statements may stand in any order; what is
/// read while it is being defined is a cycle, which the ordering of facts and steps reports.
struct Elaborator {
  let frame: Frame
  let draft: Draft
  let said: SaidOf
  let scale: VerbalScale
  let variation: Variation
  var log: ProblemLog
  var builder = ModelBuilder()
  var symbols: [String: Symbol] = [:]
  var actors: [String: ActorSymbol] = [:]
  var observables: [String: ObservableInfo] = [:]
  var usuals: [String: Usual] = [:]
  /// Hidden states by what they remember.
  var memories: [String: Expression] = [:]
  /// What each observable's truth follows from.
  var origins: [String: TruthOrigin] = [:]
  var expectations: [(key: StatementKey, note: ExpectationNote)] = []
  var options: [OptionNote] = []
  /// What can be varied in this model, by id, in the order found.
  var assumptions: OrderedDictionary<String, Assumption> = [:]
  /// The same of the models before this one.
  var described: OrderedDictionary<String, Assumption> = [:]
  /// The beta distributions of intervals; finding one is by far the dearest thing in a text.
  var betaShapes: [ClosedRange<Double>: SIMD2<Double>] = [:]

  init(
    frame: Frame, draft: Draft, scale: VerbalScale, variation: Variation = .none, log: ProblemLog
  ) {
    self.frame = frame
    self.draft = draft
    said = SaidOf(draft)
    self.scale = scale
    self.variation = variation
    self.log = log
  }

  var dayCount: Int { frame.period.dayCount }
}

/// What a name stands for in a model.
struct Symbol {
  let kind: NameKind
  var type: ValueType
  let value: Expression
}

/// The variables of an actor.
struct ActorSymbol {
  let choice: VariableID
  let options: [String]
  let shares: [VariableID]
}

/// An expression with what sort of value it has.
struct TypedExpression {
  let expression: Expression
  let type: ValueType

  init(_ expression: Expression, _ type: ValueType) {
    self.expression = expression
    self.type = type
  }

  /// Stands for what could not be understood.
  static let unknown = TypedExpression(.constant(Double.nan), .unknown)
}

/// Where an expression stands, which decides what it may name.
struct Context {
  enum Scope {
    /// Numbers and days only: the frame.
    case constants
    /// What is fixed within a history.
    case facts
    /// The conditions of `expects`.
    case hiddenFacts
    /// Anything of today.
    case day
    /// The truths of observables today: questions.
    case observables
  }

  let statement: Statement
  let scope: Scope

  init(_ statement: Statement, _ scope: Scope) {
    self.statement = statement
    self.scope = scope
  }

  func within(_ scope: Scope) -> Context { Context(statement, scope) }
}

extension Elaborator {
  mutating func report(_ problem: some Problem, at range: Range<Int>, _ context: Context) {
    log.report(problem, at: context.statement.place(range))
  }

  /// The model, with all problems of its making in `log`.
  mutating func model(prior: Double) -> Model {
    for (name, observable) in frame.observables {
      observables[name] = readObservable(observable)
    }
    for name in draft.names.keys { _ = symbol(named: name) }
    finishStates()
    checkAdjustments()
    let observables = finishObservables()
    let questions = lowerQuestions()
    let facts = orderFacts()
    let steps = orderSteps()
    return Model(
      id: draft.id, title: draft.title, source: draft.source, date: draft.date, prior: prior,
      period: frame.period, variables: builder.variables, facts: facts, states: builder.states,
      steps: steps, observables: observables, questions: questions, reported: reported(),
      verdicts: verdicts(on: questions))
  }

  /// Hidden facts, and parameters that are drawn, in the order of the files.
  private func reported() -> [VariableID] {
    draft.names.keys.compactMap { name in
      guard case .variable(let id)? = symbols[name]?.value else { return nil }
      switch draft.names[name]?.kind {
      case .fact: return id
      case .parameter:
        if case .drawn? = draft.parameters[name]?.node.definition { return id }
        return nil
      default: return nil
      }
    }
  }

  // MARK: Names

  /// What `name` stands for, defining it first if need be; nil if nothing.
  mutating func symbol(named name: String) -> Symbol? {
    if let symbol = symbols[name] { return symbol }
    guard let declaration = draft.names[name] else { return nil }
    switch declaration.kind {
    case .day:
      if let date = frame.days[name] {
        symbols[name] = Symbol(
          kind: .day, type: .date, value: .whole(frame.period.index(of: date)))
      } else {
        symbols[name] = Symbol(kind: .day, type: .unknown, value: .constant(Double.nan))
      }
    case .parameter: defineParameter(name)
    case .fact: defineFact(name)
    case .state: defineState(name)
    case .daily: defineDaily(name)
    case .event: defineHiddenEvent(name)
    case .actor: defineActor(name)
    case .observable: defineObservable(name)
    }
    return symbols[name]
  }

  private mutating func defineParameter(_ name: String) {
    guard let source = draft.parameters[name] else { return }
    let labels = categories(of: source.node.definition)
    let id = builder.declare(
      name, sentence: source.node.sentence?.text, labels: labels, by: source.statement)
    builder.touch(id, by: source.statement)
    let type: ValueType = labels.isEmpty ? .plain : .category(of: name, labels: labels)
    symbols[name] = Symbol(kind: .parameter, type: type, value: .variable(id))
    var (definition, found) = definition(
      source.node.definition, of: id, labels: labels, stage: .fact,
      Context(source.statement, .facts))
    if case .drawn(let law) = definition {
      definition = .drawn(
        widened(law, at: source.node.definition.range, source.statement))
    }
    if !found.fits(type) {
      log.report(
        TypeProblem.mismatch(what: "the value of a parameter", found: found, expected: type),
        at: source.statement.place(source.node.definition.range))
    }
    builder.facts.append(Assignment(id, definition))
  }

  private mutating func defineDaily(_ name: String) {
    guard let source = draft.dailies[name] else { return }
    let labels = categories(of: source.node.definition)
    let id = builder.declare(
      name, sentence: source.node.sentence?.text, labels: labels, by: source.statement)
    builder.touch(id, by: source.statement)
    symbols[name] = Symbol(
      kind: .daily, type: labels.isEmpty ? .unknown : .category(of: name, labels: labels),
      value: .variable(id))
    let (definition, type) = definition(
      source.node.definition, of: id, labels: labels, stage: .day, Context(source.statement, .day))
    symbols[name]?.type = labels.isEmpty ? type : .category(of: name, labels: labels)
    builder.steps.append(.assign(Assignment(id, definition)))
  }
}
