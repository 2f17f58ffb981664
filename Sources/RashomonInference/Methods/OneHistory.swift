import RashomonEngine
import RashomonModel

/// A single history, for parts in which every history has the same weight.
///
/// Where nothing that is drawn is ever read (an observable whose chance or law depends on the
/// calendar alone), the record's weight is a product of known numbers and one history has it.
package struct OneHistory: InferenceMethod {
  package let name = "closed form"
  package let summary = "One history, where chance enters only what is observed; exact."
  package let isExact = true

  package init() {}

  package func objection(to component: Component) -> Objection? {
    let model = component.model
    let weighed = Dictionary(
      component.observed.map { ($0.truth, $0) }, uniquingKeysWith: { first, _ in first })
    for record in component.records {
      for reading in record.numbers where reading.rows.contains(where: \.value.isRange) {
        // Whether the truth lies in a range is asked of the truth that a history drew.
        return Objection("\(reading.observable) was reported as a range")
      }
    }
    let asked = component.needs
    var read = Set<VariableID>()
    var random: [VariableID] = []
    func note(_ variable: VariableID, _ definition: Definition) {
      read.formUnion(definition.variables)
      if definition.isRandom { random.append(variable) }
    }
    for fact in model.facts { note(fact.variable, fact.definition) }
    for state in model.states {
      note(state.variable, state.initial)
      if let next = state.next { note(state.variable, next) }
      read.formUnion((state.low?.variables ?? []) + (state.high?.variables ?? []))
    }
    for step in model.steps {
      switch step {
      case .assign(let assignment): note(assignment.variable, assignment.definition)
      case .shares(_, let utilities, let allowed):
        read.formUnion((utilities + allowed.compactMap(\.self)).flatMap(\.variables))
      case .equilibrium(let anticipation):
        read.formUnion(anticipation.formulas.flatMap(\.variables))
      }
    }
    for observable in component.observed { read.formUnion(observable.weighed.dropFirst()) }
    let carried = Set(model.facts.map(\.variable)).union(model.states.map(\.variable))
    for variable in random
    where weighed[variable] == nil || read.contains(variable) || asked.contains(variable)
      || carried.contains(variable)
    {
      return Objection("\(model.variables[variable.index].name) is drawn and something reads it")
    }
    return nil
  }

  package func run(
    _ component: Component, index: Int, effort: Effort, threads: Int, tick: () throws -> Void
  ) throws -> RunResult {
    var filter = try FilterRun(
      component, size: 1, draws: Draws(seed: effort.seed, stream: 0), threads: 1)
    try filter.advance(to: component.dayCount, tick: tick)
    let result = filter.result(index: index, effort: effort)
    return RunResult(
      logEvidence: result.logEvidence, posteriors: result.posteriors,
      answers: result.answers.map {
        RunAnswer(
          conditionProbability: $0.conditionProbability, value: $0.value, sample: $0.sample,
          effectiveHistories: .infinity)
      },
      diagnostics: RunDiagnostics(
        leastEffectiveSize: .infinity, leastEffectiveDay: nil, distinctAncestors: nil, size: 1),
      collapse: result.collapse, draws: result.draws, trace: result.trace)
  }
}

extension NumberRow.Value {
  fileprivate var isRange: Bool {
    switch self {
    case .point: false
    case .range: true
    }
  }
}
