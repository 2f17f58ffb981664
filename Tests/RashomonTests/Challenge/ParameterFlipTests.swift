import RashomonAnalysis
import RashomonTestSupport
import Testing

/// The value of a parameter at which a lead is lost, against published and hand-worked numbers.
struct ParameterFlipTests {
  private func flip(
    _ name: String, of data: CaseData, settings: RunSettings = TextCase.settings
  ) throws -> ParameterFlip {
    let (base, memory) = try ClueCase.standing(data, settings: settings)
    return try parameterFlip(
      of: data, base: base, leader: base.ranking[0], named: name, settings: settings,
      memory: memory)
  }

  /// [LopezBowersGajardo2026]: Fisher's noncentral hypergeometric law in both accounts.
  @Test func `the urn's published flip comes out of its odds`() throws {
    let flip = try flip("omega", of: UrnCase.data())
    #expect(flip.leader == "theory" && flip.kind == .constant(1) && flip.range == 0.1...10)
    expectClose(ClueCase.ratio(flip.lead.value), 39, tolerance: 1e-12)
    #expect(abs(flip.lead.value - 15.91065) < 5e-6)
    let crossing = try #require(flip.crossings.first)
    #expect(flip.crossings.count == 1 && crossing.isLostAbove && crossing.rival == "rival")
    #expect(abs(crossing.value.value - 5.858276276) < 5e-10)
    #expect(crossing.value.error == 0)
    #expect(flip.models == ["common-ground", "rival", "theory"])
  }

  @Test(arguments: [("2", 7.5066964, 5e-8), ("0.5", 281.68421, 5e-6)])
  func `the urn's factor with a bias`(omega: String, factor: Double, digits: Double) throws {
    let flip = try flip("omega", of: UrnCase.data(omega: "= \(omega)"))
    #expect(abs(ClueCase.ratio(flip.lead.value) - factor) < digits)
  }

  @Test func `a prior's range is looked through to the ends of the law`() throws {
    let flip = try flip("omega", of: UrnCase.data(omega: "~ uniform(low: 0.5, high: 8)"))
    #expect(flip.kind == .prior && flip.range == 0.5...8)
    #expect(flip.curve.count == 11 && flip.curve[10].value == 8)
    let crossing = try #require(flip.crossings.first)
    #expect(abs(crossing.value.value - 5.858276276) < 5e-10)
  }

  @Test func `a straw's probability at which the lead is lost`() throws {
    // The working theory gives .8·.7 = .56, the rival p(straw)·1: p = .56 loses the lead.
    let data = try TextCase.open(
      crisis: """
        crisis "Two clues"
        period 2001-01-01 to 2001-01-02
        source alpha { title "One" author "A" outlet "O" date 2000-12-31 }
        source beta_paper { title "Two" author "B" outlet "O" date 2000-12-31 }
        observable straw: status "a straw in the wind is found"
          usual 50%  because "knowing nothing"
        observable gun: status "a smoking gun is found"
          usual 15%  because "half of 30 %"
        hidden cause "the cause was at work" is 50%  because "knowing nothing"
        hidden luck "the straw is there anyway" is 20%  because "the designer"
        each day {
          status straw with chance (if cause then 0.8 else (if luck then 1 else 0))
            because "the designer"
          status gun with chance 30% if cause, 0% otherwise  because "the designer"
        }
        """,
      accounts: [
        "working": "account \"Working\" by alpha\n\nthesis cause  because \"it was at work\"",
        "rival":
          "account \"Rival\" by beta_paper\n\noverride hidden cause is 0%  because \"it was not\"",
      ],
      evidence: [
        "E1,2001-01-01,2001-01-01,straw,1,,,,,archive,,,,",
        "E2,2001-01-02,2001-01-02,gun,0,,,,,archive,,,,",
      ])
    let flip = try flip("luck", of: data)
    #expect(flip.leader == "working" && flip.kind == .probability && flip.range == 0...1)
    expectClose(ClueCase.ratio(flip.lead.value), 0.56 / 0.2, tolerance: 1e-12)
    #expect(flip.curve[0].lead.value == .infinity)
    let crossing = try #require(flip.crossings.first)
    expectClose(crossing.value.value, 0.56, tolerance: 1e-12)
    // A thesis goes on being asserted: the cause is certain under the working theory, and the rival
    // gets c·.56 + (1 − c)·.2 of a cause with probability c.
    let cause = try self.flip("cause", of: data)
    #expect(cause.models == ["common-ground", "rival"])
    // With the cause certain under both, they are level.
    #expect(cause.crossings.map(\.value.value) == [1])
    expectClose(
      ClueCase.ratio(cause.curve[5].lead.value), 0.56 / (0.5 * 0.56 + 0.5 * 0.2), tolerance: 1e-12)
  }

  @Test func `values at which the case cannot be computed are named and left out`() throws {
    // Ten are drawn: an urn of fewer than ten has no such law.
    let flip = try flip("con", of: UrnCase.data())
    #expect(!flip.failed.isEmpty && !flip.curve.isEmpty)
    #expect(flip.curve.count + flip.failed.count == 11)
    #expect(flip.failed[0].reason.contains("leaves its range"))
  }

  @Test func `an unknown name gets a near one`() throws {
    let failure = #expect(throws: RunFailure.self) { try flip("omgea", of: UrnCase.data()) }
    #expect(
      failure?.message == """
        no parameter or hidden fact of this case is called `omgea`
          expected: one of `pro`, `con`, `omega`
          hint: did you mean `omega`?
        """)
  }

  @Test func `a thesis has no number to vary`() throws {
    let data = try TextCase.open(
      crisis: """
        crisis "One clue"
        period 2001-01-01 to 2001-01-01
        source alpha { title "One" author "A" outlet "O" date 2000-12-31 }
        source beta_paper { title "Two" author "B" outlet "O" date 2000-12-31 }
        observable straw: status "a straw"
          usual 50%  because "knowing nothing"
        """,
      accounts: [
        "one": "account \"One\" by alpha\n\nthesis plot \"a plot\"  because \"it says so\"",
        "two": "account \"Two\" by beta_paper",
      ],
      evidence: ["E1,2001-01-01,2001-01-01,straw,1,,,,,archive,,,,"])
    let failure = #expect(throws: RunFailure.self) { try flip("plot", of: data) }
    #expect(
      failure?.message == """
        `plot` is asserted in “One” and has no number to vary
          found: a thesis
          hint: write `hidden plot is likely` in its place to see what its probability does
        """)
  }
}
