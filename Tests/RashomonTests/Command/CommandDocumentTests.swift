import Foundation
import Testing

/// What a program that reads the documents can rely on.
@Suite(.enabled(if: BuiltCommand.executable != nil))
struct CommandDocumentTests {
  private static let weighing: Set<String> = [
    "schema_version", "command", "case", "title", "as_of", "since", "seed", "method", "histories",
    "runs", "record", "climatology_db", "accounts", "left_out", "warnings",
  ]

  private static let weighedAccount: Set<String> = [
    "id", "title", "source", "date", "prior", "posterior", "posterior_se", "posterior_whole",
    "posterior_whole_se", "log_evidence", "log_evidence_se", "weight_db", "weight_db_se",
    "explained_db", "explained_db_se", "foresaw_db", "foresaw_db_se", "fit", "ruled_out", "method",
    "reliable", "least_effective_size", "distinct", "hidden",
  ]

  @Test func `weigh has its keys, null or not, in snake case`() throws {
    try CaseCopy.of { copy in
      let document = try copy.document("weigh", "--seed 11 --histories 30 --runs 3")
      #expect(document.keys.isSuperset(of: Self.weighing))
      #expect(document.number("schema_version") == 1)
      #expect(document.string("case") == "harbour-strike")
      #expect(document.string("as_of") == "2024-04-09")
      #expect(document.string("method") == "enumerate")
      #expect(document.number("seed") == 11)
      #expect(document.number("histories") == 30)
      #expect(document.number("runs") == 3)
      let accounts = try document.list("accounts")
      #expect(accounts.map { $0.string("id") } == ["common-ground", "gazette", "sentinel"])
      for account in accounts {
        #expect(account.keys.isSuperset(of: Self.weighedAccount))
        #expect(account.number("weight_db_se") == 0)
      }
      let common = accounts[0]
      #expect(common.number("weight_db") == 0)
      for key in ["source", "date", "explained_db", "foresaw_db_se", "fit", "ruled_out"] {
        #expect(common.isNull(key), "\(key)")
      }
    }
  }

  @Test func `the numbers of an account hang together`() throws {
    try CaseCopy.of { copy in
      let accounts = try copy.document("weigh").list("accounts")
      let common = try #require(accounts[0].number("log_evidence"))
      for account in accounts.dropFirst() {
        let log = try #require(account.number("log_evidence"))
        let weight = try #require(account.number("weight_db"))
        let explained = try #require(account.number("explained_db"))
        let foresaw = try #require(account.number("foresaw_db"))
        // 10 / ln 10 decibels to one unit of the natural logarithm.
        #expect(abs(weight - (log - common) * 4.342944819032518) < 1e-9)
        #expect(abs(explained + foresaw - weight) < 1e-9)
      }
      for key in ["prior", "posterior", "posterior_whole"] {
        let sum = accounts.reduce(0) { $0 + ($1.number(key) ?? 0) }
        #expect(abs(sum - 1) < 1e-12, "\(key)")
      }
    }
  }

  @Test func `nothing yet to foresee is null and not a number`() throws {
    try CaseCopy.of { copy in
      let account = try copy.document("weigh", "--as-of 2024-03-05").list("accounts")[1]
      #expect(account.isNull("posterior"))
      #expect(account.isNull("posterior_se"))
      #expect(account.number("posterior_whole") != nil)
    }
  }

  @Test func `one run gives no error`() throws {
    try CaseCopy.of("nile") { copy in
      let one = try copy.document("weigh", "--histories 50 --runs 1").member(
        "restless", of: "accounts")
      #expect(one.number("log_evidence") != nil)
      for key in [
        "log_evidence_se", "log_evidence_interval", "weight_db_se", "posterior_se", "foresaw_db_se",
      ] {
        #expect(one.isNull(key), "\(key)")
      }
      let page = try copy.run("weigh", "--histories 50 --runs 1").output
      #expect(page.contains("one run: no error can be stated; raise --runs"))
    }
  }

