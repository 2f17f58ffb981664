import ArgumentParser
import Foundation
import Rashomon
import RashomonEvidence
import RashomonLanguage
import RashomonModel
import RashomonText

/// `RashomonBench read CASE`: the case's model texts and its record, some times over.
struct TimeReading: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: "Times reading and checking of a case's texts and record.")

  @Argument(help: "The case's folder.") var folder: String
  @Option(help: "How often.") var repetitions = 3

  private struct Line: Encodable {
    let name = "rashomon read"
    let repetitions: Int
    var lines = 0
    var rows = 0
    /// Parsing, checking and lowering of the crisis file and all accounts.
    var textSeconds: [Double] = []
    /// Reading `evidence.csv` with all its checks.
    var recordSeconds: [Double] = []
  }

  func run() throws {
    let root = URL(fileURLWithPath: folder, isDirectory: true)
    var line = Line(repetitions: repetitions)
    for _ in 0..<repetitions {
      var watch = Stopwatch()
      let texts = try sources(in: root)
      let parsed = texts.map {
        RashomonLanguage.parse($0, as: $0.name.hasSuffix(".crisis") ? .crisis : .account)
      }
      let checked = checkCase(parsed[0], accounts: Array(parsed.dropFirst()))
      guard !checked.models.isEmpty else {
        throw ValidationError(checked.diagnostics.first?.rendered ?? "the case has no model")
      }
      line.textSeconds.append(watch.seconds)
      line.lines = texts.reduce(0) { $0 + $1.text.utf8.count { $0 == UInt8(ascii: "\n") } }

      let known = Source.read(try table("sources.csv", in: root)).value
      watch = Stopwatch()
      let record = EvidenceReader.read(
        try table("evidence.csv", in: root),
        frame: EvidenceFrame(
          period: checked.frame.period.start...checked.frame.period.end,
          observables: checked.frame.observables, sources: known))
      line.recordSeconds.append(watch.seconds)
      guard let rows = record.value else {
        throw ValidationError(record.diagnostics.first?.rendered ?? "the record has no rows")
      }
      line.rows = rows.count
    }
    try printLine(line)
  }

  /// The crisis file, then the accounts.
  private func sources(in root: URL) throws -> [SourceFile] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: root.path)
    return try names.filter { $0.hasSuffix(".crisis") || $0.hasSuffix(".account") }
      .sorted { ($0.hasSuffix(".crisis") ? 0 : 1, $0) < ($1.hasSuffix(".crisis") ? 0 : 1, $1) }
      .map { name in
        let url = root.appendingPathComponent(name)
        return SourceFile(name: name, text: try String(contentsOf: url, encoding: .utf8))
      }
  }

  private func table(_ name: String, in root: URL) throws -> CSVInput<Never> {
    CSVInput(name: name, bytes: Array(try Data(contentsOf: root.appendingPathComponent(name))))
  }
}
