import Foundation
import Testing

/// What a person is told when something is wrong, and the exit status that a script gets.
@Suite(.enabled(if: BuiltCommand.executable != nil))
struct CommandProblemTests {
  private func expect(
    _ outcome: BuiltCommand.Outcome, status: Int32, saying parts: String...,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(outcome.status == status, "\(outcome.errors)", sourceLocation: sourceLocation)
    #expect(outcome.output.isEmpty, sourceLocation: sourceLocation)
    for part in parts {
      #expect(
        outcome.errors.contains(part), "no “\(part)” in:\n\(outcome.errors)",
        sourceLocation: sourceLocation)
    }
  }

  @Test(arguments: ["weigh", "check", "score", "forecast --as-of 2024-03-20"])
  func `a good case ends with 0`(command: String) throws {
    try CaseCopy.of { copy in
      let outcome = try BuiltCommand.run(
        "rashomon \(command) Cases/harbour-strike", in: copy.root)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(!outcome.output.isEmpty)
    }
  }

  // MARK: Mistakes in the files

  @Test(arguments: ["weigh", "check", "score", "forecast", "simulate --account sentinel"])
  func `every mistake of every file is told at once`(command: String) throws {
    try CaseCopy.of { copy in
      try copy.replace("usual likely by", with: "usual likly by", in: "harbour-strike.crisis")
      try copy.replace("expects deal", with: "expcts deal", in: "accounts/sentinel.account")
      try copy.replace("rules out troops", with: "rules out trops", in: "accounts/gazette.account")
      try copy.replace(
        "H06,2024-03-20", with: "H06,2024-02-20", in: "evidence.csv")
      try copy.replace("curfew,0", with: "curfew,no", in: "evidence.csv")
      try copy.replace("party", with: "partisan", in: "sources.csv")
      try copy.replace("deal_signed,yes", with: "deal_sgned,yes", in: "outcomes.csv")
      let outcome = try BuiltCommand.run(
        "rashomon \(command) Cases/harbour-strike", in: copy.root)
      expect(
        outcome, status: 2, saying: "harbour-strike.crisis:12:9: error: nothing is called `likly`",
        "did you mean `likely`?",
        "accounts/sentinel.account:8:1: error: no statement starts with `expcts`",
        "accounts/gazette.account:8:11: error: no observable is called `trops`",
        "did you mean `troops`?", "evidence.csv:7:", "evidence.csv:8:",
        "sources.csv:3:", "outcomes.csv:2:1: error:", "errors; nothing was run")
    }
  }

  @Test func `one mistake is counted as one`() throws {
    try CaseCopy.of { copy in
      try copy.replace("rules out troops", with: "rules out trops", in: "accounts/gazette.account")
      let outcome = try copy.run("weigh", "--quiet")
      expect(outcome, status: 2, saying: "\n1 error; nothing was run")
      #expect(!outcome.errors.contains("warning:"))
    }
  }

  @Test func `a row that is used and set aside is an error on its line`() throws {
    try CaseCopy.of { copy in
      try copy.append("H99,nobody looked\nH04,hearsay", to: "set-aside.csv")
      expect(
        try copy.run("weigh", "--quiet"), status: 2,
        saying: "set-aside.csv:3:1: error: the row `H04` is set aside and used as well",
        "3 | H04,hearsay", "found: the same id on line 5 of evidence.csv")
    }
  }

  @Test(arguments: ["evidence.csv", "sources.csv"])
  func `a missing table is named`(name: String) throws {
    try CaseCopy.of { copy in
      try copy.remove(name)
      expect(
        try copy.run("weigh", "--quiet"), status: 2, saying: "error: the case has no \(name)",
        "Docs/reference/evidence.md")
    }
  }

  @Test func `a file that is no text is named`() throws {
    try CaseCopy.of { copy in
      var bytes = try Data(contentsOf: copy.file("accounts/sentinel.account"))
      bytes.append(contentsOf: [0x23, 0xE9, 0x0A])
      try bytes.write(to: copy.file("accounts/sentinel.account"))
      expect(
        try copy.run("weigh", "--quiet"), status: 2,
        saying: "accounts/sentinel.account:10:2: error: these bytes are not UTF-8 text")
    }
  }

  // MARK: Folders

  @Test func `a folder that is not there gets a suggestion`() throws {
    try CaseCopy.of { copy in
      expect(
        try BuiltCommand.run("rashomon weigh Cases/harbor-strike", in: copy.root), status: 2,
        saying: "there is no folder Cases/harbor-strike; did you mean harbour-strike?")
      expect(
        try BuiltCommand.run("rashomon weigh nowhere/at/all", in: copy.root), status: 2,
        saying: "there is no folder nowhere/at/all\n")
    }
  }

  @Test func `what is no case is told from one`() throws {
    try CaseCopy.of { copy in
      expect(
        try BuiltCommand.run("rashomon weigh Cases", in: copy.root), status: 2,
        saying: "Cases has no file that ends in .crisis, so it is no case")
      expect(
        try BuiltCommand.run("rashomon weigh Cases/harbour-strike/evidence.csv", in: copy.root),
        status: 2, saying: "is a file; a case is a folder with a .crisis file in it")
      try copy.write("crisis \"Another\"\n", to: "another.crisis")
      expect(
        try copy.run("weigh"), status: 2,
        saying: "more than one crisis file: another.crisis, harbour-strike.crisis")
    }
  }

  // MARK: Options

  @Test(arguments: [
    "weigh Cases/harbour-strike --as-of 2024-02-30",
    "weigh Cases/harbour-strike --as-of yesterday",
    "weigh Cases/harbour-strike --as-off 2024-03-20",
    "weigh Cases/harbour-strike --runs 0", "weigh Cases/harbour-strike --histories many",
    "weigh Cases/harbour-strike --method smcc", "weigh", "wiegh Cases/harbour-strike",
    "simulate Cases/harbour-strike", "forecast Cases/harbour-strike --threads 0",
  ])
  func `a bad option ends with 64`(line: String) throws {
    try CaseCopy.of { copy in
      let outcome = try BuiltCommand.run("rashomon \(line)", in: copy.root)
      expect(outcome, status: 64, saying: "rashomon")
    }
  }

  @Test func `an account that is not there gets a suggestion`() throws {
    try CaseCopy.of { copy in
      expect(
        try copy.run("simulate", "--account centinel"), status: 2,
        saying: "no account is called `centinel`",
        "expected: one of common-ground, gazette, sentinel", "did you mean `sentinel`?")
    }
  }

  // MARK: Dates

  @Test func `nothing is weighed before the period`() throws {
    try CaseCopy.of { copy in
      for subcommand in ["weigh", "forecast"] {
        expect(
          try copy.run(subcommand, "--as-of 2024-02-29"), status: 2,
          saying: "--as-of 2024-02-29 is before the period", "expected: a date from 2024-03-01 on")
      }
    }
  }

  @Test func `nothing is forecast after the period`() throws {
    try CaseCopy.of { copy in
      expect(
        try copy.run("forecast", "--as-of 2024-04-16"), status: 2,
        saying: "--as-of 2024-04-16 is after the period, which ends on 2024-04-15")
    }
  }

  @Test func `a question that has closed asks for a date, and the date works`() throws {
    try CaseCopy.of { copy in
      try copy.append(
        "question early \"Talks by 20 March?\" opens 2024-03-08 = talks by 2024-03-20",
        to: "harbour-strike.crisis")
      let refused = try copy.run("forecast", "--quiet")
      expect(
        refused, status: 2,
        saying: "the question early closed on 2024-03-20, before the last report (2024-04-09)",
        "hint: --as-of 2024-03-08")
      #expect(try copy.run("forecast", "--as-of 2024-03-08").status == 0)
      let later = try copy.run("forecast", "--as-of 2024-03-21 --quiet")
      #expect(later.status == 0)
      #expect(later.output.contains("closed by then: early"))
    }
  }

  @Test func `an account that did not exist yet is left out and named`() throws {
    try CaseCopy.of { copy in
      let page = try copy.run("weigh", "--as-of 2024-03-04 --quiet")
      #expect(page.status == 0)
      #expect(
        page.output.contains("left out, not yet published: A quarrel about wages (2024-03-05)"))
      #expect(page.output.contains("No account existed on 2024-03-04."))
      let document = try copy.document("weigh", "--as-of 2024-03-04")
      #expect(try document.list("accounts").map { $0.string("id") } == ["common-ground"])
      #expect(
        try document.list("left_out").map { $0.string("id") } == ["gazette", "sentinel"])
      let forecast = try copy.run("forecast", "--as-of 2024-03-04 --quiet").output
      #expect(forecast.contains("left out, not yet published: A show of force (2024-03-05)"))
    }
  }

  // MARK: Runs that cannot be done

  @Test(arguments: ["weigh", "forecast", "score"])
  func `a row that no history can produce is named with its day`(subcommand: String) throws {
    try CaseCopy.of { copy in
      try copy.append("H11,2024-03-10,2024-03-10,troops,1,,,,,radio,,,,Seen", to: "evidence.csv")
      try copy.replace("rules out troops  @gazette:8\n", with: "", in: "accounts/gazette.account")
      try copy.replace(
        "expects troops by 2024-04-15: likely if plan, almost no chance otherwise  @sentinel:4\n",
        with: "", in: "accounts/sentinel.account")
      try copy.append(
        """
        state garrison = 0
        each day {
          event troops when garrison > 0
        }
        """, to: "harbour-strike.crisis")
      let outcome = try copy.run(subcommand, "--quiet")
      expect(
        outcome, status: 2,
        saying: "no history of common ground could produce row H11 (troops) on 2024-03-10",
        "no history of “A quarrel about wages” could produce row H11 (troops) on 2024-03-10",
        "no history of “A show of force” could produce", "hint: give the row a grade below certain")
    }
  }

  /// A chance that grows by a fifth a day passes 1 on the fifth.
  @Test(arguments: ["weigh", "score", "check", "simulate --account sentinel"])
  func `a formula out of range stops with its statement, day and share`(command: String) throws {
    try CaseCopy.of { copy in
      try copy.append(
        """
        state heat = 0.5  because "made up"
        each day {
          next heat = 1.2 * heat  because "made up"
          event talks with daily chance heat  because "made up"
        }
        """, to: "accounts/sentinel.account")
      let outcome = try BuiltCommand.run(
        "rashomon \(command) Cases/harbour-strike --quiet", in: copy.root)
      expect(
        outcome, status: 2,
        saying: "accounts/sentinel.account:13", "`talks` leaves its range in “A show of force”",
        "found: on 2024-03-05, in ",
        " % of histories, its chance is 1.0368, which is not between 0 and 1",
        "hint: bound the state")
    }
  }

  @Test func `scores need outcomes`() throws {
    try CaseCopy.of { copy in
      try copy.write("question,outcome,resolved_on,url,note\n", to: "outcomes.csv")
      expect(
        try copy.run("score"), status: 2,
        saying: "no question of this case has an outcome; add rows to outcomes.csv")
      try copy.append("troops_in,no,2024-04-15,,", to: "outcomes.csv")
      let outcome = try copy.run("score")
      #expect(outcome.status == 0)
      #expect(outcome.errors.contains("the question deal_signed has no outcome"))
    }
  }
}
