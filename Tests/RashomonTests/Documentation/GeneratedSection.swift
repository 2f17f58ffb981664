import Foundation
import Testing

/// A part of a page between `<!-- generated: NAME -->` and `<!-- end -->` that a test writes.
///
/// With RECORD_SNAPSHOTS set a stale part is rewritten and the test still fails, so that nobody
/// approves it by accident.
struct GeneratedSection {
  let page: String
  let name: String

  func expect(_ content: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let text = try Repository.text(of: page)
    let opening = "<!-- generated: \(name) -->\n"
    let start = try #require(
      text.range(of: opening), "\(page) has no \(opening)", sourceLocation: sourceLocation
    ).upperBound
    let end = try #require(
      text.range(of: "<!-- end -->", range: start..<text.endIndex),
      "the part \(name) of \(page) has no end", sourceLocation: sourceLocation
    ).lowerBound
    let written = "\n\(content)\n\n"
    guard text[start..<end] != written else { return }
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
      // Read again by each test: several sections of one page may be recorded in one run.
      try Repository.write(text.replacingCharacters(in: start..<end, with: written), to: page)
      Issue.record(
        "recorded the part \(name) of \(page); read it, and run again without recording",
        sourceLocation: sourceLocation)
    } else {
      Issue.record(
        """
        the part \(name) of \(page) is stale
          hint: RECORD_SNAPSHOTS=1 swift test --filter Documentation, and read the difference
        """, sourceLocation: sourceLocation)
    }
  }

  /// A table of text cells.
  static func table(_ header: [String], _ rows: [[String]]) -> String {
    ([header, header.map { _ in "---" }] + rows).map { cells in
      "| "
        + cells.map { $0.replacingOccurrences(of: "|", with: "\\|") }.joined(separator: " | ")
        + " |"
    }.joined(separator: "\n")
  }
}
