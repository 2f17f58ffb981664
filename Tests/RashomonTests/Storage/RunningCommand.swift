import Foundation

/// A command that a test stops in the middle.
final class RunningCommand {
  private let process = Process()
  private let output: URL
  private let errors: URL

  /// Starts `rashomon ARGUMENTS`, or another program, in a folder.
  init(
    _ arguments: [String], program: URL? = BuiltCommand.executable, in folder: URL,
    environment: [String: String] = [:]
  ) throws {
    let name = UUID().uuidString
    output = folder.appending(path: "\(name).output")
    errors = folder.appending(path: "\(name).errors")
    for file in [output, errors] { try Data().write(to: file) }
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    try process.run()
  }

  var identifier: Int32 { process.processIdentifier }
  var isRunning: Bool { process.isRunning }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  struct End {
    /// nil where it was ended by a signal.
    let status: Int32?
    let output: String
    let errors: String
  }

  func wait() throws -> End {
    process.waitUntilExit()
    return End(
      status: process.terminationReason == .exit ? process.terminationStatus : nil,
      output: try String(contentsOf: output, encoding: .utf8),
      errors: try String(contentsOf: errors, encoding: .utf8))
  }
}
