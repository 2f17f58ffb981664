import Foundation
import RashomonLanguage
import RashomonText

/// One example of each problem that a text can have, by id, from the places where the tests of each
/// reader hold them.
enum ProblemExamples {
  typealias Examples = [String: String]

  // MARK: Syntax

  /// The first problem of each of these.
  private static let texts: [(kind: FileKind, text: String)] = [
    (.account, "expects armed_attack by 2020-09-30 likely"),
    (.account, "expcts armed_attack by 2020-09-30: likely"),
    (.crisis, "observable march: event, wached 2020-08-09 to 2020-08-31"),
    (.account, "event march when outrage > 1"),
    (.account, "shock = 1"),
    (.crisis, "verdict leader_out: likely"),
    (.account, "override verdict leader_out: likely"),
    (.account, "param half ~ 1 to 2"),
    (.account, "hidden remote is likely"),
    (.account, "override Kremlin.deploy worth 1, worth 2"),
    (.account, "hidden plot is likely if trap"),
    (.account, "hidden plot is (1) if if trap then 1 else 0, 2 otherwise"),
    (.account, "param stake = 1 < 2 < 3"),
    (.account, "param stake = " + String(repeating: "(", count: 60)),
    (.account, "expects march by 2020-09-31: likely"),
    (.account, "param stake = 3xy"),
    (.account, "param stake = 2 @luxmoore:b"),
    (.account, "leaves out \"the history"),
    (.account, "param stake = max(1,"),
    (.account, "leaves out “the history”"),
  ]

  static func ofSyntax() -> Examples {
    texts.reduce(into: [:]) { examples, example in
      let name = example.kind == .crisis ? "belarus-2020.crisis" : "accounts/luxmoore.account"
      let tree = parse(SourceFile(name: name, text: example.text + "\n"), as: example.kind)
      guard let problem = tree.diagnostics.first, examples[problem.id] == nil else { return }
      examples[problem.id] = problem.rendered
    }
  }

  /// Every id in the parser's list of problems.
  static func syntaxIDs() throws -> Set<String> {
    let text = try Repository.text(of: "Sources/RashomonLanguage/Syntax/SyntaxProblem.swift")
    return Set(text.matches(of: /id: "([a-z-]+)"/).map { String($0.output.1) })
  }

  // MARK: Meaning

  /// From the suite of the language, where a message stands as comments above its line.
  static func ofMeaning() throws -> Examples {
    var examples: Examples = [:]
    for path in try Repository.files(
      in: ["Tests/RashomonLanguageTests/Suite"], withExtension: "txt")
    {
      var messages: [[String]] = []
      for line in try Repository.lines(of: path) {
        let bare = line.drop { $0 == " " }
        if bare.hasPrefix("# error ") || bare.hasPrefix("# warning ") {
          messages.append([String(bare)])
        } else if bare.hasPrefix("#   "), !messages.isEmpty {
          messages[messages.count - 1].append(String(bare.dropFirst(2)))
        } else {
          for message in messages {
            guard let example = Message(message, line: line), examples[example.id] == nil else {
              continue
            }
            examples[example.id] = example.rendered
          }
          messages = []
        }
      }
    }
    return examples
  }

  /// A message of the suite, with the line that it is about.
  private struct Message {
    let id: String
    let rendered: String

    init?(_ lines: [String], line: String) {
      let head = /# (error|warning) ([0-9]+)-([0-9]+) \[([a-z-]+)\]: (.*)/
      guard let match = lines.first?.wholeMatch(of: head)?.output, let from = Int(match.2),
        let to = Int(match.3)
      else { return nil }
      id = String(match.4)
      // A statement may go on for lines that are not shown: at least one character is marked.
      let marks = String(repeating: "^", count: max(1, min(to, line.count + 1) - from))
      rendered =
        ([
          "\(match.1): \(match.5) [\(match.4)]", "  | \(line)",
          "  | \(String(repeating: " ", count: from - 1))\(marks)",
        ] + lines.dropFirst()).joined(separator: "\n")
    }
  }

  // MARK: The record

  /// From the goldens of the record's readers.
  static func ofRecord() throws -> Examples {
    var examples: Examples = [:]
    var message: [String] = []
    func finish() {
      if let id = message.first?.firstMatch(of: /\[([a-z-]+)\]$/)?.output.1,
        examples[String(id)] == nil
      {
        examples[String(id)] = message.joined(separator: "\n")
      }
      message = []
    }
    var isMessage = false
    for line in try Repository.lines(of: "Tests/Goldens/record-problems.md") {
      if line.hasPrefix("```") {
        finish()
        isMessage = line == "```text"
      } else if isMessage {
        if !line.hasPrefix(" ") { finish() }
        message.append(line)
      }
    }
    return examples
  }
}
