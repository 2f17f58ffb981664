import Foundation
import Testing

/// The same question gets the same bytes, and nothing that became known later is in them.
@Suite(.serialized, .enabled(if: BuiltCommand.executable != nil))
struct CommandReproducibilityTests {
  private static let work = "--as-of 2020-08-17 --histories 20 --runs 2"

  // MARK: As of a date

  /// The record's fields; the files of the case have no quoted line ends.
  private func records(of copy: CaseCopy) throws -> [[String]] {
    try copy.text(of: "evidence.csv").split(separator: "\n").map { line in
      var fields = [""]
      var isQuoted = false
      for character in line {
        if character == "\"" { isQuoted.toggle() }
        if character == ",", !isQuoted {
          fields.append("")
        } else {
          fields[fields.count - 1].append(character)
        }
      }
      return fields
    }
  }

  private func write(_ records: [[String]], to copy: CaseCopy) throws {
    let lines = records.map { $0.joined(separator: ",") }
    try copy.write(lines.joined(separator: "\n") + "\n", to: "evidence.csv")
  }

  /// Yes for no, no for yes, twice the number, and no word left of the note.
  private func distorted(_ row: [String], _ header: [String]) throws -> [String] {
    var row = row
    let value = try #require(header.firstIndex(of: "value"))
    if let number = Double(row[value]) {
      row[value] = number == 0 ? "1" : number == 1 ? "0" : "\(number * 2)"
    }
    row[try #require(header.firstIndex(of: "note"))] = "otherwise"
    return row
  }

  @Test(arguments: ["weigh", "forecast"])
  func `what became known later changes no bit`(subcommand: String) throws {
    try CaseCopy.of("belarus-2020") { copy in
      let real = try copy.json(subcommand, Self.work)
      let records = try records(of: copy)
      let header = records[0]
      let reported = try #require(header.firstIndex(of: "reported"))
      let known = records.dropFirst().filter { $0[reported] <= "2020-08-17" }
      #expect(known.count > 20 && known.count < records.count / 2)

      try write([header] + known, to: copy)
      #expect(try copy.json(subcommand, Self.work) == real, "without the later rows")

      let altered = try records.dropFirst().map { row in
        row[reported] <= "2020-08-17" ? row : try distorted(row, header)
      }
      try write([header] + altered, to: copy)
      #expect(try copy.json(subcommand, Self.work) == real, "with other later rows")
    }
  }

  /// The rows altered above would be seen if they were looked at.
  @Test func `the later rows do speak once they are known`() throws {
    try CaseCopy.of("belarus-2020") { copy in
      let work = "--as-of 2020-08-25 --histories 2 --runs 1"
      let real = try copy.document("weigh", work).list("accounts")[0].number("log_evidence")
      let records = try records(of: copy)
      let reported = try #require(records[0].firstIndex(of: "reported"))
      let altered = try records.dropFirst().map { row in
        row[reported] <= "2020-08-17" ? row : try distorted(row, records[0])
      }
      try write([records[0]] + altered, to: copy)
      let other = try copy.document("weigh", work).list("accounts")[0].number("log_evidence")
      #expect(try abs(#require(other) - #require(real)) > 1)
    }
  }

  /// Of each as many words as of the day before: what is compared above would show a difference.
  @Test func `what became known by then does change it`() throws {
    try CaseCopy.of { copy in
      let real = try copy.json("weigh", "--as-of 2024-03-20")
      try copy.replace(
        "H02,2024-03-12,2024-03-12,walkout,1", with: "H02,2024-03-12,2024-03-12,walkout,0",
        in: "evidence.csv")
      #expect(try copy.json("weigh", "--as-of 2024-03-20") != real)
    }
  }

  /// A late row is warned of, and the warning may not hold the line on which it stands.
  @Test func `a warning says the same wherever its row stands`() throws {
    try CaseCopy.of { copy in
      let header = try copy.text(of: "evidence.csv").split(separator: "\n")[0]
      let late = "H20,2024-03-12,2024-03-19,walkout,1,,,,B2,wire,,,,Late"
      let later = "H21,2024-03-12,2024-04-01,talks,1,,,,B2,wire,,,,Later"
      try copy.write("\(header)\n\(later)\n\(late)\n", to: "evidence.csv")
      let whole = try copy.json("weigh", "--as-of 2024-03-20")
      try copy.write("\(header)\n\(late)\n", to: "evidence.csv")
      #expect(try copy.json("weigh", "--as-of 2024-03-20") == whole)
      let document = try copy.document("weigh", "--as-of 2024-03-20")
      #expect(
        document.strings("warnings") == [
          "row H20 came later than the lag of `walkout` promises: 7 days after it occurred"
        ])
      let spoken = try copy.run("weigh", "--as-of 2024-03-20").errors
      #expect(spoken.contains("evidence.csv:2:1: warning: row H20 came later"))
    }
  }

  // MARK: Seeds and threads

  @Test(arguments: [
    ("belarus-2020", work), ("nile", "--histories 3000 --runs 3"),
    ("harbour-strike", "--method smc --histories 700 --runs 2"),
  ])
  func `threads change no bit and seeds do`(name: String, work: String) throws {
    try CaseCopy.of(name) { copy in
      let one = try copy.json("weigh", "\(work) --threads 1")
      for threads in [2, 8] {
        #expect(try copy.json("weigh", "\(work) --threads \(threads)") == one, "\(threads) threads")
      }
      func withoutSeed(_ text: String) -> [Substring] {
        text.split(separator: "\n").filter { !$0.contains("\"seed\"") }
      }
      // An exact answer has no use for a seed.
      let other = try copy.json("weigh", "\(work) --seed 1")
      #expect((withoutSeed(other) == withoutSeed(one)) == (name == "harbour-strike"))
    }
  }

  @Test func `simulation depends on its seed alone`() throws {
    try CaseCopy.of { copy in
      let options = "--account gazette --histories 300"
      let once = try copy.json("simulate", options)
      #expect(try copy.json("simulate", options) == once)
      #expect(try copy.json("simulate", "\(options) --seed 1") != once)
    }
  }
}
