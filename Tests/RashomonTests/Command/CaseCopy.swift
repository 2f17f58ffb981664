import Foundation
import Testing

/// A copy of one of the cases in a folder of its own, which a test may change and run the built
/// command on.
struct CaseCopy {
  private let scratch: URL
  let name: String

  /// Gives a fresh copy of a case, removed afterwards.
  static func of<Result>(
    _ name: String = "harbour-strike", _ body: (CaseCopy) throws -> Result
  ) throws -> Result {
    try BuiltCommand.inScratchFolder { folder in
      try body(CaseCopy(scratch: folder, name: name))
    }
  }

  /// The folder in which commands run and the case lies, as `Cases/NAME`.
  var root: URL { scratch }

  /// The case's folder.
  var folder: URL { scratch.appending(path: "Cases/\(name)") }

  func file(_ path: String) -> URL { folder.appending(path: path) }

  func text(of path: String) throws -> String {
    try String(contentsOf: file(path), encoding: .utf8)
  }

  func write(_ text: String, to path: String) throws {
    try text.write(to: file(path), atomically: false, encoding: .utf8)
  }

  /// Replaces a text that must be there.
  func replace(_ old: String, with new: String, in path: String) throws {
    let text = try text(of: path)
    try #require(text.contains(old), "\(path) has no \(old)")
    try write(text.replacing(old, with: new), to: path)
  }

  func append(_ lines: String, to path: String) throws {
    let text = try text(of: path)
    try write(text + lines + "\n", to: path)
  }

  func remove(_ path: String) throws {
    try FileManager.default.removeItem(at: file(path))
  }

  /// Runs `rashomon SUBCOMMAND CASE OPTIONS`.
  func run(_ subcommand: String, _ options: String = "") throws -> BuiltCommand.Outcome {
    try BuiltCommand.run("rashomon \(subcommand) Cases/\(name) \(options)", in: scratch)
  }

  /// The bytes of `rashomon SUBCOMMAND CASE --json --quiet OPTIONS`, which must succeed.
  func json(_ subcommand: String, _ options: String = "") throws -> String {
    let outcome = try run(subcommand, "--json --quiet \(options)")
    #expect(outcome.status == 0, "\(subcommand) \(options): \(outcome.errors)")
    return outcome.output
  }

  /// The same, decoded.
  func document(_ subcommand: String, _ options: String = "") throws -> JSONObject {
    let data = Data(try json(subcommand, options).utf8)
    return JSONObject(try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:])
  }
}

/// A decoded object, with the questions that tests ask of it.
struct JSONObject {
  private let values: [String: Any]

  init(_ values: [String: Any]) {
    self.values = values
  }

  var keys: Set<String> { Set(values.keys) }

  func number(_ key: String) -> Double? { values[key] as? Double }
  func string(_ key: String) -> String? { values[key] as? String }
  func strings(_ key: String) -> [String]? { values[key] as? [String] }
  /// Whether the key is there and holds null.
  func isNull(_ key: String) -> Bool { values[key] is NSNull }

  func object(_ key: String) throws -> JSONObject {
    JSONObject(try #require(values[key] as? [String: Any], "no object \(key)"))
  }

  func list(_ key: String) throws -> [JSONObject] {
    try #require(values[key] as? [[String: Any]], "no list \(key)").map { JSONObject($0) }
  }

  /// The member of a list with that id.
  func member(_ id: String, of key: String) throws -> JSONObject {
    try #require(try list(key).first { $0.string("id") == id }, "no \(id) in \(key)")
  }
}
