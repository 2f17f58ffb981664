import Foundation
import Testing

/// Which stream gets what: data on the standard output, everything said to a person on the standard
/// error, colours and bars on a terminal only.
@Suite(.enabled(if: BuiltCommand.executable != nil))
struct CommandStreamTests {
  private static let escape = "\u{1B}"

  @Test(arguments: ["weigh", "forecast", "score", "check", "simulate --account gazette"])
  func `data and messages do not mix`(command: String) throws {
    try CaseCopy.of { copy in
      let loud = try BuiltCommand.run("rashomon \(command) Cases/harbour-strike", in: copy.root)
      let quiet = try BuiltCommand.run(
        "rashomon \(command) Cases/harbour-strike --quiet", in: copy.root)
      #expect(loud.errors.contains("warning: one certain row of `troops` ends this account"))
      #expect(quiet.errors.isEmpty)
      #expect(loud.output == quiet.output)
      #expect(!loud.output.contains("warning:"))
      for text in [loud.output, loud.errors] {
        #expect(!text.contains(Self.escape) && !text.contains("█") && !text.contains("\r"))
      }
    }
  }

  @Test(arguments: ["weigh", "forecast", "score", "check", "simulate --account gazette"])
  func `a document is all there is on the standard output`(command: String) throws {
    try CaseCopy.of { copy in
      let outcome = try BuiltCommand.run(
        "rashomon \(command) Cases/harbour-strike --json", in: copy.root)
      let document = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
      #expect(document is [String: Any])
      #expect(outcome.output.hasSuffix("}\n"))
    }
  }

  // MARK: On a terminal

  /// `script` gives its command a terminal.
  private static let script: String? = ["/usr/bin/script", "/bin/script"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  private func onTerminal(_ line: String, in copy: CaseCopy) throws -> String {
    let script = try #require(Self.script)
    return try BuiltCommand.run("\(script) -qec '\(line)' /dev/null", in: copy.root).output
  }

  @Test(.enabled(if: script != nil))
  func `a terminal gets colours and a bar`() throws {
    try CaseCopy.of { copy in
      let line = "rashomon weigh Cases/harbour-strike"
      let shown = try onTerminal("NO_COLOR= \(line)", in: copy)
      #expect(shown.contains("\(Self.escape)[1mHarbour strike\(Self.escape)[0m"))
      #expect(shown.contains("weighing  █") || shown.contains("weighing  ░"))
      // The bar is gone before the page begins.
      #expect(shown.contains("\r\(Self.escape)[K"))
      for plain in ["NO_COLOR=1 \(line)", "\(line) --no-color"] {
        let text = try onTerminal(plain, in: copy)
        #expect(!text.contains("\(Self.escape)[1m"), "\(plain)")
      }
      let quiet = try onTerminal("\(line) --quiet", in: copy)
      #expect(!quiet.contains("░"))
      let document = try onTerminal("\(line) --json --quiet", in: copy)
      #expect(!document.contains(Self.escape))
    }
  }
}
