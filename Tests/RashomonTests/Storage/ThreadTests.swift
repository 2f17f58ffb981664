import Foundation
import Testing

/// The same bytes on any number of threads, stopped or not, whatever is asked and however it is
/// computed.
@Suite(.enabled(if: BuiltCommand.executable != nil))
struct ThreadTests {
  /// The Nile with a parameter, a question and its outcome: nothing of it is exact.
  private func withRiver(_ body: (CaseCopy) throws -> Void) throws {
    try CaseCopy.of("nile") { copy in
      try copy.replace(
        "override next level",
        with: """
          param restlessness "how far the river moves in a year" ~ 20 to 200  because "unknown"

          override next level
          """, in: "accounts/restless.account")
      try copy.replace("sqrt(15099)", with: "restlessness", in: "accounts/restless.account")
      try copy.write(
        "question,outcome,resolved_on,url,note\nlast_flow,no,2001-04-10,,\n", to: "outcomes.csv")
      try body(copy)
    }
  }

  private static let asked = [
    ("weigh", "--as-of 2001-02-10"), ("forecast", "--as-of 2001-02-10"), ("score", ""),
  ]

  private static let methods = ["smc", "smc2", "importance", "auto"]

  @Test(arguments: asked, methods)
  func `threads change no bit`(asked: (String, String), method: String) throws {
    try withRiver { copy in
      // Three runs, so that 2 threads share runs out and 8 share out what is in a run.
      let options = "\(asked.1) --method \(method) --histories 900 --runs 3"
      let one = try copy.json(asked.0, "\(options) --threads 1")
      for threads in [2, 8] {
        #expect(
          try copy.json(asked.0, "\(options) --threads \(threads)") == one, "\(threads) threads")
      }
      let kept = "--threads 2 --checkpoint file.runs"
      #expect(try copy.json(asked.0, "\(options) --runs 2 \(kept)") != one)
      // The two runs are there, the third is not.
      #expect(try copy.json(asked.0, "\(options) \(kept) --resume") == one)
      #expect(try copy.json(asked.0, "\(options) --checkpoint file.runs --resume") == one)
    }
  }

  @Test(arguments: asked)
  func `threads change no bit of what is enumerated`(asked: (String, String)) throws {
    try CaseCopy.of { copy in
      let options = "\(asked.0 == "score" ? "" : "--as-of 2024-03-25") --method enumerate"
      let one = try copy.json(asked.0, "\(options) --threads 1")
      for threads in [2, 8] {
        #expect(
          try copy.json(asked.0, "\(options) --threads \(threads)") == one, "\(threads) threads")
      }
    }
  }
}
