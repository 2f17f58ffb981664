import RashomonAnalysis
import RashomonTestSupport
import Testing

/// The bias that a lead absorbs, against published and hand-worked numbers.
struct ObservationBiasTests {
  private func bias(
    of data: CaseData, settings: RunSettings = TextCase.settings, limit: Double = 1e6
  ) throws -> ObservationBias {
    let (base, memory) = try ClueCase.standing(data, settings: settings)
    let ranking = base.ranking
    return try observationBias(
      of: data, base: base, leader: ranking[0], rival: ranking[1], settings: settings,
      memory: memory, limit: limit)
  }

  private func crossing(_ absorbed: ObservationBias.Absorbed) -> LeadCrossing? {
    if case .upTo(let crossing) = absorbed { crossing } else { nil }
  }

  /// [LopezBowersGajardo2026]: 7 clues for and 3 against, θ uniform.
  @Test func `the published factors of a biased search come out`() throws {
    let bias = try bias(of: ClueCase.uniform())
    #expect(bias.leader == "theory" && bias.rival == "rival")
    #expect(bias.directed == 10 && bias.readings == 10)
    let leads = Dictionary(uniqueKeysWithValues: bias.curve.map { ($0.value, $0.lead) })
    let unbiased = try #require(leads[1])
    expectClose(ClueCase.ratio(unbiased.value), 7.827586206896552, tolerance: 1e-12)
    #expect(unbiased.error == 0)
    let doubled = try #require(leads[2])
    #expect(abs(ClueCase.ratio(doubled.value) - 1.5330033) < 5e-8)
    let halved = try #require(leads[0.5])
    #expect(abs(ClueCase.ratio(halved.value) - 68.20801) < 5e-6)
    let flip = try #require(crossing(bias.overall))
    #expect(abs(flip.value.value - 2.460795837) < 5e-10)
    #expect(flip.value.error == 0 && flip.isLostAbove)
    let source = try #require(bias.sources.first)
    #expect(bias.sources.count == 1 && source.source == "archive" && source.readings == 10)
    #expect(try #require(crossing(source.absorbed)).value.value == flip.value.value)
  }

