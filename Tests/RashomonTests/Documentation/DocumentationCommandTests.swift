import Foundation
import Testing

/// What the documents say of the command, held against the command.
@Suite(.serialized, .enabled(if: BuiltCommand.executable != nil))
struct DocumentationCommandTests {
  private static let page = "Docs/reference/command.md"

  // MARK: Lines that a reader may copy

  /// The pages with lines to copy: those that start with `rashomon ` in a block.
  private static let pages = ((try? Repository.pages()) ?? []).filter { page in
    (try? lines(of: page))?.isEmpty == false
  }

  private static func lines(of page: String) throws -> [String] {
    var isShell = false
    var isFenced = false
    var lines: [String] = []
    for line in try Repository.lines(of: page) {
      if line.hasPrefix("```") {
        isShell = !isFenced && line == "```sh"
        isFenced.toggle()
        continue
      }
      let isBlock = isFenced ? isShell : line.hasPrefix("    ")
      let code = line.trimmingCharacters(in: .whitespaces)
      if isBlock, code.hasPrefix("rashomon ") { lines.append(code) }
    }
    return lines
  }

  @Test func `there are lines to copy`() {
    #expect(Self.pages.count >= 3)
  }

  /// Each as it stands, in order, in a copy of the cases, but with less work where it samples. It
  /// ends with 0, or with what its comment says (`# exits with 2`).
  @Test(arguments: pages)
  func `what a page tells to type works`(page: String) throws {
    try BuiltCommand.inScratchFolder { folder in
      for line in try Self.lines(of: page) {
        let outcome = try BuiltCommand.run(Self.lessWork(line), in: folder)
        let expected = line.firstMatch(of: /# exits with ([0-9]+)/).flatMap { Int32($0.output.1) }
        #expect(
          outcome.status == expected ?? 0, "\(page): \(line)\n\(outcome.errors.suffix(2_000))")
      }
    }
  }

  /// What makes a subcommand that samples quick, where a line does not say it itself.
  private static let little: [String: [String]] = {
    let runs = ["--histories 200", "--runs 2"]
    return [
      "weigh": runs, "forecast": runs, "score": runs, "backtest": runs, "whatif": runs,
      "explain": runs + ["--no-removals"],
      "challenge": ["--histories 50", "--runs 2", "--settings 2", "--rows 0"],
      "discriminate": runs + ["--records 2", "--looking-histories 200"],
    ]
  }()

  private static func lessWork(_ line: String) -> String {
    let words = line.split(separator: " ").map(String.init)
    guard words.count > 1, words[0] == "rashomon", let little = little[words[1]] else {
      return line
    }
    let parts = line.components(separatedBy: " # ")
    let said = Set(words)
    return
      ([parts[0]]
      + little.filter { option in
        option.split(separator: " ").first.map { !said.contains(String($0)) } ?? false
      }).joined(separator: " ")
  }

  // MARK: What a reader will see

  /// Parts named `output` and a line of shell hold what the line prints, or, where that is nothing,
  /// its messages. Each runs in a copy of the cases of its own.
  @Test func `what a page shows is what the command prints`() throws {
    for page in try Repository.pages() {
      for match in try Repository.text(of: page).matches(of: /<!-- generated: output (.+) -->\n/) {
        let line = String(match.output.1)
        let outcome = try BuiltCommand.inScratchFolder { try BuiltCommand.run(line, in: $0) }
        let shown = outcome.output.isEmpty ? outcome.errors : outcome.output
        let lines = shown.split(separator: "\n", omittingEmptySubsequences: false)
          .map { line in String(line.reversed().drop { $0 == " " }.reversed()) }
        try GeneratedSection(page: page, name: "output \(line)").expect(
          "```text\n\(lines.joined(separator: "\n").trimmingCharacters(in: .newlines))\n```")
      }
    }
  }

  // MARK: Options

  private struct Help: Decodable {
    struct Command: Decodable {
      let commandName: String
      let arguments: [Argument]?
      let subcommands: [Command]?
    }

    struct Argument: Decodable {
      struct Name: Decodable {
        let kind: String
        let name: String
      }

      let abstract: String?
      let defaultValue: String?
      let isRepeating: Bool
      let kind: String
      let preferredName: Name?
      let shouldDisplay: Bool
      let valueName: String?

      var row: [String] {
        let value = (valueName ?? "value").uppercased()
        let written =
          switch kind {
          case "positional": isRepeating ? "\(value) …" : value
          case "flag": "--\(preferredName?.name ?? "")"
          default: "--\(preferredName?.name ?? "") \(value)"
          }
        return ["`\(written)`", kind == "flag" ? "" : defaultValue ?? "", abstract ?? ""]
      }
    }

    let command: Command
  }

  @Test func `the options are those that the command understands`() throws {
    let outcome = try BuiltCommand.inScratchFolder { folder in
      try BuiltCommand.run("rashomon --experimental-dump-help", in: folder)
    }
    let help = try JSONDecoder().decode(Help.self, from: Data(outcome.output.utf8))
    let subcommands = (help.command.subcommands ?? []).filter { $0.commandName != "help" }
    #expect(subcommands.count >= 6)
    for subcommand in subcommands {
      let rows = (subcommand.arguments ?? []).filter { argument in
        argument.shouldDisplay && !["help", "version"].contains(argument.preferredName?.name)
      }.map(\.row)
      try GeneratedSection(page: Self.page, name: "command \(subcommand.commandName)").expect(
        GeneratedSection.table(["argument", "default", "what it does"], rows))
    }
  }

