import RashomonModel
import RashomonNumerics

/// Computes the evidence of one account, and the posteriors and answers asked for.
///
/// The account is split into independent parts; each is computed exactly where that is possible in
/// `effort.enumerationLimit`, the others by R independent runs. The same bytes come out for any
/// number of threads.
///
/// *Errors*: `RangeFault` for values out of range, `CancellationError`, `Objection` where the
/// method that was asked for cannot compute a part.
package func evaluate(
  _ problem: AccountProblem, effort: Effort, monitor: Monitor = .silent
) throws -> AccountResult {
  let components = Component.split(
    problem.model, records: problem.records, reported: problem.reported,
    questions: problem.questions)
  let days = components.reduce(0) { $0 + $1.dayCount }
  let counter = DayCounter(total: days * effort.runs, monitor: monitor)

  let exact = try parallelMap(count: components.count, threads: effort.threads) { index in
    try exactResult(of: components[index], effort: effort, counter: counter)
  }
  let sampled = components.indices.filter { exact[$0] == nil }
  let method = try chosenMethod(effort)
  for index in sampled {
    if let objection = method.objection(to: components[index]) { throw objection }
  }

  let taskCount = sampled.count * effort.runs
  // Runs are spread over threads where there are enough of them, blocks within a run otherwise.
  let inner = taskCount >= effort.threads ? 1 : effort.threads
  let results = try parallelMap(
    count: taskCount, threads: inner == 1 ? effort.threads : 1
  ) { task in
    try method.run(
      components[sampled[task / effort.runs]], index: task % effort.runs, effort: effort,
      threads: inner, tick: counter.tick)
  }
  var byComponent = exact
  for (place, index) in sampled.enumerated() {
    let runs = Array(results[place * effort.runs..<(place + 1) * effort.runs])
    byComponent[index] = ComponentResult(
      component: components[index], method: method.name, isExact: method.isExact,
      runs: method.isExact ? [runs[0]] : runs)
  }
  monitor.progress(1)
  return AccountResult(
    problem, components: byComponent.compactMap(\.self), runCount: effort.runs)
}

/// The component computed without Monte Carlo error; nil where that cannot be done.
private func exactResult(
  of component: Component, effort: Effort, counter: DayCounter
) throws -> ComponentResult? {
  for method in MethodCatalog.all where method.isExact {
    if method.name == Enumeration().name, effort.enumerationLimit == 0 { continue }
    guard method.objection(to: component) == nil else { continue }
    do {
      let run = try method.run(
        component, index: 0, effort: effort, threads: 1, tick: counter.tick)
      return ComponentResult(
        component: component, method: method.name, isExact: true, runs: [run])
    } catch is Objection {
      // Its size showed only on the way; the next method tries.
      continue
    }
  }
  return nil
}

private func chosenMethod(_ effort: Effort) throws -> any InferenceMethod {
  guard let name = effort.method else { return ParticleFilter() }
  guard let method = MethodCatalog.named(name) else {
    throw Objection("no method is called `\(name)`")
  }
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
