import RashomonModel

/// What a run has to compute: the variables that an observed truth, the usual of its readings, its
/// reports or a variable that was asked for depends on.
struct Liveness {
  private(set) var isLive: [Bool]
  private var pending: [VariableID] = []
  /// The expressions that each variable's definitions read.
  private var reads: [[Expression]]

  init(model: Model, records: [DayRecord], needing: Set<VariableID>) {
    isLive = Array(repeating: false, count: model.variables.count)
    reads = Array(repeating: [], count: model.variables.count)
    for fact in model.facts { note(fact.definition, of: fact.variable) }
    for state in model.states {
      note(state.initial, of: state.variable)
      if let next = state.next { note(next, of: state.variable) }
      reads[state.variable.index] += [state.low, state.high].compactMap(\.self)
    }
    for step in model.steps {
      switch step {
      case .assign(let assignment): note(assignment.definition, of: assignment.variable)
      case .shares(let variables, let utilities, let allowed):
        for variable in variables {
          reads[variable.index] += utilities + allowed.compactMap(\.self)
        }
      case .equilibrium(let anticipation):
        for variable in anticipation.targets { reads[variable.index] += anticipation.formulas }
      }
    }
    for variable in needing { mark(variable) }
    markObserved(model.observables, records)
    while let variable = pending.popLast() { mark(reads[variable.index]) }
  }

  private mutating func note(_ definition: Definition, of variable: VariableID) {
    switch definition {
    case .formula(let expression), .chance(let expression):
      reads[variable.index].append(expression)
    case .drawn(let law): reads[variable.index] += law.arguments
    case .pick(let chances): reads[variable.index] += chances
    }
  }

  private mutating func markObserved(_ observables: [Observable], _ records: [DayRecord]) {
    var observed: Set<String> = []
    var doubted: Set<String> = []
    func note(_ id: String, _ reliability: Double) {
      observed.insert(id)
      if reliability < 1 { doubted.insert(id) }
    }
    for record in records {
      for reading in record.events { note(reading.observable, reading.reliability) }
      for reading in record.statuses { note(reading.observable, reading.reliability) }
      for reading in record.numbers {
        for row in reading.rows { note(reading.observable, row.reliability) }
        if let silence = reading.silence { note(reading.observable, silence.reliability) }
      }
    }
    for observable in observables where observed.contains(observable.id) {
      mark(observable.truth)
      for report in observable.reportByStance.values + [observable.report].compactMap(\.self) {
        mark(report.law.arguments)
        if let shared = report.shared { mark([shared]) }
      }
      guard doubted.contains(observable.id) else { continue }
      switch observable.usual {
      case .chance(let chance): mark([chance])
      case .law(let law): mark(law.arguments)
      }
    }
  }

  private mutating func mark(_ expressions: [Expression]) {
    for expression in expressions {
      for variable in expression.variables { mark(variable) }
    }
  }

  private mutating func mark(_ variable: VariableID) {
    guard !isLive[variable.index] else { return }
    isLive[variable.index] = true
    pending.append(variable)
  }
}
