import Foundation
import Testing

/// Layout is the formatter's, and its linter has nothing to say.
struct HouseLayoutTests {
  @Test(.enabled(if: hasFormatter)) func `every Swift file is laid out by the formatter`() throws {
    let outcome = try Self.swift(
      [
        "format", "lint", "--strict", "--recursive", "Package.swift", "Sources", "Tests",
        "Benchmarks",
      ])
    #expect(outcome.status == 0, "\(outcome.messages)\n  hint: make format")
  }

  /// A toolchain may come without the formatter.
  private static let hasFormatter = (try? swift(["format", "--version"]))?.status == 0

  private static func swift(_ arguments: [String]) throws -> (status: Int32, messages: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["swift"] + arguments
    process.currentDirectoryURL = Repository.root
    let messages = Pipe()
    process.standardOutput = messages
    process.standardError = messages
    try process.run()
    let data = messages.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }
}
