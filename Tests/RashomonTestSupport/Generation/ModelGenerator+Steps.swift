import RashomonEvidence
import RashomonModel

extension ModelGenerator {
  /// One more thing that happens within a day, some of them observable.
  mutating func addStep(usualReads settled: [VariableID]) {
    switch whole(0...11) {
    case 10, 11: addSeen(reading: settled)
    case 0: _ = assign("x", .formula(clamped(number(depth: 3), -8, 8)))
    case 1: _ = assign("z", .drawn(law(one(of: [.real, .positive, .counts]), depth: 1)))
    case 2: _ = assign("c", .chance(probability(depth: 2)))
    case 3: addActor()
    case 4, 5:
      let truth =
        flip(0.75)
        ? assign("e", .chance(probability(depth: 2)))
        : assign("e", .formula(condition(depth: 1)))
      addObservable(
        .event(once: false), truth: truth, usual: .chance(usual(reading: settled)))
    case 6:
      let truth =
        flip(0.6)
        ? assign("b", .chance(probability(depth: 2)))
        : assign("b", .formula(condition(depth: 1)))
      addObservable(.status, truth: truth, usual: .chance(usual(reading: settled)))
    case 7: addMeasured(reading: settled)
    case 8: addCounted(reading: settled)
    default:
      // An event that is made true by an earlier discrete draw, as an actor's choice does.
      let deed = readable.last.map { Expression.binary(.greater, .variable($0), .constant(0.5)) }
      let truth = assign("e", .formula(deed ?? .constant(0)))
      addObservable(
        .event(once: false), truth: truth, usual: .chance(usual(reading: settled)))
    }
  }

  /// Shares of two to four options, and a choice by them.
  private mutating func addActor() {
    let utilities = (0..<whole(2...4)).map { _ in clamped(number(depth: 2), -4, 4) }
    var allowed: [Expression?] = utilities.map { _ in flip(0.3) ? condition(depth: 1) : nil }
    allowed[0] = nil
    let shares = utilities.map { _ in define("k") }
    readable.removeLast(shares.count)
    steps.append(.shares(shares, utilities: utilities, allowed: allowed))
    readable += shares
    _ = assign("a", .pick(shares.map { .variable($0) }))
  }

  /// A number over the reals, with or without a law of reports.
  private mutating func addMeasured(reading settled: [VariableID]) {
    let hasReport = flip(0.7)
    let isPositive = flip(0.4)
    let truth: VariableID
    if hasReport, flip(0.5) {
      truth = assign(
        "n", .formula(isPositive ? positive(depth: 2) : clamped(number(depth: 2), -8, 8)))
    } else {
      truth = assign("n", .drawn(law(isPositive ? .positive : .real, depth: 1)))
    }
    let before = readable
    readable = settled
    let usual = law(isPositive ? .positive : .real, depth: 1)
    readable = before
    var byStance: [Stance: ReportLaw] = [:]
    if hasReport, flip(0.3) {
      byStance[.official] = reportLaw(of: truth, isPositive: isPositive)
    }
    addObservable(
      .number(unit: nil, complete: false), truth: truth, usual: .law(usual),
      report: hasReport ? reportLaw(of: truth, isPositive: isPositive) : nil, byStance: byStance)
  }

  /// A normal or lognormal draw that one or two numbers see through straight lines; half of the time
  /// a choice of the day decides its law.
  private mutating func addSeen(reading settled: [VariableID]) {
    let isPositive = flip(0.5)
    var centre =
      isPositive ? clamped(positive(depth: 1), 0.3, 8) : clamped(number(depth: 1), -8, 8)
    if flip(0.5) {
      let choice = assign("c", .chance(probability(depth: 1)))
      centre = .choose(.variable(choice), centre, .constant(real(0.5...4)))
    }
    let draw = assign(
      "v",
      .drawn(
        isPositive
          ? Law("lognormal", [centre, .constant(real(1.2...3))])
          : Law("normal", [centre, clamped(positive(depth: 1), 0.2, 3)])))
    for _ in 0..<whole(1...2) {
      let isLog = isPositive || flip(0.3)
      let truth = assign("n", .formula(line(over: draw, isPositive: isPositive, isLog: isLog)))
      let before = readable
      readable = settled
      let usual = Law(
        isLog ? "lognormal" : "normal",
        isLog
          ? [clamped(positive(depth: 1), 0.3, 8), .constant(3)] : [number(depth: 1), .constant(4)])
      readable = before
      let shared: Expression? = flip(0.5) ? .constant(isLog ? real(1.1...2) : real(0.3...1.5)) : nil
      let spread = Expression.constant(isLog ? real(1.5...4) : real(0.6...2))
      addObservable(
        .number(unit: nil, complete: false), truth: truth, usual: .law(usual),
        report: ReportLaw(
          law: Law(isLog ? "lognormal" : "normal", [.variable(truth), spread]), shared: shared))
    }
  }

  /// A formula whose value, or whose logarithm, is a straight line over a draw or its logarithm.
  private mutating func line(over draw: VariableID, isPositive: Bool, isLog: Bool) -> Expression {
    let variable = Expression.variable(draw)
    if isPositive {
      let multiple = Expression.binary(.multiply, .constant(real(0.5...2)), variable)
      return flip(0.3) ? .binary(.divide, multiple, .constant(2)) : multiple
    }
    let slope = flip(0.5) ? Expression.constant(real(-1...1)) : clamped(number(depth: 1), -1, 1)
    let line = Expression.binary(
      .add, clamped(number(depth: 1), -3, 3), .binary(.multiply, slope, variable))
    guard isLog else { return line }
    return .call("exp", [.binary(.divide, line, .constant(4))])
  }

  private mutating func reportLaw(of truth: VariableID, isPositive: Bool) -> ReportLaw {
    let hasShared = flip(0.4)
    if isPositive {
      return ReportLaw(
        law: Law(
          "lognormal",
          [
            .binary(
              .maximum, .constant(0.05),
              .binary(.multiply, .constant(real(0.5...2)), .variable(truth))),
            .constant(real(1.3...3)),
          ]), shared: hasShared ? .constant(real(1.2...2)) : nil)
    }
    let scale = Expression.constant(real(0.4...2))
    return ReportLaw(
      law: flip(0.7)
        ? Law("normal", [.variable(truth), scale])
        : Law("student_t", [.variable(truth), scale, .constant(real(3...8))]),
      shared: hasShared ? .constant(real(0.3...1.5)) : nil)
  }

  /// A number of things, of which a silent day says none.
  private mutating func addCounted(reading settled: [VariableID]) {
    let truth =
      flip(0.6)
      ? assign("n", .drawn(law(.counts, depth: 1)))
      : assign("n", .pick(split(whole(2...4), depth: 1)))
    let before = readable
    readable = settled
    let usual = law(.counts, depth: 1)
    readable = before
    addObservable(.number(unit: nil, complete: flip(0.7)), truth: truth, usual: .law(usual))
  }

  private mutating func usual(reading settled: [VariableID]) -> Expression {
    let before = readable
    readable = settled
    defer { readable = before }
    return clamped(probability(depth: 1), 0.01, 0.9)
  }

  private mutating func addObservable(
    _ kind: ObservableKind, truth: VariableID, usual: Usual, report: ReportLaw? = nil,
    byStance: [Stance: ReportLaw] = [:]
  ) {
    observables.append(
      Observable(
        id: "o\(observables.count)", sentence: "", kind: kind, truth: truth,
        truthFrom: .commonGround, usual: usual, report: report, reportByStance: byStance,
        recording: Recording(watched: 0...dayCount - 1)))
  }
}
