import Rashomon
import RashomonAnalysis
import RashomonReport
import RashomonTestSupport
import RashomonText
import Testing

/// What intervening says on cases small enough to be worked by hand, and how it differs from
/// learning.
struct WhatIfTests {
  private func ask(
    _ texts: String..., of opened: Case, asOf: CalendarDate? = nil,
    settings: RunSettings = TextCase.settings
  ) throws -> WhatIf {
    try opened.whatIf(texts, asOf: asOf, settings: settings, progress: { _ in })
  }

  private func change(_ id: String, in whatIf: WhatIf, by account: Int? = nil) throws -> Change {
    let question = try #require(whatIf.questions.first { $0.id == id })
    return account.map { question.answers[$0] } ?? question.average
  }

  // MARK: Acting and learning

  /// `plot` moves both the march and the clash; a letter on the first day speaks of it.
  private func confounded(letter: Bool = false) throws -> Case {
    try TextCase.opened(
      crisis: """
        crisis "A march and a clash"
        period 2001-01-01 to 2001-01-02
        observable letter: status "a letter is found"
          usual 50%  because "knowing nothing"
        observable march: event "people march"
          usual 10% by 2001-01-02  because "rare"
        observable clash: event "there is a clash"
          usual 10% by 2001-01-02  because "rare"
        hidden plot "someone plans it" is 50%  because "knowing nothing"
        each day {
          status letter with chance 70% if plot, 20% otherwise  because "made up"
          event march with daily chance
            0% if today < 2001-01-02, 80% if plot, 10% otherwise  because "made up"
          event clash with daily chance
            0% if today < 2001-01-02, 90% if plot and march happens, 50% if plot,
            30% if march happens, 10% otherwise  because "made up"
        }
        question clashes "Is there a clash?" opens 2001-01-01 = clash by 2001-01-02
        question clashes_given "Is there a clash, given a march?" opens 2001-01-01
          = clash by 2001-01-02 given march by 2001-01-02
        """,
      evidence: letter ? ["E1,2001-01-01,2001-01-01,letter,1,,,,,archive,,,,"] : [])
  }

  /// P(clash | do(march)) = Σ P(plot) P(clash | march, plot) = .6, where P(clash | march) = 5/6: a march
  /// that is seen speaks of the plot, one that is made does not.
  @Test func `to act is not to learn`() throws {
    let whatIf = try ask("march happens on 2001-01-02", of: confounded())
    let clash = try change("clashes", in: whatIf)
    expectClose(clash.without.estimate.value, 0.47)
    expectClose(clash.with.estimate.value, 0.6)
    expectClose(clash.difference.value, 0.13)
    let given = try change("clashes_given", in: whatIf)
    expectClose(given.without.estimate.value, 5.0 / 6)
    expectClose(given.with.estimate.value, 0.6)
    #expect(clash.difference.error == 0)
  }

  @Test func `what was known before counts on both sides`() throws {
    let opened = try confounded(letter: true)
    let whatIf = try ask("march happens on 2001-01-02", of: opened)
    #expect(whatIf.asOf == TextCase.date(1))
    let plot = 7.0 / 9
    expectClose(
      try change("clashes", in: whatIf).with.estimate.value, plot * 0.9 + (1 - plot) * 0.3)
    expectClose(
      try change("clashes", in: whatIf).without.estimate.value, plot * 0.82 + (1 - plot) * 0.12)
  }

  @Test func `the evidence may end earlier`() throws {
    let opened = try confounded(letter: true)
    let whatIf = try ask("march happens on 2001-01-02", of: opened, asOf: TextCase.date(0))
    #expect(whatIf.visibleRows == 0)
    expectClose(try change("clashes", in: whatIf).with.estimate.value, 0.6)
  }

