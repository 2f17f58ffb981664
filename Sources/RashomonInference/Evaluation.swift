import RashomonModel
import RashomonNumerics

/// Computes the evidence of one account, and the posteriors and answers asked for.
///
/// The account is split into independent parts; each is computed exactly where that is possible in
/// `effort.enumerationLimit`, the others by R independent runs. The same bytes come out for any
/// number of threads, and whichever runs the ledger or the memory has already.
///
/// *Errors*: `RangeFault` for values out of range, `CancellationError`, `Objection` where the
/// method that was asked for cannot compute a part, `MissingRun`.
package func evaluate(
  _ problem: AccountProblem, effort: Effort, ledger: RunLedger = RunLedger(),
  memory: ComponentMemory? = nil, monitor: Monitor = .silent
) throws -> AccountResult {
  let components = Component.split(
    problem.model, records: problem.records, reported: problem.reported,
    questions: problem.questions, probes: problem.probes)
  let days = components.reduce(0) { $0 + $1.dayCount }
  let counter = DayCounter(total: days * effort.runs, monitor: monitor)
  let desk = Desk(
    problem: problem, effort: effort, ledger: ledger,
    recall: memory.map { Recall(memory: $0, components: components) }, counter: counter)

  let exact = try parallelMap(count: components.count, threads: effort.threads) { index in
    try desk.exactResult(of: components[index])
  }
  let sampled = components.indices.filter { exact[$0] == nil }
  let methods = try sampled.map { try chosenMethod(for: components[$0], effort) }

  let taskCount = sampled.count * effort.runs
  // Runs are spread over threads where there are enough of them, blocks within a run otherwise.
  let inner = taskCount >= effort.threads ? 1 : effort.threads
  let results = try parallelMap(
    count: taskCount, threads: inner == 1 ? effort.threads : 1
  ) { task in
    let method = methods[task / effort.runs]
    return try desk.run(
      method, of: components[sampled[task / effort.runs]],
      index: method.isExact ? 0 : effort.firstRun + task % effort.runs, threads: inner)
  }
  var byComponent = exact
  for (place, index) in sampled.enumerated() {
    let method = methods[place]
    let runs = Array(results[place * effort.runs..<(place + 1) * effort.runs])
    byComponent[index] = ComponentResult(
      component: components[index], method: method.name, isExact: method.isExact,
      runs: method.isExact ? [runs[0]] : runs)
  }
  monitor.progress(1)
  return AccountResult(
    problem, components: byComponent.compactMap(\.self), runCount: effort.runs)
}

/// What is common to all runs of one evaluation.
private struct Desk {
  let problem: AccountProblem
  let effort: Effort
  let ledger: RunLedger
  let recall: Recall?
  let counter: DayCounter

  /// One run, as the ledger or the memory has it or else run now.
  func run(
    _ method: any InferenceMethod, of component: Component, index: Int, threads: Int
  ) throws -> RunResult {
    let effort = effort.sized(for: method)
    let address = RunAddress(
      account: problem.model.id, problem: problem.name, component: component.name,
      method: method.name, histories: effort.histories, draws: effort.draws, run: index)
    if ledger.holds(address) { try counter.tick(component.dayCount) }
    return try ledger.result(at: address) {
      try remembered(method.name, component, effort: effort, index: index) {
        try method.run(
          component, index: index, effort: effort, threads: threads, tick: { try counter.tick() })
      }
    }
  }

  private func remembered(
    _ method: String, _ component: Component, effort: Effort, index: Int,
    _ run: () throws -> RunResult
  ) throws -> RunResult {
    guard let recall, let number = recall.numbers[component.name] else { return try run() }
    return try recall.memory.result(
      of: number, method: method, effort: effort, run: index, run)
  }

  private func objection(
    of method: any InferenceMethod, to component: Component
  ) -> Objection? {
    guard let recall, let number = recall.numbers[component.name] else {
      return method.objection(to: component)
    }
    return recall.memory.objection(of: number, method: method.name) {
      method.objection(to: component)
    }
  }

  /// The component computed without Monte Carlo error; nil where that cannot be done.
  func exactResult(of component: Component) throws -> ComponentResult? {
    for method in MethodCatalog.all where method.isExact {
      if method.name == Enumeration().name, effort.enumerationLimit == 0 { continue }
      guard objection(of: method, to: component) == nil else { continue }
      do {
        return ComponentResult(
          component: component, method: method.name, isExact: true,
          runs: [try run(method, of: component, index: 0, threads: 1)])
      } catch is Objection {
        // Its size showed only on the way; the next method tries.
        continue
      }
    }
    return nil
  }
}

/// A memory with what it calls the components of one evaluation.
private struct Recall {
  let memory: ComponentMemory
  /// By the component's name.
  let numbers: [String: Int]

  init(memory: ComponentMemory, components: [Component]) {
    self.memory = memory
    numbers = Dictionary(
      components.map { ($0.name, memory.number(of: $0)) }, uniquingKeysWith: { first, _ in first })
  }
}

/// The method that was asked for, else the one that suits the component.
///
/// *Errors*: `Objection` where it cannot compute the component.
private func chosenMethod(
  for component: Component, _ effort: Effort
) throws -> any InferenceMethod {
  guard let name = effort.method else { return MethodCatalog.automatic(for: component) }
  guard let method = MethodCatalog.named(name) else {
    throw Objection("no method is called `\(name)`")
  }
  if let objection = method.objection(to: component) { throw objection }
  return method
}

extension AccountResult {
  /// Puts the components of one account together.
  init(_ problem: AccountProblem, components: [ComponentResult], runCount: Int) {
    account = problem.model.id
    self.runCount = runCount
    self.components = components
    posteriors = problem.reported.compactMap { variable in
      for result in components {
        if let place = result.component.reported.firstIndex(of: variable) {
          return VariablePosterior(
            variable: variable, isExact: result.isExact, component: result, place: place)
        }
      }
      return nil
    }
    answers = problem.questions.compactMap { question in
      for result in components {
        if let place = result.component.questions.firstIndex(where: { $0.id == question.id }) {
          return QuestionAnswer(
            question: question, isExact: result.isExact, component: result, place: place)
        }
      }
      return nil
    }
    collapse =
      components
      .filter { $0.runs.allSatisfy { $0.collapse != nil } }
      .compactMap { $0.runs[0].collapse }
      .min { $0.day < $1.day }
  }
}
