import Foundation
import RashomonLanguage
import RashomonText
import Testing

extension SyntaxInputs {
  /// A text with its kind, by a name that test logs can show.
  struct Text: CustomTestStringConvertible, Sendable {
    let name: String
    let kind: FileKind
    let text: String

    var testDescription: String { name }
    var tree: SyntaxFile { parse(SourceFile(name: name, text: text), as: kind) }
  }

  /// Every model file of the repository's cases.
  static let caseFiles: [Text] = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Cases")
    let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
    return (files?.allObjects ?? []).compactMap { $0 as? URL }.compactMap { url in
      guard let kind = FileKind(rawValue: url.pathExtension),
        let text = try? String(contentsOf: url, encoding: .utf8)
      else { return nil }
      return Text(name: url.lastPathComponent, kind: kind, text: text)
    }.sorted { $0.name < $1.name }
  }()

  static let allForms = [
    Text(name: "forms.crisis", kind: .crisis, text: crisis),
    Text(name: "forms.account", kind: .account, text: account),
  ]

  /// What nobody should write.
  static let garbage: [Text] = [
    "", " ", "\n\n", "\u{FEFF}crisis \"x\"\n", "\"", "@", "((((", "}}}}", "{{{{", "each day {",
    "# only a comment", "\t# tab\r\n", "override", "hidden", "param x = 1 +", "2020-1-1", "3x",
    "hidden x is likely if", "“curly”", "é = 1", "x\u{A0}= 1", "\\", "😀 = 😀", "\u{0}\u{1}",
    "actor A decides every day {\n a worth\n ,,,\n}", "adjust a.b.c by by by", "one of { a: , b }",
    String(repeating: "(", count: 5000), String(repeating: "- ", count: 5000),
    "x = " + String(repeating: "not ", count: 5000), "x = 1" + String(repeating: "+1", count: 5000),
    "x = 2" + String(repeating: "^2", count: 5000),
    "x = " + String(repeating: "if a then ", count: 3000),
    "x = " + String(repeating: "f(", count: 3000),
    String(repeating: "each day {\n", count: 3000),
    String(repeating: "each day { ", count: 3000),
    String(repeating: "actor A decides every day { ", count: 3000),
    "expects x: " + String(repeating: "1 if a, ", count: 3000),
  ].enumerated().flatMap { index, text in
    [
      Text(name: "garbage \(index)", kind: .crisis, text: text),
      Text(name: "garbage \(index)", kind: .account, text: text),
    ]
  }
}
