import Foundation

/// The grammar, as the doc comments of the parser's functions state it: `name := definition`, with
/// a remark behind ` — `.
struct Grammar {
  struct Rule {
    let name: String
    let definition: String
    let remark: String?

    /// The rules that it names: its words outside quotes.
    var uses: [String] {
      var words: [String] = []
      for (place, part) in unquoted.enumerated() where place.isMultiple(of: 2) {
        words += part.split { !$0.isLetter }.map { String($0) }
      }
      return words
    }

    /// Definition cut at its quotes; `'"'` is a quote in quotes.
    private var unquoted: [String] {
      definition.replacingOccurrences(of: "'\"'", with: "").components(separatedBy: "\"")
    }

    /// The rule in lines of at most 100 columns.
    var rendered: String {
      let indent = "    "
      var lines = ["\(name) :="]
      let remark = remark.map { "  — \($0)" } ?? ""
      for word in Self.pieces(of: definition) + (remark.isEmpty ? [] : [remark]) {
        let line = lines[lines.count - 1]
        if line.count + 1 + word.count > 96 {
          lines.append(indent + word.drop { $0 == " " })
        } else {
          lines[lines.count - 1] = line + " " + word
        }
      }
      return lines.joined(separator: "\n")
    }

    private static func pieces(of definition: String) -> [String] {
      definition.split(separator: " ").map { String($0) }
    }
  }

  /// The rule that stands for a whole file.
  static let start = "file"
  /// What the rules are made of in the end.
  static let letters: Set<String> = ["letter", "digit", "digits", "text"]

  /// From `file` down, each below the first that names it.
  let rules: [Rule]

  static func read() throws -> Grammar {
    let paths = try Repository.files(
      in: ["Sources/RashomonLanguage/Syntax/Parser"], withExtension: "swift")
    var all: [Rule] = []
    for path in paths {
      all += rules(in: try Repository.lines(of: path))
    }
    return Grammar(rules: ordered(all))
  }

  private static func rules(in lines: [String]) -> [Rule] {
    var rules: [(name: String, text: String)] = []
    var isInRule = false
    for line in lines {
      let bare = line.drop { $0 == " " }
      guard bare.hasPrefix("/// ") else {
        isInRule = false
        continue
      }
      let text = String(bare.dropFirst(4))
      let parts = text.components(separatedBy: " := ")
      if parts.count == 2, parts[0].allSatisfy(\.isLetter) {
        rules.append((parts[0], parts[1]))
        isInRule = true
      } else if isInRule {
        rules[rules.count - 1].text += " " + text.drop { $0 == " " }
      }
    }
    return rules.map { rule in
      let parts = rule.text.components(separatedBy: "— ")
      return Rule(
        name: rule.name, definition: parts[0].trimmingCharacters(in: .whitespaces),
        remark: parts.count > 1 ? parts[1] : nil)
    }
  }

  private static func ordered(_ rules: [Rule]) -> [Rule] {
    var rest = rules
    var result: [Rule] = []
    var wanted = [start]
    while let name = wanted.first {
      wanted.removeFirst()
      guard let place = rest.firstIndex(where: { $0.name == name }) else { continue }
      let rule = rest.remove(at: place)
      result.append(rule)
      wanted += rule.uses
    }
    return result + rest
  }
}
