import Foundation

/// The command `rashomon` as it was built beside the tests.
enum BuiltCommand {
  /// nil where only the tests were built.
  static let executable: URL? = {
    let folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    let file = folder.appending(path: "rashomon")
    return FileManager.default.isExecutableFile(atPath: file.path) ? file : nil
  }()

  struct Outcome {
    let status: Int32
    let output: String
    let errors: String
  }

  /// A fresh folder with a copy of the cases, removed afterwards.
  static func inScratchFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "rashomon-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.copyItem(
      at: Repository.root.appending(path: "Cases"), to: folder.appending(path: "Cases"))
    return try body(folder)
  }

  /// Runs a line of shell in which `rashomon` is the built command.
  static func run(_ line: String, in folder: URL) throws -> Outcome {
    // To files rather than pipes, which fill up.
    let output = folder.appending(path: "standard-output")
    let errors = folder.appending(path: "standard-error")
    for file in [output, errors] {
      try Data().write(to: file)
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = folder
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    var environment = ProcessInfo.processInfo.environment
    let own = executable?.deletingLastPathComponent().path ?? ""
    environment["PATH"] = own + ":" + (environment["PATH"] ?? "")
    process.environment = environment
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: try String(contentsOf: output, encoding: .utf8),
      errors: try String(contentsOf: errors, encoding: .utf8))
  }

  /// What it prints as JSON.
  static func json(_ arguments: String, in folder: URL) throws -> Any {
    let outcome = try run("rashomon \(arguments) --json --quiet", in: folder)
    return try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
  }
}
