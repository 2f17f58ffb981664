/// Which column of a matrix holds what.
struct AchLayout {
  enum Role: Hashable { case id, date, source, credibility, note, url }

  let header: [String]
  /// The column of the items' texts.
  let evidence: String
  let columns: [Role: String]
  let hypotheses: [String]

  init(header: [String]) {
    self.header = header
    let evidence =
      header.first { Self.evidenceNames.contains(Self.letters(of: $0)) } ?? header.first ?? ""
    var columns: [Role: String] = [:]
    var hypotheses: [String] = []
    for column in header where column != evidence {
      let letters = Self.letters(of: column)
      if let role = Self.roles[letters] {
        columns[role] = columns[role] ?? column
      } else if !Self.passedOver.contains(letters) {
        hypotheses.append(column)
      }
    }
    self.evidence = evidence
    self.columns = columns
    self.hypotheses = hypotheses
  }

  /// Whether a row sums up the matrix in place of holding an item.
  static func isTotal(_ text: String) -> Bool {
    let letters = letters(of: text)
    return ["inconsistency", "weightedinconsistency", "totalinconsistenc"].contains {
      letters.hasPrefix($0)
    }
  }

  /// Where a column's name starts in the header, written without quotes.
  func bytes(before column: String) -> Int {
    header.prefix { $0 != column }.reduce(0) { $0 + $1.utf8.count + 1 }
  }

  private static func letters(of name: String) -> String {
    String(name.lowercased().filter { $0.isLetter || $0 == "#" })
  }

  private static let evidenceNames: Set<String> = [
    "evidence", "item", "items", "argument", "evidenceitem", "evidencearguments",
    "evidenceargument",
    "enterevidence",
  ]
  private static let roles: [String: Role] = [
    "id": .id, "#": .id, "no": .id, "nr": .id, "date": .date, "occurred": .date, "source": .source,
    "credibility": .credibility, "grade": .credibility, "note": .note, "notes": .note,
    "comment": .note, "comments": .note, "url": .url, "link": .url,
  ]
  private static let passedOver: Set<String> = [
    "type", "relevance", "weight", "order", "orderdate", "observable", "diagnosticity",
    "inconsistency",
  ]
}

extension String {
  /// Without blanks at its ends, and with single blanks in place of several and of line ends.
  var tidied: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
