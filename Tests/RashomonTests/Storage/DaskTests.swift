import Foundation
import Testing

/// The driver on a Dask cluster of this machine, whose workers are killed while they compute.
///
/// `Scripts/set-up --with-python`, which `Scripts/test` calls, makes the environment that it needs.
@Suite(.serialized, .enabled(if: BuiltCommand.executable != nil))
struct DaskTests {
  private static let work = [
    "--as-of", "2020-08-17", "--method", "smc", "--histories", "1500",
  ]

  private func driver(
    _ folder: URL, islands: Int, _ options: [String]
  ) throws -> RunningCommand {
    let script = Repository.root.appending(path: "Scripts/islands-dask").path
    let python = try #require(
      PythonEnvironment.python, "no Python environment: run Scripts/set-up --with-python")
    let rashomon = try #require(BuiltCommand.executable).path
    return try RunningCommand(
      [
        script, "Cases/belarus-2020", "--islands", "\(islands)", "--folder", "islands", "--workers",
        "2", "--rashomon", rashomon, "--",
      ] + options, program: python, in: folder)
  }

  @Test func `workers that are killed change no bit`() throws {
    try BuiltCommand.inScratchFolder { folder in
      let expected = try RunningCommand(
        ["weigh", "Cases/belarus-2020", "--runs", "8"] + Self.work, in: folder
      ).wait()
      try #require(expected.status == 0, "\(expected.errors)")

      let driver = try driver(folder, islands: 4, Self.work + ["--runs", "2"])
      var killed: Set<Int32> = []
      var orphans: Set<Int32> = []
      while driver.isRunning, killed.count < 3 {
        Thread.sleep(forTimeInterval: 0.05)
        let all = RunningProcess.all()
        let island = all.values.first { process in
          process.name == "rashomon" && process.parent != driver.identifier
            && !killed.contains(process.parent)
            && RunningProcess.ancestors(of: process, in: all).contains(driver.identifier)
        }
        if let island {
          kill(island.parent, SIGKILL)
          killed.insert(island.parent)
          orphans.insert(island.identifier)
        }
      }
      let end = try driver.wait()
      #expect(end.status == 0, "\(end.errors)")
      #expect(killed.count == 3)
      #expect(end.output == expected.output, "\(end.errors)")
      // No island goes on computing without the worker that wanted it.
      #expect(orphans.isDisjoint(with: RunningProcess.all().keys))
      let files = try FileManager.default.contentsOfDirectory(
        atPath: folder.appending(path: "islands").path)
      #expect(files.sorted() == (1...4).map { "\($0).island" })
    }
  }

  @Test func `a mistake of the user's ends it with the command's words`() throws {
    try BuiltCommand.inScratchFolder { folder in
      let end = try driver(folder, islands: 2, ["--method", "smd"]).wait()
      #expect(end.status == 64 && end.output == "")
      #expect(end.errors.contains("--method must be one of"))
    }
  }
}

/// The Python that `Scripts/set-up --with-python` makes.
enum PythonEnvironment {
  /// nil where it has not been made.
  static let python: URL? = {
    let file = Repository.root.appending(path: ".venv/bin/python")
    return FileManager.default.isExecutableFile(atPath: file.path) ? file : nil
  }()
}

/// What runs on this machine, as Linux tells it.
struct RunningProcess {
  let identifier: Int32
  let parent: Int32
  let name: String

  /// By identifier; without those that have ended and wait to be asked for.
  static func all() -> [Int32: RunningProcess] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    let found = names.compactMap { entry -> RunningProcess? in
      guard let identifier = Int32(entry),
        let text = try? String(contentsOfFile: "/proc/\(entry)/stat", encoding: .utf8),
        // The name stands in brackets and may hold anything; then come the state and the parent.
        let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")")
      else { return nil }
      let rest = text[text.index(after: close)...].split(separator: " ")
      guard rest.count > 1, rest[0] != "Z", let parent = Int32(rest[1]) else { return nil }
      return RunningProcess(
        identifier: identifier, parent: parent,
        name: String(text[text.index(after: open)..<close]))
    }
    return Dictionary(found.map { ($0.identifier, $0) }, uniquingKeysWith: { first, _ in first })
  }

  static func ancestors(
    of process: RunningProcess, in all: [Int32: RunningProcess]
  ) -> [Int32] {
    var ancestors: [Int32] = []
    var next = all[process.parent]
    while let parent = next, !ancestors.contains(parent.identifier) {
      ancestors.append(parent.identifier)
      next = all[parent.parent]
    }
    return ancestors
  }
}
