import Foundation
import Testing

/// Rules of the house that hold for every file.
struct HouseFilesTests {
  @Test func `the root folder holds what ARCHITECTURE says, and nothing else`() throws {
    let lines = try Repository.lines(of: "ARCHITECTURE.md")
    let heading = try #require(lines.firstIndex(of: "## The root"))
    let block = lines[heading...].split(separator: "```", omittingEmptySubsequences: false)
    let allowed = try #require(block.dropFirst().first).flatMap { line in
      line.split(separator: " ").map { String($0) }
    }
    #expect(try Repository.rootEntries() == allowed.sorted())
  }

  @Test func `no Swift file is longer than 400 lines`() throws {
    let long = try swiftFiles().filter { try Repository.lines(of: $0).count > 401 }
    #expect(long == [])
  }

  @Test func `a Swift file ends with one line end and holds no tab`() throws {
    let untidy = try swiftFiles().filter { path in
      let text = try Repository.text(of: path)
      return !text.hasSuffix("\n") || text.hasSuffix("\n\n") || text.contains("\t")
    }
    #expect(untidy == [])
  }

  @Test func `only the doors of the house know Foundation`() throws {
    let doors = ["Sources/Rashomon/", "Sources/RashomonCommand/"]
    let strangers = try Repository.files(in: ["Sources"], withExtension: "swift").filter { path in
      try !doors.contains { path.hasPrefix($0) }
        && Repository.lines(of: path).contains { $0.hasSuffix("import Foundation") }
    }
    #expect(strangers == [])
  }

  @Test func `no path of a machine and no unowned task is left in a file`() throws {
    // Spelt in parts, so that this file passes its own test.
    let roots = ["work", "tmp", "home", "root", "Users"].map { "/" + $0 + "/" }
    let tasks = ["TO" + "DO", "FIX" + "ME", "XX" + "X"]
    var found: [String] = []
    for path in try Repository.files() where !path.hasSuffix(".csv") {
      for (index, line) in try Repository.lines(of: path).enumerated() {
        let words = line.split { " \t\"'`(<=:,".contains($0) }
        if roots.contains(where: { root in words.contains { $0.hasPrefix(root) } })
          || tasks.contains(where: { line.contains($0) && !line.contains($0 + "(#") })
        {
          found.append("\(path):\(index + 1): \(line)")
        }
      }
    }
    #expect(found == [])
  }

  @Test func `a library stops on a proven fault only, and never prints`() throws {
    let forbidden = ["fatalError(", "try!", "print("]
    let above = "Sources/RashomonCommand/"
    var found: [String] = []
    for path in try Repository.files(in: ["Sources"], withExtension: "swift")
    where !path.hasPrefix(above) {
      for (index, line) in try Repository.lines(of: path).enumerated() {
        let code = line.drop { $0 == " " }
        guard !code.hasPrefix("//") else { continue }
        if forbidden.contains(where: { word in Self.calls(word, in: code) }) {
          found.append("\(path):\(index + 1): \(code)")
        }
      }
    }
    #expect(found == [])
  }

  /// Whether the word stands there as a whole, rather than as the end of a longer name.
  private static func calls(_ word: String, in code: Substring) -> Bool {
    guard let range = code.range(of: word) else { return false }
    guard range.lowerBound > code.startIndex else { return true }
    let before = code[code.index(before: range.lowerBound)]
    return !before.isLetter && !before.isNumber && before != "_" && before != "."
  }

  private func swiftFiles() throws -> [String] {
    try Repository.files(
      in: ["Package.swift", "Sources", "Tests", "Benchmarks"], withExtension: "swift")
  }
}
