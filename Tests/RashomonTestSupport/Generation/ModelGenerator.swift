// Random small models, each valid: every chance within 0 to 1, every scale above 0, every pick
// adding up to 1, whatever values its variables have. They are nonsense on purpose: what no analyst
// would write is where two readings of the same rule come apart.

package import RashomonModel
import RashomonNumerics
import RashomonText

/// A model with a record to weigh it by.
package struct GeneratedCase: Sendable {
  package let model: Model
  package let records: [DayRecord]

  package init(model: Model, records: [DayRecord]) {
    self.model = model
    self.records = records
  }
}

/// Makes models from a seed; the same seed always makes the same models.
package struct ModelGenerator {
  var rng: LaneGenerator
  var variables: [Variable] = []
  /// What an expression may read at this point.
  var readable: [VariableID] = []
  var facts: [Assignment] = []
  var steps: [Step] = []
  var observables: [Observable] = []
  var dayCount = 1

  package init(seed: UInt64) { rng = LaneGenerator(seed: seed) }

  /// The next model, of 5 to 12 days.
  package mutating func next() -> GeneratedCase {
    variables = []
    readable = []
    facts = []
    steps = []
    observables = []
    dayCount = whole(5...12)
    for _ in 0..<whole(1...4) { addFact() }
    let beforeStates = readable
    let states = (0..<whole(1...3)).map { _ in define("s") }
    // What is usual of an observable reads facts and states only, as the lowering writes it.
    let settled = readable
    for _ in 0..<whole(4...11) { addStep(usualReads: settled) }
    let daily = readable
    let stateVariables = states.map { state in
      readable = beforeStates
      let initial = stateDefinition(depth: 2)
      let isBounded = flip(0.5)
      let low = isBounded ? clamped(number(depth: 1), -8, -1) : nil
      let high = isBounded && flip(0.7) ? clamped(number(depth: 1), 1, 8) : nil
      readable = daily
      let next = flip(0.9) ? stateDefinition(depth: 2) : nil
      return StateVariable(state, initial: initial, next: next, low: low, high: high)
    }
    let model = makeModel(states: stateVariables)
    return GeneratedCase(model: model, records: makeRecords())
  }

  private func makeModel(states: [StateVariable]) -> Model {
    let start = CalendarDate(daysSinceEpoch: 18_000)
    return Model(
      id: "generated", title: "Generated", source: nil, date: nil, prior: 1,
      period: Period(start: start, end: start.advanced(by: dayCount - 1)), variables: variables,
      facts: facts, states: states, steps: steps, observables: observables, questions: [],
      reported: [], verdicts: [])
  }

  /// A new variable, readable from now on.
  mutating func define(_ prefix: String) -> VariableID {
    let id = VariableID(variables.count)
    variables.append(Variable(name: "\(prefix)\(id.index)", place: "generated:\(id.index + 1)"))
    readable.append(id)
    return id
  }

  mutating func addFact() {
    let definition = anyDefinition(depth: 2)
    facts.append(Assignment(define("f"), definition))
  }

  mutating func assign(_ prefix: String, _ definition: Definition) -> VariableID {
    let id = define(prefix)
    steps.append(.assign(Assignment(id, definition)))
    return id
  }

  // MARK: Choices

  mutating func whole(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &rng) }

  mutating func real(_ range: ClosedRange<Double>) -> Double {
    Double.random(in: range, using: &rng)
  }

  mutating func flip(_ chance: Double) -> Bool { rng.uniform() < chance }

  /// One of several; there must be one.
  mutating func one<Element>(of elements: [Element]) -> Element {
    elements[whole(0...elements.count - 1)]
  }
}
