import Foundation
import RashomonAnalysis
import RashomonEvidence
import RashomonInference

/// Finished runs as a file of lines of JSON: what kind of file it is, what they are runs of, each
/// run, and a seal with the hash of all before it.
struct LedgerFile {
  let heading: Heading
  let runs: [RunAddress: RunResult]

  /// What the runs of a file are runs of.
  struct Heading: Codable {
    let basis: RunBasis
    /// nil in a checkpoint.
    let island: Island?
  }

  /// The first line, which is the same in the layouts of all versions.
  private struct Kind: Codable, Hashable {
    let format: String
    let schemaVersion: Int

    static let own = Kind(format: "rashomon runs", schemaVersion: 1)
  }

  private struct Entry: Codable {
    let at: RunAddress
    let found: RunResult
  }

  private struct Seal: Codable {
    let runs: Int
    let sha256: String
  }

  /// One run as a line.
  static func line(_ address: RunAddress, _ result: RunResult) throws -> String {
    try text(Entry(at: address, found: result))
  }

  /// The bytes of a file; the order of the lines does not matter.
  static func bytes(_ heading: Heading, lines: some Sequence<String>) throws -> [UInt8] {
    let lines = [try text(Kind.own), try text(heading)] + lines.sorted()
    let body = Array((lines.joined(separator: "\n") + "\n").utf8)
    var hash = SHA256()
    hash.update(body)
    let seal = try text(Seal(runs: lines.count - 2, sha256: hash.hexDigest()))
    return body + Array((seal + "\n").utf8)
  }

  /// Reads a file.
  ///
  /// *Errors*: `OutsideProblem` where it is not there, is none of these, or is not whole.
  init(path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else {
      throw OutsideProblem("there is no file \(path)")
    }
    let bytes = try CaseFolder.bytes(at: URL(fileURLWithPath: path), named: path)
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    guard let first = lines.first, let kind = try? Self.decode(Kind.self, first),
      kind.format == Kind.own.format
    else {
      throw OutsideProblem(
        """
        \(path) holds no runs of rashomon
          expected: a file that --checkpoint or `rashomon island` wrote
        """)
    }
    guard kind == Kind.own else {
      throw OutsideProblem(
        """
        \(path) was written by another version of rashomon
          found: layout \(kind.schemaVersion) of the file
          expected: layout \(Kind.own.schemaVersion), of version \(rashomonVersion)
          hint: continue with the version that wrote it, or begin anew
        """)
    }
    let body = bytes.prefix(bytes.count - (lines.last?.count ?? 0) - 1)
    var hash = SHA256()
    hash.update(body)
    guard lines.count > 2, bytes.last == UInt8(ascii: "\n"),
      let seal = try? Self.decode(Seal.self, lines[lines.count - 1]),
      seal.sha256 == hash.hexDigest(), seal.runs == lines.count - 3,
      let heading = try? Self.decode(Heading.self, lines[1]),
      let entries = try? lines[2..<(lines.count - 1)].map({ try Self.decode(Entry.self, $0) })
    else {
      throw OutsideProblem(
        """
        \(path) is cut short or was changed
          found: contents that its last line, a hash of all before it, does not match
          expected: the file as rashomon wrote it
          hint: copy it again from where it was written, or begin anew
        """)
    }
    self.heading = heading
    runs = Dictionary(entries.map { ($0.at, $0.found) }, uniquingKeysWith: { first, _ in first })
  }

  /// One line of JSON; numbers come back to the last bit.
  private static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  private static func decode<Value: Decodable>(
    _ type: Value.Type, _ line: some Sequence<UInt8>
  ) throws -> Value {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return try decoder.decode(type, from: Data(line))
  }
}
