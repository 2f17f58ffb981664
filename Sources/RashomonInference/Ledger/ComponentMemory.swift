import RashomonModel
import Synchronization

/// What runs found of components, by all that a run depends on.
///
/// A variant of a case (a row less, another grade, another number in one account) leaves most
/// components as they are, and accounts have many in common. With a memory only what differs is
/// run, and what does not differ has the same bytes, so that differences between variants carry no
/// noise of parts that they share.
///
/// A class because evaluations on many threads remember in the same place.
package final class ComponentMemory: Sendable {
  private struct State {
    var contents: [ComponentContent: Int] = [:]
    var runs: [RunKey: Known] = [:]
    /// By content and method's name; nil inside where the method has none.
    var objections: [ObjectionKey: Objection?] = [:]
  }

  /// A run, or why the method cannot compute the component.
  private enum Known {
    case result(RunResult)
    case objection(Objection)
  }

  private struct RunKey: Hashable {
    let content: Int
    let method: String
    let seed: UInt64
    let histories: Int
    let enumerationLimit: Int
    let draws: Int
    let run: Int
  }

  private struct ObjectionKey: Hashable {
    let content: Int
    let method: String
  }

  private let state = Mutex(State())
  private let base: ComponentMemory?

  package init() {
    base = nil
  }

  private init(over base: ComponentMemory) {
    self.base = base
  }

  /// A memory that knows what this one knows and keeps what it learns to itself, for a variant whose
  /// parts no other will ask for.
  package func branch() -> ComponentMemory { ComponentMemory(over: self) }

  /// A number that two components share if they are the same computation.
  func number(of component: Component) -> Int {
    let content = ComponentContent(component)
    if let known = base?.known(content) { return known }
    return state.withLock { state in
      if let number = state.contents[content] { return number }
      // Those of a branch are below 0, apart from those of what it grew from.
      let number = base == nil ? state.contents.count : -1 - state.contents.count
      state.contents[content] = number
      return number
    }
  }

  /// The method's objection to a component, which may take a compilation to find.
  func objection(
    of content: Int, method: String, _ objection: () -> Objection?
  ) -> Objection? {
    if content >= 0, let base {
      return base.objection(of: content, method: method, objection)
    }
    let key = ObjectionKey(content: content, method: method)
    if let known = state.withLock({ $0.objections[key] }) { return known }
    let found = objection()
    state.withLock { $0.objections[key] = .some(found) }
    return found
  }

  /// The number of the part that each observable of a result belongs to: equal in two accounts
  /// that have the same model of it and of all that hangs together with it.
  package func partNumbers(of result: AccountResult) -> [String: Int] {
    var numbers: [String: Int] = [:]
    for part in result.components {
      let number = number(of: part.component)
      for observable in part.component.observed { numbers[observable.id] = number }
    }
    return numbers
  }

  private func known(_ content: ComponentContent) -> Int? {
    state.withLock { $0.contents[content] }
  }

  /// What that run found: as it is known, or by running it.
  ///
  /// *Errors*: those of `run`; an `Objection` is remembered too.
  func result(
    of content: Int, method: String, effort: Effort, run index: Int,
    _ run: () throws -> RunResult
  ) throws -> RunResult {
    let key = RunKey(
      content: content, method: method, seed: effort.seed, histories: effort.histories,
      enumerationLimit: effort.enumerationLimit, draws: effort.draws, run: index)
    if content >= 0, let base {
      return try base.result(of: content, method: method, effort: effort, run: index, run)
    }
    switch state.withLock({ $0.runs[key] }) {
    case .result(let result): return result
    case .objection(let objection): throw objection
    case nil: break
    }
    do {
      let result = try run()
      state.withLock { $0.runs[key] = .result(result) }
      return result
    } catch let objection as Objection {
      state.withLock { $0.runs[key] = .objection(objection) }
      throw objection
    }
  }
}

/// All that a component's runs depend on, whatever model it was cut from: ids of variables are
/// their places within the component.
private struct ComponentContent: Hashable {
  let name: String
  let period: Period
  let variables: [VariableContent]
  let facts: [Assignment]
  let states: [StateVariable]
  let steps: [Step]
  let observables: [Observable]
  let records: [DayRecord]
  let probes: [DayRecord]
  /// Whether the evidence is followed, which it is where the problem has probes.
  let isTraced: Bool
  let reported: [VariableID]
  let questions: [Question]

  /// A variable without the place where it was defined, which differs where an account repeats it.
  struct VariableContent: Hashable {
    let name: String
    let labels: [String]
  }

  init(_ component: Component) {
    let model = component.model
    let defined =
      model.facts.map(\.variable) + model.states.map(\.variable) + model.steps.flatMap(\.targets)
    var places: [VariableID: VariableID] = [:]
    for variable in defined where places[variable] == nil {
      places[variable] = VariableID(places.count)
    }
    // What is read and not defined keeps an id of its own, below all others.
    let place = { (id: VariableID) in places[id] ?? VariableID(-1 - id.index) }
    var seen = Set<VariableID>()
    variables = defined.filter { seen.insert($0).inserted }.map {
      let variable = model.variables[$0.index]
      return VariableContent(name: variable.name, labels: variable.labels)
    }
    name = component.name
    period = model.period
    facts = model.facts.map { $0.renumbered(place) }
    states = model.states.map { $0.renumbered(place) }
    steps = model.steps.map { $0.renumbered(place) }
    observables = model.observables.map { $0.renumbered(place) }
    records = component.records
    probes = component.probes.all
    isTraced = !component.probes.places.isEmpty
    reported = component.reported.map(place)
    questions = component.questions.map { $0.renumbered(place) }
  }
}
