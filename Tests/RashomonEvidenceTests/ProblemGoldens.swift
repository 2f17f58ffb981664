import Foundation
import RashomonEvidence
import RashomonText
import Testing

/// `Tests/Goldens/record-problems.md`: what a person writes in a case's tables, and what they are
/// told. Each section is a table under its file's name and, below it, the messages.
///
/// With RECORD_SNAPSHOTS set, the messages are rewritten and the test fails, so that nobody
/// approves them by accident. In a table `\r` and `\xFF` stand for those bytes.
struct ProblemGoldens {
  @Test func `says what is wrong with each table`() throws {
    let file = try GoldenFile.read()
    #expect(file.sections.count > 30)
    for section in file.sections {
      #expect(section.messages == section.expected, "\(section.title)")
    }
  }

  @Test func `every kind of problem has a golden`() throws {
    let text = try String(contentsOf: GoldenFile.url, encoding: .utf8)
    let declared = try GoldenFile.declaredProblems()
    #expect(declared.count > 30)
    #expect(declared.filter { !text.contains("[\($0)]") } == [])
  }

  @Test func `records the messages when asked`() throws {
    guard ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil else { return }
    let file = try GoldenFile.read()
    let sections = file.sections.map(\.rendered)
    try ([file.preface] + sections).joined(separator: "\n").write(
      to: GoldenFile.url, atomically: true, encoding: .utf8)
    Issue.record("recorded \(sections.count) sections; read them, and run again without recording")
  }
}

/// The golden file as sections.
struct GoldenFile {
  struct Section {
    let title: String
    let fileName: String
    let table: [String]
    let expected: String

    /// What the reader of that file says of the table, fed in chunks that split lines and
    /// characters.
    var messages: String {
      let input = CSVInput(name: fileName, bytes: bytes, chunkSize: 7)
      let diagnostics = read(input)
      return diagnostics.isEmpty
        ? "nothing" : diagnostics.map(\.rendered).joined(separator: "\n")
    }

    var rendered: String {
      """
      ## \(title)

      `\(fileName)`

      ```csv
      \(table.joined(separator: "\n"))
      ```

      ```text
      \(messages)
      ```

      """
    }

    private var bytes: [UInt8] {
      if table == [""] { return [] }
      var bytes: [UInt8] = []
      for line in table {
        var rest = line[...]
        while let character = rest.popFirst() {
          if character == "\\", rest.hasPrefix("r") {
            rest.removeFirst()
            bytes.append(13)
          } else if character == "\\", rest.hasPrefix("x"),
            let byte = UInt8(rest.dropFirst().prefix(2), radix: 16)
          {
            rest.removeFirst(3)
            bytes.append(byte)
          } else {
            bytes += Array(String(character).utf8)
          }
        }
        bytes.append(10)
      }
      return bytes
    }

    private func read(_ input: CSVInput<Never>) -> [Diagnostic] {
      switch fileName {
      case "evidence.csv": EvidenceReader.read(input, frame: .example).diagnostics
      case "sources.csv": Source.read(input).diagnostics
      case "set-aside.csv": SetAsideRow.read(input, evidence: [.example]).diagnostics
      case "gradings.csv":
        AnalystGrade.read(
          input, evidence: [.example], sources: EvidenceFrame.example.sources ?? []
        ).diagnostics
      case "outcomes.csv":
        Outcome.read(input, questions: [("leader_out", .yesNo), ("peak", .number)]).diagnostics
      case "grades.csv": GradeTable.read(input).diagnostics
      case "matrix.csv": AchMatrix.read(input).diagnostics
      case "words.csv": VerbalRange.read(input).diagnostics
      default: []
      }
    }
  }

  static let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Goldens/record-problems.md")

  let preface: String
  let sections: [Section]

  static func read() throws -> GoldenFile {
    let text = try String(contentsOf: url, encoding: .utf8)
    let parts = "\n\(text)".components(separatedBy: "\n## ")
    let sections = try parts.dropFirst().map { part in
      let lines = part.components(separatedBy: "\n")
      let name = try #require(lines.first { $0.hasPrefix("`") && !$0.hasPrefix("```") })
      return Section(
        title: lines[0], fileName: name.replacingOccurrences(of: "`", with: ""),
        table: block("```csv", of: lines),
        expected: block("```text", of: lines).joined(separator: "\n"))
    }
    return GoldenFile(preface: String(parts[0].dropFirst()), sections: sections)
  }

  private static func block(_ opening: String, of lines: [String]) -> [String] {
    guard let start = lines.firstIndex(of: opening),
      let end = lines[start...].firstIndex(of: "```")
    else { return [] }
    return Array(lines[(start + 1)..<end])
  }

  /// Every id given to a `Wording` in the module's sources.
  static func declaredProblems() throws -> [String] {
    let sources = url.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/RashomonEvidence")
    let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
    var ids: Set<String> = []
    while let file = files?.nextObject() as? URL {
      guard file.pathExtension == "swift" else { continue }
      let text = try String(contentsOf: file, encoding: .utf8)
      for part in text.components(separatedBy: "Wording(\n        id: \"").dropFirst() {
        ids.insert(String(part.prefix { $0 != "\"" }))
      }
    }
    return ids.sorted()
  }
}

extension EvidenceFrame {
  /// A crisis with one observable of each kind.
  static let example = EvidenceFrame(
    period: day("2020-07-29")...day("2021-03-31"),
    observables: [
      ObservableSchema(id: "deployment", kind: .event),
      ObservableSchema(id: "in_office", kind: .status),
      ObservableSchema(id: "turnout", kind: .number, unit: "people"),
      ObservableSchema(id: "mood", kind: .number, allowsNegative: true),
      ObservableSchema(
        id: "defections", kind: .number, unit: "officials",
        watched: day("2020-08-09")...day("2020-08-31")),
    ],
    sources: [
      Source(id: "tass", name: "TASS", stance: .official, reliability: .c),
      Source(id: "viasna", name: "Viasna", stance: .independent, reliability: .b),
    ])
}

extension EvidenceRow {
  /// A row that is used.
  static let example = EvidenceRow(
    id: "BY007", occurred: day("2020-08-09"), reported: day("2020-08-10"), observable: "deployment",
    value: 1, source: "tass", gradedBy: "anna", line: 8)
}

/// A date written out in a test.
func day(_ text: String) -> CalendarDate {
  guard let date = CalendarDate(iso: text) else { preconditionFailure("\(text) is no date") }
  return date
}
