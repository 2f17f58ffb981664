import Foundation
import RashomonModel
import RashomonText
import Testing

@testable import RashomonLanguage

/// Model texts with what is said of them, written down as texts.
///
/// A file of `Suite/` has sections that start with `--- name ---`. A section has parts: `=== crisis`
/// or `=== account`, then the text; without a crisis the one of `standard.crisis` is meant. Above a
/// line with a problem stands the message, as comments:
///
/// ```
/// # error 9-20 [unknown-observable]: no observable is called `armed_atack`
/// #   hint: did you mean `armed_attack`?
/// expects armed_atack by 2020-09-30: likely
/// ```
///
/// With `RECORD_SNAPSHOTS` set the messages are written into the files, and the test fails.
enum LanguageSuite {
  struct Case: Sendable, CustomTestStringConvertible {
    let file: String
    let name: String
    let parts: [Part]

    var testDescription: String { "\(file): \(name)" }
  }

  struct Part: Sendable {
    /// `=== account`, or empty where the section has no such line.
    let header: String
    /// Without messages.
    let lines: [String]
    /// Messages by the index of the line that they stand above.
    let messages: [Int: [String]]

    var isCrisis: Bool { header.hasPrefix("=== crisis") }
  }

  static var folder: URL {
    CaseTexts.root.appending(path: "Tests/RashomonLanguageTests/Suite")
  }

  static var files: [URL] {
    let found = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return (found ?? []).filter { $0.pathExtension == "txt" }.sorted { $0.path < $1.path }
  }

  static var cases: [Case] { files.flatMap(read) }

  static var standardCrisis: String {
    (try? String(contentsOf: folder.appending(path: "standard.crisis"), encoding: .utf8)) ?? ""
  }

  static func read(_ file: URL) -> [Case] {
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    var cases: [Case] = []
    var name: String?
    var body: [String] = []
    func finish() {
      if let name {
        cases.append(Case(file: file.lastPathComponent, name: name, parts: parts(of: body)))
      }
      body = []
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("--- "), line.hasSuffix(" ---") {
        finish()
        name = String(line.dropFirst(4).dropLast(4))
      } else {
        body.append(line)
      }
    }
    finish()
    return cases
  }

  private static func parts(of body: [String]) -> [Part] {
    var parts: [Part] = []
    var header = ""
    var lines: [String] = []
    var messages: [Int: [String]] = [:]
    func finish() {
      while lines.last == "" { lines.removeLast() }
      if !header.isEmpty || !lines.isEmpty || !messages.isEmpty {
        parts.append(Part(header: header, lines: lines, messages: messages))
      }
      lines = []
      messages = [:]
    }
    for line in body {
      let start = line.drop { $0 == " " }
      if line.hasPrefix("=== ") {
        finish()
        header = line
      } else if start.hasPrefix("# error ") || start.hasPrefix("# warning ")
        || start.hasPrefix("#   ")
      {
        messages[lines.count, default: []].append(String(start))
      } else {
        lines.append(line)
      }
    }
    finish()
    return parts
  }

  // MARK: What is found

