import RashomonEvidence
import RashomonModel
import RashomonTestSupport
import RashomonText
import Testing

/// The interpreter itself, against numbers worked by hand and the exact oracles.
struct DifferentialOracleTests {
  /// A model of that many days in which variable i is `variables[i]`.
  private func model(
    days: Int, _ variables: [String], facts: [Assignment] = [], states: [StateVariable] = [],
    steps: [Step], observables: [Observable]
  ) -> Model {
    let start = CalendarDate(daysSinceEpoch: 11_323)
    return Model(
      id: "test", title: "Test", source: nil, date: nil, prior: 1,
      period: Period(start: start, end: start.advanced(by: days - 1)),
      variables: variables.map { Variable(name: $0, place: "test:1") }, facts: facts,
      states: states, steps: steps, observables: observables, questions: [], reported: [],
      verdicts: [])
  }

  private func observable(
    _ id: String, _ kind: ObservableKind, truth: Int, usual: Usual, report: ReportLaw? = nil
  ) -> Observable {
    Observable(
      id: id, sentence: "", kind: kind, truth: VariableID(truth), truthFrom: .commonGround,
      usual: usual, report: report, reportByStance: [:],
      recording: Recording(watched: 0...1000))
  }

  private func interpret(_ model: Model, _ records: [DayRecord], count: Int) -> [ScalarHistory] {
    let interpreter = ScalarInterpreter(model: model, records: records, seed: 1, blockSize: 64)
    return (0..<count).map { interpreter.history($0) }
  }

  @Test func `a reported event is weighed by both answers`() {
    // h = .3, r = .9, c = .95, b = .1, f = .02: P(yes | yes) = .855 + .01, P(yes | no) = .02.
    let event = model(
      days: 1, ["e"], steps: [.assign(Assignment(VariableID(0), .chance(.constant(0.3))))],
      observables: [
        observable("e", .event(once: false), truth: 0, usual: .chance(.constant(0.1)))
      ])
    func record(_ answer: EventReading.Answer) -> [DayRecord] {
      let reading = EventReading(
        observable: "e", answer: answer, reliability: 0.9, coverage: 0.95, falseRate: 0.02,
        rows: [])
      return [DayRecord(day: 0, events: [reading], statuses: [], numbers: [])]
    }
    let yes = interpret(event, record(.yes), count: 2000)
    expectClose(yes[0].days[0].logWeight, (0.3 * 0.865 + 0.7 * 0.02).logarithm)
    // Seed 1; five standard errors of .0050 catch a posterior that is .05 off.
    expectMean(of: yes.map { $0.days[0].values[0] }, toBe: 0.3 * 0.865 / 0.2735)
    expectMeanRejected(of: yes.map { $0.days[0].values[0] }, insteadOf: 0.9)
    let silent = interpret(event, record(.silent), count: 1)
    expectClose(silent[0].days[0].logWeight, (0.3 * 0.135 + 0.7 * 0.98).logarithm)
  }

  @Test func `an event that a choice makes true is enumerated with the choice`() {
    // The choice is 0, 1, 2 with .5, .3, .2; the event happens with 2; a certain no rules 2 out.
    let model = model(
      days: 1, ["a", "e"],
      steps: [
        .assign(
          Assignment(
            VariableID(0), .pick([.constant(0.5), .constant(0.3), .constant(0.2)]))),
        .assign(
          Assignment(
            VariableID(1), .formula(.binary(.equal, .variable(VariableID(0)), .constant(2))))),
      ],
      observables: [
        observable("e", .event(once: false), truth: 1, usual: .chance(.constant(0.1)))
      ])
    let reading = EventReading(
      observable: "e", answer: .no, reliability: 1, coverage: 1, falseRate: 0, rows: ["r"])
    let record = DayRecord(day: 0, events: [reading], statuses: [], numbers: [])
    let histories = interpret(model, [record], count: 2000)
    #expect(histories.allSatisfy { isClose($0.days[0].logWeight, 0.8.logarithm) })
    // Seed 1; five standard errors of .0108 catch a share that is .06 off.
    expectMean(of: histories.map { $0.days[0].values[0] }, toBe: 0.375)
    expectMeanRejected(of: histories.map { $0.days[0].values[0] }, insteadOf: 0.5)
  }

