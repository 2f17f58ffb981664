import Foundation
import RashomonNumerics
import RashomonTestSupport
import Testing

/// A run that is stopped anywhere continues to the bytes of one that is not.
@Suite(.serialized, .enabled(if: BuiltCommand.executable != nil))
struct CheckpointTests {
  /// About a second of work where the command is optimised, in many runs.
  private static let work = [
    "weigh", "Cases/belarus-2020", "--as-of", "2020-08-17", "--method", "smc", "--histories", "500",
    "--runs", "12", "--json", "--quiet",
  ]

  private static let keeping = ["--checkpoint", "file.runs", "--resume"]

  private func uninterrupted(in folder: URL) throws -> String {
    let end = try RunningCommand(Self.work, in: folder).wait()
    try #require(end.status == 0, "\(end.errors)")
    return end.output
  }

  /// Whether the file, if there is one, is whole: continuing from it is what is tested, so here only
  /// that its last line seals it.
  private func isWhole(_ file: URL) throws -> Bool {
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return true }
    let last = text.split(separator: "\n").last ?? ""
    return text.hasSuffix("\n") && last.hasPrefix("{\"runs\":")
  }

  private func names(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
  }

  // MARK: SIGKILL

  /// Kills the same work again and again until it gets through, and begins anew, until it was killed
  /// as often as wanted.
  @Test func `SIGKILL at any moment costs no bit`() throws {
    let seed: UInt64 = 20_201_109
    let wanted = TestSize.pick(reduced: 8, whole: 50)
    print("SIGKILL at \(wanted) moments drawn from the seed \(seed)")
    try BuiltCommand.inScratchFolder { folder in
      let start = ContinuousClock.now
      let expected = try uninterrupted(in: folder)
      let whole = (ContinuousClock.now - start) / .seconds(1)
      let file = folder.appending(path: "file.runs")
      var kills = 0
      var resumed = 0
      while kills < wanted {
        let key = RandomKey(seed: seed, stream: 0, block: 0, day: kills, statement: 0)
        let command = try RunningCommand(Self.work + Self.keeping, in: folder)
        Thread.sleep(forTimeInterval: key.uniform(lane: 0) * whole)
        command.send(SIGKILL)
        let end = try command.wait()
        #expect(try isWhole(file), "after \(kills) kills")
        if end.status == 0 {
          #expect(end.output == expected, "after \(kills) kills")
          try? FileManager.default.removeItem(at: file)
        } else {
          kills += 1
          resumed += FileManager.default.fileExists(atPath: file.path) ? 1 : 0
        }
      }
      let last = try RunningCommand(Self.work + Self.keeping, in: folder).wait()
      #expect(last.status == 0 && last.output == expected)
      #expect(resumed > wanted / 2, "too early for any checkpoint in \(kills - resumed) cases")
      #expect(try names(in: folder).filter { $0.hasSuffix(".partial") } == [])
    }
  }

  /// Ends the program by SIGKILL at a step of its n-th writing of a file, from within the C library's
  /// functions that it calls.
  private static let shim = """
    #define _GNU_SOURCE
    #include <dlfcn.h>
    #include <signal.h>
    #include <stdlib.h>
    #include <string.h>
    #include <sys/stat.h>
    #include <unistd.h>
    static int count, synced;
    static void die_at(const char *step) {
      const char *wanted = getenv("KILL_STEP"), *turn = getenv("KILL_TURN");
      if (wanted && turn && !strcmp(wanted, step) && count == atoi(turn)) kill(getpid(), SIGKILL);
    }
    ssize_t write(int file, const void *bytes, size_t size) {
      ssize_t (*real)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
      struct stat about;
      if (size > 200 && !fstat(file, &about) && S_ISREG(about.st_mode)) {
        count++;
        const char *wanted = getenv("KILL_STEP"), *turn = getenv("KILL_TURN");
        if (wanted && turn && !strcmp(wanted, "half-written") && count == atoi(turn)) {
          real(file, bytes, size / 2);
          kill(getpid(), SIGKILL);
        }
        ssize_t written = real(file, bytes, size);
        die_at("written");
        return written;
      }
      return real(file, bytes, size);
    }
    int fsync(int file) {
      int (*real)(int) = dlsym(RTLD_NEXT, "fsync");
      int result = real(file);
      struct stat about;
      if (!fstat(file, &about)) die_at(S_ISDIR(about.st_mode) ? "folder-synced" : "synced");
      return result;
    }
    int rename(const char *from, const char *to) {
      int (*real)(const char *, const char *) = dlsym(RTLD_NEXT, "rename");
      int result = real(from, to);
      die_at("renamed");
      return result;
    }
    """

  private func makeShim(in folder: URL) throws -> String {
    try Data(Self.shim.utf8).write(to: folder.appending(path: "shim.c"))
    let built = try BuiltCommand.run(
      "$(command -v clang || command -v cc) -shared -fPIC -o shim.so shim.c -ldl", in: folder)
    try #require(built.status == 0, "\(built.errors)")
    return folder.appending(path: "shim.so").path
  }

  @Test(arguments: ["half-written", "written", "synced", "renamed", "folder-synced"])
  func `SIGKILL inside a writing leaves the file whole`(step: String) throws {
    try BuiltCommand.inScratchFolder { folder in
      let expected = try uninterrupted(in: folder)
      let shim = try makeShim(in: folder)
      let file = folder.appending(path: "file.runs")
      for turn in [1, 3] {
        let before = try? Data(contentsOf: file)
        let end = try RunningCommand(
          Self.work + Self.keeping, in: folder,
          environment: ["LD_PRELOAD": shim, "KILL_STEP": step, "KILL_TURN": "\(turn)"]
        ).wait()
        #expect(end.status == nil, "\(step) of turn \(turn) was not reached")
        let isRenamed = ["renamed", "folder-synced"].contains(step)
        let leftovers = try names(in: folder).filter { $0.hasSuffix(".partial") }
        #expect(leftovers.isEmpty == isRenamed)
        #expect(try isWhole(file))
        // The first writing happens before any run; before its rename the file is what it was.
        if turn == 1 { #expect((try? Data(contentsOf: file)) == before || isRenamed) }
      }
      let last = try RunningCommand(Self.work + Self.keeping, in: folder).wait()
      #expect(last.status == 0 && last.output == expected)
      #expect(try names(in: folder).filter { $0.hasSuffix(".partial") } == [])
    }
  }

  // MARK: Signals that may be answered

  @Test(arguments: [SIGINT, SIGTERM])
  func `a signal to end writes a checkpoint and says how to go on`(signal: Int32) throws {
    try BuiltCommand.inScratchFolder { folder in
      let file = folder.appending(path: "file.runs")
      let long = Self.work.map { $0 == "500" ? "100000" : $0 } + ["--threads", "2"]
      let command = try RunningCommand(long + Self.keeping, in: folder)
      // Written when it begins; from then on the signal is answered.
      while command.isRunning, !FileManager.default.fileExists(atPath: file.path) {
        Thread.sleep(forTimeInterval: 0.01)
      }
      Thread.sleep(forTimeInterval: 0.3)
      command.send(signal)
      let end = try command.wait()
      #expect(end.status == 75)
      #expect(end.output == "")
      #expect(end.errors.contains("finished runs are in file.runs"))
      #expect(end.errors.contains("--resume"))
      #expect(try isWhole(file))
    }
  }
}