  /// The section's messages as they come out, by part and line.
  static func messages(of section: Case) -> [[Int: [String]]] {
    var crisis = SourceFile(name: "standard.crisis", text: standardCrisis)
    var accounts: [SourceFile] = []
    var names: [String] = []
    for (index, part) in section.parts.enumerated() {
      let text = part.lines.joined(separator: "\n") + "\n"
      let id = part.header.split(separator: " ").dropFirst(2).first.map(String.init)
      if part.isCrisis {
        crisis = SourceFile(name: "toy.crisis", text: text)
        names.append(crisis.name)
      } else {
        let name = "accounts/\(id ?? (index == 0 ? "toy" : "toy\(index)")).account"
        accounts.append(SourceFile(name: name, text: text))
        names.append(name)
      }
    }
    let checked = checkCase(
      parse(crisis, as: .crisis), accounts: accounts.map { parse($0, as: .account) },
      paragraphs: ["text": 12])
    var found = [[Int: [String]]](repeating: [:], count: section.parts.count)
    for diagnostic in checked.diagnostics + checked.uninfluential {
      guard let part = names.firstIndex(of: diagnostic.file) else {
        // What the standard crisis offers need not be taken up.
        if diagnostic.id == ProblemID.influencesNothing.rawValue { continue }
        Issue.record("a problem outside the section: \(diagnostic.rendered)")
        continue
      }
      found[part][diagnostic.line - 1, default: []] += written(diagnostic)
    }
    if !checked.hasErrors, checked.models.count != accounts.count + 1 {
      Issue.record("no errors, and \(checked.models.count) models")
    }
    if checked.hasErrors, !checked.models.isEmpty {
      Issue.record("errors, and models all the same")
    }
    return found
  }

  private static func written(_ diagnostic: Diagnostic) -> [String] {
    let columns = "\(diagnostic.column)-\(diagnostic.column + diagnostic.width)"
    var lines = [
      "# \(diagnostic.severity.rawValue) \(columns) [\(diagnostic.id)]: \(diagnostic.title)"
    ]
    if let found = diagnostic.found { lines.append("#   found: \(found)") }
    if let expected = diagnostic.expected { lines.append("#   expected: \(expected)") }
    if let hint = diagnostic.hint { lines.append("#   hint: \(hint)") }
    return lines
  }

  // MARK: Recording

  static var isRecording: Bool {
    ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil
  }

  static func record() throws {
    for file in files {
      var text: [String] = []
      for section in read(file) {
        text.append("--- \(section.name) ---")
        let found = messages(of: section)
        for (part, messages) in zip(section.parts, found) {
          if !part.header.isEmpty { text.append(part.header) }
          for index in 0..<max(part.lines.count, (messages.keys.max() ?? -1) + 1) {
            text += messages[index] ?? []
            if index < part.lines.count { text.append(part.lines[index]) }
          }
        }
        text.append("")
      }
      try (text.joined(separator: "\n")).write(to: file, atomically: true, encoding: .utf8)
    }
  }
}

struct LanguageSuiteTests {
  @Test(arguments: LanguageSuite.cases)
  func `a text gets its messages and no others`(_ section: LanguageSuite.Case) {
    guard !LanguageSuite.isRecording else { return }
    let found = LanguageSuite.messages(of: section)
    for (part, messages) in zip(section.parts, found) {
      #expect(part.messages == messages, "\(section.file): \(section.name)")
    }
  }

  @Test(arguments: LanguageSuite.cases)
  func `a text without problems is laid out one way`(_ section: LanguageSuite.Case) {
    for part in section.parts where section.parts.allSatisfy(\.messages.isEmpty) {
      let kind: FileKind = part.isCrisis ? .crisis : .account
      func laidOut(_ text: String) -> String {
        format(parse(SourceFile(name: "toy", text: text), as: kind))
      }
      let once = laidOut(part.lines.joined(separator: "\n") + "\n")
      #expect(laidOut(once) == once)
    }
  }

  @Test func `recording is no test`() throws {
    guard LanguageSuite.isRecording else { return }
    try LanguageSuite.record()
    Issue.record("the suite was recorded; read the changes, then run without RECORD_SNAPSHOTS")
  }

  @Test func `every problem of the checker has a text that shows it`() {
    let shown = Set(
      LanguageSuite.cases.flatMap(\.parts).flatMap(\.messages.values).joined().compactMap {
        line -> String? in
        guard let open = line.firstIndex(of: "["), let close = line.firstIndex(of: "]") else {
          return nil
        }
        return String(line[line.index(after: open)..<close])
      })
    let missing = ProblemID.allCases.map(\.rawValue).filter { !shown.contains($0) }
    #expect(missing.isEmpty, "\(missing)")
  }
}