  /// Two events hang on one hidden draw: P(yes, yes) = .4·.9·.8 + .6·.2·.1 in every history.
  @Test func `events with a common cause are enumerated together`() {
    func caused(_ yes: Double, _ no: Double) -> Definition {
      .chance(.choose(.variable(VariableID(0)), .constant(yes), .constant(no)))
    }
    let model = model(
      days: 1, ["c", "e", "b"],
      steps: [
        .assign(Assignment(VariableID(0), .chance(.constant(0.4)))),
        .assign(Assignment(VariableID(1), caused(0.9, 0.2))),
        .assign(Assignment(VariableID(2), caused(0.8, 0.1))),
      ],
      observables: [
        observable("e", .event(once: false), truth: 1, usual: .chance(.constant(0.1))),
        observable("b", .status, truth: 2, usual: .chance(.constant(0.5))),
      ])
    let event = EventReading(
      observable: "e", answer: .yes, reliability: 1, coverage: 1, falseRate: 0, rows: ["r"])
    let status = StatusReading(observable: "b", isTrue: true, reliability: 1, row: "s")
    let record = DayRecord(day: 0, events: [event], statuses: [status], numbers: [])
    let histories = interpret(model, [record], count: 2000)
    #expect(histories.allSatisfy { isClose($0.days[0].logWeight, 0.3.logarithm) })
    // Seed 1; five standard errors of .0044 catch a posterior that is .03 off.
    expectMean(of: histories.map { $0.days[0].values[0] }, toBe: 0.96)
    expectMeanRejected(of: histories.map { $0.days[0].values[0] }, insteadOf: 0.9)
  }

  /// The mean weight of all histories is the evidence, here of the umbrella. Seed 1, 4000
  /// histories: five standard errors are about a tenth of it.
  @Test func `the mean weight is the evidence of a hidden Markov model`() {
    let wet = Expression.variable(VariableID(0))
    let model = model(
      days: 5, ["wet", "umbrella"],
      states: [
        StateVariable(
          VariableID(0), initial: .chance(.constant(0.5)),
          next: .chance(.choose(wet, .constant(0.7), .constant(0.3))))
      ],
      steps: [
        .assign(
          Assignment(VariableID(1), .chance(.choose(wet, .constant(0.9), .constant(0.2)))))
      ],
      observables: [
        observable("umbrella", .status, truth: 1, usual: .chance(.constant(0.5)))
      ])
    let records = [true, true, false, true, true].enumerated().map { day, seen in
      DayRecord(
        day: day, events: [],
        statuses: [
          StatusReading(observable: "umbrella", isTrue: seen, reliability: 1, row: "u\(day)")
        ], numbers: [])
    }
    let weights = interpret(model, records, count: 4000).map { history in
      history.days.reduce(0) { $0 + $1.logWeight }.exponential
    }
    let exact = HiddenMarkovModel(
      initial: [0.5, 0.5], transition: [[0.7, 0.3], [0.3, 0.7]],
      emission: [[0.9, 0.1], [0.2, 0.8]]
    ).forward([0, 0, 1, 0, 0]).logEvidence.exponential
    expectMean(of: weights, toBe: exact)
    expectMeanRejected(of: weights, insteadOf: exact * 1.2)
  }

  /// Rows of one day that share an error are jointly normal: with shared sd 1 and own sd 1 the
  /// covariance of two rows is [[2, 1], [1, 2]].
  @Test func `a shared error is integrated out`() {
    let model = model(
      days: 1, ["n"], steps: [.assign(Assignment(VariableID(0), .formula(.constant(0))))],
      observables: [
        observable(
          "n", .number(unit: nil, complete: false), truth: 0,
          usual: .law(Law("normal", [.constant(0), .constant(9)])),
          report: ReportLaw(
            law: Law("normal", [.variable(VariableID(0)), .constant(1)]), shared: .constant(1)))
      ])
    let rows = [1.0, -1.0].map {
      NumberRow(value: .point($0), reliability: 1, stance: .independent, row: "r")
    }
    let record = DayRecord(
      day: 0, events: [], statuses: [],
      numbers: [NumberReading(observable: "n", rows: rows, silence: nil)])
    let history = interpret(model, [record], count: 1)[0]
    let exact = Conjugate.logEvidence(
      values: [1, -1], variance: 1, priorMean: 0, priorVariance: 1)
    expectClose(history.days[0].logWeight, exact, tolerance: 1e-12)
  }

  /// A count whose law gives 2 with chance q, and a row that says 2: weight r·q + (1 − r)·usual.
  @Test func `a row that is the truth sets the truth`() {
    let model = model(
      days: 1, ["n"],
      steps: [.assign(Assignment(VariableID(0), .drawn(Law("poisson", [.constant(3)]))))],
      observables: [
        observable(
          "n", .number(unit: nil, complete: false), truth: 0,
          usual: .law(Law("poisson", [.constant(1)])))
      ])
    let rows = [NumberRow(value: .point(2), reliability: 0.8, stance: .independent, row: "r")]
    let record = DayRecord(
      day: 0, events: [], statuses: [],
      numbers: [NumberReading(observable: "n", rows: rows, silence: nil)])
    let histories = interpret(model, [record], count: 2000)
    let isTrue = 0.8 * 4.5 * (-3.0).exponential
    let isFalse = 0.2 * 0.5 * (-1.0).exponential
    expectClose(histories[0].days[0].logWeight, (isTrue + isFalse).logarithm)
    // Seed 1; a false row leaves the truth to its law, whose mean is 3.
    let mean = (2 * isTrue + 3 * isFalse) / (isTrue + isFalse)
    expectMean(of: histories.map { $0.days[0].values[0] }, toBe: mean)
    expectMeanRejected(of: histories.map { $0.days[0].values[0] }, insteadOf: mean + 0.2)
  }
}