  // MARK: Documents

  /// What every document has, as the page says above its tables.
  private static let everywhere: Set<String> = [
    "schema_version", "command", "case", "seed", "histories", "runs", "rough", "title", "warnings",
    "provenance.version", "provenance.block_size", "provenance.model_sha256",
    "provenance.accounts[].id", "provenance.accounts[].sha256",
  ]

  private static let documents = [
    "weigh": [
      "weigh Cases/harbour-strike --as-of 2024-03-04 --histories 100 --runs 2",
      "weigh Cases/umbrella --histories 100 --runs 2",
    ],
    "forecast": [
      "forecast Cases/harbour-strike --as-of 2024-03-04 --histories 100 --runs 2",
      "forecast Cases/nile --as-of 2001-03-01 --histories 100 --runs 2",
    ],
    "score": ["score Cases/harbour-strike --histories 100 --runs 2"],
    "challenge": [
      "challenge Cases/harbour-strike --settings 2 --histories 50 --runs 2 --parameter plan"
    ],
    "simulate": [
      "simulate Cases/harbour-strike --account sentinel --histories 50",
      "simulate Cases/nile --account common-ground --histories 50",
    ],
    "calibrate": [
      "calibrate Cases/harbour-strike --account gazette --datasets 5",
      "calibrate Cases/nile --account common-ground --datasets 5 --histories 100",
    ],
    "explain": [
      "explain Cases/harbour-strike --histories 100 --runs 2",
      "explain Cases/process-tracing --account rival",
    ],
    "discriminate": [
      "discriminate Cases/harbour-strike --records 3 --histories 50",
      "discriminate Cases/umbrella --as-of 2001-01-02 --records 3 --histories 50",
    ],
    "whatif": [
      "whatif Cases/harbour-strike --do 'plan = no from 2024-03-08' --do 'talks happens on 2024-03-09'",
      "whatif Cases/harbour-strike --do 'troops happens on 2024-03-03' --as-of 2024-03-01",
      "whatif Cases/nile --do 'level = 900 from 2001-03-01' --histories 20 --runs 2",
    ],
    "check": ["check Cases/harbour-strike"],
    "diff": ["diff old.run new.run --histories 100 --runs 2"],
    "backtest": ["backtest Cases/harbour-strike --histories 100 --runs 2"],
  ]

  /// What has to be done before a document can be had.
  private static let before = [
    "diff": [
      "rashomon weigh Cases/harbour-strike --as-of 2024-03-20 --save old.run --quiet",
      "rashomon weigh Cases/harbour-strike --runs 2 --save new.run --quiet",
    ]
  ]

  @Test(arguments: documents.keys.sorted())
  func `every key of a document is on the page`(command: String) throws {
    let found = try BuiltCommand.inScratchFolder { folder in
      for line in Self.before[command] ?? [] { _ = try BuiltCommand.run(line, in: folder) }
      return try (Self.documents[command] ?? []).reduce(into: Set<String>()) { keys, line in
        keys.formUnion(Self.keys(of: try BuiltCommand.json(line, in: folder)))
      }
    }
    let described = try Self.described(command)
    let missing = found.subtracting(described).subtracting(Self.everywhere).filter { key in
      // An empty list shows no keys of its own.
      !described.contains { $0.hasPrefix("\(key)[]") }
    }
    #expect(missing.sorted() == [])
    #expect(found.isSuperset(of: ["schema_version", "command", "case"]))
  }

  /// The keys in the first column of the table below `### command`.
  private static func described(_ command: String) throws -> Set<String> {
    let lines = try Repository.lines(of: page)
    let heading = try #require(lines.firstIndex(of: "### \(command)"))
    let section = lines[(heading + 1)...].prefix { !$0.hasPrefix("#") }
    return section.reduce(into: []) { keys, line in
      guard line.hasPrefix("| `"), let cell = line.split(separator: "|").first else { return }
      keys.formUnion(cell.matches(of: /`([^`]+)`/).map { String($0.output.1) })
    }
  }

  /// What has a key for each month or account.
  private static let byName: Set<String> = [
    "months", "months_se", "totals", "totals_se", "totals_before",
    "totals_after", "weights", "weights_se", "presence", "absence",
    "test", "floor", "ceiling", "posterior", "posterior_se", "changes", "changes_se",
  ]

  /// `accounts[].id` for each value in a document; below those of `byName` any key is `*`.
  private static func keys(of value: Any, at path: String = "") -> Set<String> {
    switch value {
    case let object as [String: Any]:
      return object.reduce(into: []) { keys, entry in
        let isNamed = path.split(separator: ".").last.map { byName.contains(String($0)) } ?? false
        let name = isNamed ? "*" : entry.key
        keys.formUnion(Self.keys(of: entry.value, at: path.isEmpty ? name : "\(path).\(name)"))
      }
    case let list as [Any] where list.contains { $0 is [String: Any] }:
      return list.reduce(into: []) { $0.formUnion(Self.keys(of: $1, at: "\(path)[]")) }
    default:
      return [path]
    }
  }
}