  /// The case as written is the bias of 1, to the bit.
  @Test func `without a bias the lead is the case's own`() throws {
    let data = try ClueCase.data(
      theory: "override hidden theta is one of { 60%: 0.5, 90%: 0.5 }",
      rival: "override hidden theta is one of { 20%: 0.5, 50%: 0.5 }")
    let (base, _) = try ClueCase.standing(data)
    let bias = try bias(of: data)
    #expect(
      bias.curve.first { $0.value == 1 }?.lead == base.difference(of: "theory", over: "rival"))
  }

  // MARK: Worked by hand

  private func accounts(_ working: String, _ rival: String) -> [String: String] {
    [
      "working": "account \"Working\" by alpha\n\n\(working)",
      "rival": "account \"Rival\" by beta_paper\n\n\(rival)",
    ]
  }

  private static let sources = """
    source alpha { title "One" author "A" outlet "O" date 2000-12-31 }
    source beta_paper { title "Two" author "B" outlet "O" date 2000-12-31 }
    """

  /// A straw seen (.8 against .2), and no gun (.7 against 1) where one would speak for the leader:
  /// with g = ω − 1, 4·(1 + .2g)/(1 + .8g)·.7/(1 + .3g) = 1, that is .24g² + .54g = 1.8.
  @Test func `what is seen and what is not are both read as a biased record gives them`() throws {
    let data = try TextCase.open(
      crisis: """
        crisis "Two clues"
        period 2001-01-01 to 2001-01-02
        \(Self.sources)
        observable straw: status "a straw in the wind is found"
          usual 50%  because "knowing nothing"
        observable gun: status "a smoking gun is found"
          usual 15%  because "half of 30 %"
        hidden cause "the cause was at work" is 50%  because "knowing nothing"
        each day {
          status straw with chance 80% if cause, 20% otherwise  because "the designer"
          status gun with chance 30% if cause, 0% otherwise  because "the designer"
        }
        """,
      accounts: accounts(
        "thesis cause  because \"it was at work\"",
        "override hidden cause is 0%  because \"it was not\""),
      evidence: [
        "E1,2001-01-01,2001-01-01,straw,1,,,,,archive,,,,",
        "E2,2001-01-02,2001-01-02,gun,0,,,,,archive,,,,",
      ])
    let bias = try bias(of: data)
    let flip = try #require(crossing(bias.overall))
    let gain = (-0.54 + (0.54 * 0.54 + 4 * 0.24 * 1.8).squareRoot()) / 0.48
    expectClose(flip.value.value, 1 + gain, tolerance: 1e-12)
    for point in bias.curve {
      let g = point.value - 1
      let ratio = 4 * (1 + 0.2 * g) / (1 + 0.8 * g) * 0.7 / (1 + 0.3 * g)
      expectClose(ClueCase.ratio(point.lead.value), ratio, tolerance: 1e-12)
    }
  }

  /// The straw alone: 4·(1 + .2g)/(1 + .8g) stays above 1 for every ω.
  @Test func `a lead that no bias removes is said to be one`() throws {
    let data = try TextCase.open(
      crisis: """
        crisis "A clue"
        period 2001-01-01 to 2001-01-01
        \(Self.sources)
        observable straw: status "a straw in the wind is found"
          usual 50%  because "knowing nothing"
        observable grass: status "grass that both expect alike"
          usual 50%  because "knowing nothing"
        hidden cause "the cause was at work" is 50%  because "knowing nothing"
        each day {
          status straw with chance 80% if cause, 20% otherwise  because "the designer"
          status grass with chance 30%  because "the designer"
        }
        """,
      accounts: accounts(
        "thesis cause  because \"it was at work\"",
        "override hidden cause is 0%  because \"it was not\""),
      evidence: [
        "E1,2001-01-01,2001-01-01,straw,1,,,,,archive,,,,",
        "E2,2001-01-01,2001-01-01,grass,1,,,,,archive,,,,",
      ])
    let bias = try bias(of: data)
    #expect(bias.directed == 1 && bias.readings == 2)
    guard case .more(let rest) = bias.overall else {
      Issue.record("lost at \(bias.overall)")
      return
    }
    #expect(rest.value == 1e6)
    let gain = 1e6 - 1
    expectClose(
      ClueCase.ratio(rest.lead.value), 4 * (1 + 0.2 * gain) / (1 + 0.8 * gain), tolerance: 1e-9)
  }

  /// Normal laws about 1 and −1: what both expect has its median at 0, and Φ(1) = .8413 of the leader's
  /// values lie above it. The row says .3: e^.6·(1 + .1587g)/(1 + .8413g) = 1.
  @Test func `a number is biased on the leader's side of the pooled median`() throws {
    let data = try TextCase.open(
      crisis: """
        crisis "A level"
        period 2001-01-01 to 2001-01-01
        \(Self.sources)
        observable level: number "a level"
          usual -5 to 5  because "its range"
        param centre "where it lies" = 0  because "an assumption"
        each day {
          level ~ normal(mean: centre, sd: 1)  because "an assumption"
        }
        """,
      accounts: accounts(
        "override param centre = 1  because \"above\"",
        "override param centre = -1  because \"below\""),
      evidence: ["E1,2001-01-01,2001-01-01,level,0.3,,,,,archive,,,,"])
    let bias = try bias(of: data)
    let above = 0.841_344_746_068_542_9
    let gain = (0.6.exponential - 1) / (above - 0.6.exponential * (1 - above))
    // The median is found to a millionth.
    expectClose(try #require(crossing(bias.overall)).value.value, 1 + gain, tolerance: 1e-5)
  }

  /// Silence speaks for the leader, who expects the event at 10 % a day and its rival at 30 %.
  @Test func `silence is biased as an answer is`() throws {
    let data = try TextCase.open(
      crisis: """
        crisis "Quiet days"
        period 2001-01-01 to 2001-01-04
        \(Self.sources)
        observable straw: status "a straw"
          usual 50%  because "knowing nothing"
        observable shot: event, self-evident "a shot is fired"
          usual 1 in 6 months  because "knowing nothing"
        param chance_of_one "the chance of a shot" = 20%  because "an assumption"
        each day {
          event shot with daily chance chance_of_one  because "an assumption"
          status straw with chance 50%  because "an assumption"
        }
        """,
      accounts: accounts(
        "override param chance_of_one = 10%  because \"few\"",
        "override param chance_of_one = 30%  because \"many\""),
      evidence: ["E1,2001-01-04,2001-01-04,straw,1,,,,,archive,,,,"])
    let bias = try bias(of: data)
    #expect(bias.directed == 4)
    let silent = try #require(bias.sources.first)
    #expect(bias.sources.count == 1 && silent.source == nil && silent.readings == 4)
    guard case .more = silent.absorbed else {
      Issue.record("lost at \(silent.absorbed)")
      return
    }
    let leads = bias.curve.sorted { $0.value < $1.value }.map(\.lead.value)
    #expect(leads.count > 3 && zip(leads, leads.dropFirst()).allSatisfy { $0 > $1 })
  }

  // MARK: Sampled

  /// θ uniform as a law and not as nodes, by the plain filter with 8 runs of 2000 histories. Five
  /// standard errors of a fresh seed would miss about once in 600 (Student's t with seven degrees); an ω
  /// half as large again is rejected.
  @Test func `a sampled bias agrees with the exact one within its error`() throws {
    let data = try ClueCase.sampled()
    let settings = RunSettings(histories: 2_000, runs: 8, seed: 11, threads: 1, method: "smc")
    let flip = try #require(crossing(bias(of: data, settings: settings).overall))
    let error = try #require(flip.value.error)
    #expect(error > 0 && error < 0.15)
    #expect(abs(flip.value.value - 2.460795837) < 5 * error)
    #expect(abs(1.5 * flip.value.value - 2.460795837) > 5 * error)
  }
}