  @Test func `evidence from the day itself on is refused, with what the difference is`() throws {
    let opened = try confounded(letter: true)
    let failure = #expect(throws: RunFailure.self) {
      try ask("march happens on 2001-01-02", of: opened, asOf: TextCase.date(2))
    }
    let message = try #require(failure?.message)
    #expect(message.contains("--as-of 2001-01-02 is not before 2001-01-02"))
    #expect(message.contains("rashomon forecast --as-of 2001-01-02"))
  }

  @Test func `from the first day on there is no evidence`() throws {
    let whatIf = try ask("plot = yes from 2001-01-01", of: confounded(letter: true))
    #expect(whatIf.visibleRows == 0)
    expectClose(try change("clashes", in: whatIf).with.estimate.value, 0.82)
    expectClose(try change("clashes", in: whatIf).without.estimate.value, 0.47)
  }

  // MARK: Facts

  /// `either` follows from `a` by a formula; `follower` is drawn given it.
  private func network() throws -> Case {
    try TextCase.opened(
      crisis: """
        crisis "Facts that follow from others"
        period 2001-01-01 to 2001-01-03
        observable sign: event "a sign is seen"
          usual 10% by 2001-01-03  because "rare"
        observable mark: event "a mark is seen"
          usual 10% by 2001-01-03  because "rare"
        hidden a "the first" is 20%  because "made up"
        hidden b "the second" is 10%  because "made up"
        hidden either = a or b
        hidden follower "drawn given the first" is 90% if a, 0% otherwise  because "made up"
        each day {
          event sign with daily chance 50% if either and today == 2001-01-03, 0% otherwise
            because "made up"
          event mark with daily chance 100% if follower and today == 2001-01-03, 0% otherwise
            because "made up"
        }
        question signed "Is a sign seen?" opens 2001-01-01 = sign by 2001-01-03
        question marked "Is a mark seen?" opens 2001-01-01 = mark by 2001-01-03
        """)
  }

  @Test func `what follows by a formula goes with a fact, what was drawn stays`() throws {
    let whatIf = try ask("a = yes from 2001-01-02", of: network())
    expectClose(try change("signed", in: whatIf).without.estimate.value, 0.5 * 0.28)
    expectClose(try change("signed", in: whatIf).with.estimate.value, 0.5)
    let mark = try change("marked", in: whatIf)
    expectClose(mark.without.estimate.value, 0.18)
    #expect(mark.difference.value == 0)
    #expect(!mark.isAffected)
  }

  @Test func `from the first day on a fact is fixed before others are drawn`() throws {
    let whatIf = try ask("a = yes from 2001-01-01", of: network())
    expectClose(try change("signed", in: whatIf).with.estimate.value, 0.5)
    expectClose(try change("marked", in: whatIf).with.estimate.value, 0.9)
  }

  // MARK: States

  private func decaying() throws -> Case {
    try TextCase.opened(
      crisis: """
        crisis "A level that halves"
        period 2001-01-01 to 2001-01-04
        observable level: number of metres "the level"
          usual 1 to 20  because "wide"
        state height = 16  because "made up"
        each day {
          next height = 0.5 * height  because "made up"
          level = height
        }
        \((1...4).map { day in
          "question on_\(day) \"The level on day \(day)?\" opens 2001-01-01 = level on 2001-01-0\(day)"
        }.joined(separator: "\n"))
        """)
  }

  @Test(arguments: [
    ("height = 10 from 2001-01-02", [16.0, 10, 10, 10]),
    ("height = 10 on 2001-01-02", [16, 10, 5, 2.5]),
    ("height = 10 from 2001-01-02 to 2001-01-03", [16, 10, 10, 5]),
    ("height = 10 from 2001-01-01 to 2001-01-01", [10, 5, 2.5, 1.25]),
    ("level = 3 on 2001-01-03", [16, 8, 3, 2]),
  ])
  func `a state goes on from where it was held`(text: String, levels: [Double]) throws {
    let whatIf = try ask(text, of: decaying())
    for (index, level) in levels.enumerated() {
      let question = whatIf.questions.first { $0.id == "on_\(index + 1)" }
      // A day before the first on which something is fixed is closed.
      guard let question else {
        #expect(whatIf.closed.contains("on_\(index + 1)"))
        continue
      }
      #expect(question.average.with.estimate.value == level, "day \(index + 1)")
      #expect(question.average.without.estimate.value == 16 / Double(1 << index))
    }
  }

  // MARK: Choices

  /// Guard goes by what Patron is expected to do; the siren by nothing; the drum is read by nobody.
  private func actors(account: String? = nil) throws -> Case {
    try TextCase.opened(
      crisis: """
        crisis "A guard and a patron"
        period 2001-01-01 to 2001-01-10
        source alpha { title "One" author "A" outlet "O" date 2000-12-01 }
        observable flight: event, once "the guard flees"
          usual 10% by 2001-01-10  because "rare"
        observable siren: event "a siren"
          usual 10% by 2001-01-10  because "rare"
        param fear ~ normal(mean: 1, sd: 0.3)  because "made up"
        state noise = 0
        each day {
          next noise ~ normal(mean: noise, sd: 1)  because "made up"
          actor Patron decides every 2 days, rationality 1 {  because "made up"
            stay worth 0
            deploy worth fear - 1
          }
          actor Drummer decides every day, rationality 1 {  because "made up"
            rest worth 0
            drum worth 1
          }
          actor Guard decides every 3 days, rationality 1 {  because "made up"
            hold worth 0
            flee worth 2 * chance(Patron.deploy) - fear
          }
          event flight when Guard.flee
          event siren with weekly chance 30% + 20% * logistic(noise)  because "made up"
        }
        question flees "Does the guard flee?" opens 2001-01-01 = flight by 2001-01-10
        question wails "Is there a siren after the fourth?" opens 2001-01-01
          = siren from 2001-01-05 to 2001-01-10
        question sirens "On how many days is there a siren?" opens 2001-01-01
          = count(siren happens) from 2001-01-01 to 2001-01-10
        """, accounts: account.map { ["own": $0] } ?? [:],
      evidence: ["E1,2001-01-01,2001-01-01,siren,1,,,,B2,archive,,,,"])
  }

  private let sampled = RunSettings(histories: 400, runs: 4, seed: 7, threads: 1, method: "smc")

  @Test func `what nobody reads changes no bit`() throws {
    let opened = try actors()
    for text in ["Drummer = rest from 2001-01-03", "siren = no on 2001-01-03"] {
      let whatIf = try ask(text, of: opened, settings: sampled)
      let flees = try change("flees", in: whatIf)
      #expect(
        flees.without.estimate.value.bitPattern == flees.with.estimate.value.bitPattern)
      #expect(flees.without.estimate == flees.with.estimate)
      #expect(flees.difference == .exact(0))
      #expect(!flees.isAffected)
    }
    let whatIf = try ask("Drummer = rest from 2001-01-03", of: opened, settings: sampled)
    #expect(whatIf.accounts.allSatisfy { !$0.isAffected })
    #expect(page(of: whatIf, palette: .plain).contains("no question's answer changes at all"))
  }

  /// Where something is read, but is what it would have been anyway.
  @Test func `what is as it would have been changes no bit`() throws {
    let opened = try actors()
    let whatIf = try ask("flight = no on 2001-01-02", of: opened, settings: sampled)
    // Guard decides on the 1st, 4th, 7th and 10th day only.
    let flees = try change("flees", in: whatIf)
    #expect(flees.isAffected)
    #expect(flees.difference == .exact(0))
    #expect(flees.without.effectiveHistories == flees.with.effectiveHistories)
  }

  @Test func `to fix one thing shifts no draw of another`() throws {
    let opened = try actors()
    let whatIf = try ask("Patron = deploy from 2001-01-03", of: opened, settings: sampled)
    let sirens = try change("sirens", in: whatIf)
    #expect(sirens.without.estimate == sirens.with.estimate)
    #expect(sirens.without.quantiles == sirens.with.quantiles)
    #expect(try change("flees", in: whatIf).difference.value > 0)
  }

  /// A chance of 1 in place of about a half: the guard's worth of fleeing rises by about 1.
  @Test func `who anticipates an actor anticipates what it is made to do`() throws {
    let opened = try TextCase.opened(
      crisis: """
        crisis "Anticipation"
        period 2001-01-01 to 2001-01-02
        observable flight: status "the guard flees"
          usual 10%  because "rare"
        each day {
          actor Patron decides every 7 days, rationality 1 {  because "made up"
            stay worth 0
            deploy worth 0
          }
          actor Guard decides every day, rationality 1 {  because "made up"
            hold worth 0
            flee worth 2 * chance(Patron.deploy)
          }
          flight = Guard.flee
        }
        question flees "Does the guard flee?" opens 2001-01-01 = flight on 2001-01-02
        """)
    let flees = try change("flees", in: ask("Patron = deploy from 2001-01-02", of: opened))
    func logistic(_ worth: Double) -> Double { 1 / (1 + exponential(-worth)) }
    expectClose(flees.without.estimate.value, logistic(1))
    expectClose(flees.with.estimate.value, logistic(2))
    let stays = try change("flees", in: ask("Patron.stay = yes on 2001-01-02", of: opened))
    expectClose(stays.with.estimate.value, 0.5)
  }

  /// Both sides have the same random numbers, so that histories that nothing turns cancel.
  @Test func `the error of a change is that of the difference`() throws {
    let settings = RunSettings(histories: 400, runs: 8, seed: 7, threads: 1, method: "smc")
    let whatIf = try ask("noise = 1 on 2001-01-03", of: actors(), settings: settings)
    let change = try change("wails", in: whatIf)
    let side = try #require(change.without.estimate.error)
    let difference = try #require(change.difference.error)
    #expect(change.isAffected)
    #expect(difference > 0)
    #expect(difference < side)
  }

  // MARK: Who is asked

  @Test func `only who has an option is asked, and who does not is named`() throws {
    let opened = try actors(
      account: """
        account "Own" by alpha

        add option Patron.mediate worth 0.5  because "made up"
        """)
    let whatIf = try ask("Patron = mediate from 2001-01-03", of: opened, settings: sampled)
    #expect(whatIf.accounts.map(\.id) == ["own"])
    #expect(whatIf.accounts[0].posterior.value == 1)
    #expect(whatIf.notAsked.map(\.id) == ["common-ground"])
    #expect(whatIf.notAsked[0].has == ["stay", "deploy"])
    let text = page(of: whatIf, palette: .plain)
    #expect(text.contains("not asked, without such a choice: common (has stay, deploy)"))
  }

  @Test func `an account that does not exist yet cannot be asked`() throws {
    let opened = try actors(
      account: """
        account "Own" by alpha

        add option Patron.mediate worth 0.5  because "made up"
        """)
    let failure = #expect(throws: RunFailure.self) {
      try ask(
        "Patron = mediate from 2001-01-03", of: opened,
        asOf: CalendarDate(iso: "2000-11-01"), settings: sampled)
    }
    #expect(try #require(failure?.message).contains("known only to own (2000-12-01)"))
  }

  @Test func `an event that happens at most once does not happen again`() throws {
    let opened = try TextCase.opened(
      crisis: """
        crisis "Once"
        period 2001-01-01 to 2001-01-04
        observable exit: event, once "the ruler leaves"
          usual 10% by 2001-01-04  because "rare"
        each day { event exit with daily chance 50%  because "made up" }
        question exits "On how many days does he leave?" opens 2001-01-01
          = count(exit happens) from 2001-01-01 to 2001-01-04
        """)
    let whatIf = try ask("exit happens on 2001-01-03", of: opened, asOf: TextCase.date(0))
    let days = try change("exits", in: whatIf)
    #expect(days.with.estimate.value == 1)
    expectClose(days.without.estimate.value, 15.0 / 16)
  }
}

#if canImport(Glibc)
  import Glibc
#endif

private func exponential(_ value: Double) -> Double { exp(value) }