  @Test func `runs that disagree give no error`() throws {
    try CaseCopy.of("nile") { copy in
      let rough = try copy.document("weigh", "--histories 2 --runs 4").member(
        "restless", of: "accounts")
      #expect(rough.number("reliable") == 0)
      #expect(rough.isNull("log_evidence_se"))
      #expect(rough.isNull("weight_db_se"))
      let page = try copy.run("weigh", "--histories 2 --runs 4").output
      #expect(page.contains("unreliable: the runs differ too much to state an error"))
      #expect(
        page.contains("this computation is too rough to rank")
          || page.contains("where a row says unreliable, do not quote it"))
    }
  }

  @Test func `an account that the record rules out is said to be`() throws {
    try CaseCopy.of { copy in
      try copy.append(
        "H11,2024-03-10,2024-03-10,troops,1,,,,,radio,,,,Seen", to: "evidence.csv")
      let document = try copy.document("weigh")
      let account = try document.member("gazette", of: "accounts")
      let reason = try account.object("ruled_out")
      #expect(reason.strings("rows") == ["H11"])
      #expect(reason.strings("observables") == ["troops"])
      #expect(reason.string("date") == "2024-03-10")
      #expect(account.number("posterior") == 0)
      for key in ["log_evidence", "log_evidence_se", "weight_db", "foresaw_db"] {
        #expect(account.isNull(key), "\(key)")
      }
      let sum = try document.list("accounts").reduce(0) { $0 + ($1.number("posterior") ?? .nan) }
      #expect(abs(sum - 1) < 1e-12)
      let page = try copy.run("weigh", "--quiet").output
      #expect(page.contains("could produce row H11 (troops) on 2024-03-10"))
      #expect(page.contains("ruled out"))
      let answer = try copy.document("forecast").list("questions")[0].member(
        "gazette", of: "accounts")
      #expect(answer.isNull("probability"))
      #expect(
        try copy.document("score").strings("warnings")?.first
          == "gazette is not scored on deal_signed: the record known by then rules it out")
    }
  }

  /// Its rival's article is later than the row, so that nothing is left to be weighed after it.
  @Test func `an account ruled out before the headline's date has no part in it`() throws {
    try CaseCopy.of { copy in
      try copy.append("H11,2024-03-10,2024-03-10,troops,1,,,,,radio,,,,Seen", to: "evidence.csv")
      try copy.replace(
        "outlet \"Sentinel\" date 2024-03-05", with: "outlet \"Sentinel\" date 2024-03-20",
        in: "harbour-strike.crisis")
      try copy.replace(
        "walkout by 2024-03-20", with: "walkout by 2024-03-25", in: "accounts/sentinel.account")
      let document = try copy.document("weigh")
      #expect(document.string("since") == "2024-03-20")
      #expect(try document.member("gazette", of: "accounts").number("posterior") == 0)
      let sentinel = try #require(
        try document.member("sentinel", of: "accounts").number("posterior"))
      #expect(sentinel > 0 && sentinel < 1)
    }
  }

  @Test func `forecast has its keys`() throws {
    try CaseCopy.of { copy in
      let document = try copy.document("forecast", "--as-of 2024-03-10")
      #expect(document.string("as_of") == "2024-03-10")
      let question = try document.member("troops_in", of: "questions")
      #expect(question.string("text") == "Do soldiers enter the harbour by 15 April 2024?")
      #expect(question.string("resolves") == "2024-04-15")
      let answers = try question.list("accounts")
      #expect(answers.map { $0.string("id") } == ["common-ground", "gazette", "sentinel"])
      for answer in answers {
        let probability = try #require(answer.number("probability"))
        #expect((0...1).contains(probability))
        #expect(answer.number("se") == 0)
        #expect(answer.isNull("mean") && answer.isNull("quantiles"))
      }
      let average = try question.object("average")
      #expect(average.string("words") == "very unlikely")
      #expect(average.number("se") == 0)
    }
  }

  @Test func `a number's forecast has a mean and quantiles`() throws {
    try CaseCopy.of("nile") { copy in
      try copy.append(
        "question last \"The last gauge?\" opens 2001-01-01 = flow on 2001-04-10",
        to: "nile.crisis")
      let document = try copy.document("forecast", "--as-of 2001-03-01 --histories 500 --runs 2")
      let average = try document.member("last", of: "questions").object("average")
      #expect(average.isNull("probability") && average.isNull("words"))
      let quantiles = try average.object("quantiles")
      let five = try #require(quantiles.number("q05"))
      let fifty = try #require(quantiles.number("q50"))
      let ninetyFive = try #require(quantiles.number("q95"))
      let mean = try #require(average.number("mean"))
      #expect(five < fifty && fifty < ninetyFive)
      #expect(five < mean && mean < ninetyFive)
      #expect(average.number("se") ?? 0 > 0)
    }
  }

  /// Each mark against its own forecast, each total against the marks.
  @Test func `score has Brier and log for each question and in total`() throws {
    try CaseCopy.of { copy in
      let document = try copy.document("score")
      let ids = ["gazette", "sentinel", "average", "common-ground"]
      let totals = try document.list("totals")
      #expect(totals.map { $0.string("id") } == ids)
      let questions = try document.list("questions")
      #expect(questions.map { $0.number("outcome") } == [1, 0, 0])
      for total in totals {
        let id = try #require(total.string("id"))
        var briers: [Double] = []
        var logs: [Double] = []
        for question in questions {
          let mark = try question.member(id, of: "forecasters")
          let forecast = try #require(mark.number("forecast"))
          let given = question.number("outcome") == 1 ? forecast : 1 - forecast
          let brier = try #require(mark.number("brier"))
          let log = try #require(mark.number("log"))
          #expect(abs(brier - (1 - given) * (1 - given)) < 1e-12)
          #expect(abs(log - Foundation.log(given)) < 1e-12)
          #expect(mark.string("as_of") == "2024-03-10")
          briers.append(brier)
          logs.append(log)
        }
        #expect(total.number("questions") == 3)
        #expect(abs((total.number("brier") ?? 9) - briers.reduce(0, +) / 3) < 1e-12)
        #expect(abs((total.number("log") ?? 9) - logs.reduce(0, +) / 3) < 1e-12)
      }
    }
  }

  @Test func `check counts what the case has`() throws {
    try CaseCopy.of { copy in
      let document = try copy.document("check")
      #expect(document.number("schema_version") == 1)
      #expect(document.number("accounts") == 2)
      #expect(document.number("observables") == 5)
      #expect(document.number("questions") == 3)
      #expect(document.number("rows") == 10)
      let expectation = try document.list("expectations")[0]
      #expect(expectation.string("account") == "gazette")
      let common = try #require(expectation.number("common_ground"))
      let own = try #require(expectation.number("account_says"))
      // 26 of 46 days of an even chance, and a likely one: 2,000 histories err by 1 % each.
      #expect(abs(common - 0.5 * 26 / 46) < 0.05)
      #expect(abs(own - 0.68) < 0.06)
    }
  }

  @Test func `simulate describes each observable`() throws {
    try CaseCopy.of { copy in
      let document = try copy.document("simulate", "--account sentinel")
      #expect(document.string("account") == "sentinel")
      let troops = try document.member("troops", of: "observables")
      #expect(troops.string("speaks") == "account")
      // Likely if the plan is very likely, else almost no chance: .884 · .681 + .116 · .027, and .01
      // before the article. 2,000 histories err by 1.1 %.
      let overall = try #require(troops.number("overall"))
      #expect(abs(overall - 0.61) < 0.06)
      let months = try troops.object("months")
      #expect(months.keys == ["2024-03", "2024-04"])
      #expect(troops.isNull("q05"))
    }
  }
}
