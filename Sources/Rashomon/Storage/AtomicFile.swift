import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// Writing of whole files that whoever looks finds as they were or as they are to be, never in
/// part, whenever the program or the machine stops.
///
/// The bytes go to a temporary name in the same folder, `NAME.PROCESS.partial`, are synced, take
/// the file's name by a rename, and the folder is synced.
enum AtomicFile {
  /// Writes a file; an existing one is replaced and keeps its permissions, a link is followed.
  ///
  /// *Errors*: `OutsideProblem`, with what was there before as it was.
  static func write(_ bytes: [UInt8], to path: String) throws {
    let target = resolved(path)
    let temporary = "\(target).\(getpid()).partial"
    do {
      // Someone may clear the folder of what looks left over; then it is written once more.
      if try !write(bytes, to: temporary, renamedTo: target),
        try !write(bytes, to: temporary, renamedTo: target)
      {
        throw SystemFailure(step: "rename", code: ENOENT)
      }
      try syncFolder(of: target)
    } catch let failure as SystemFailure {
      unlink(temporary)
      throw OutsideProblem("cannot write \(path): \(failure.words)", isInData: false)
    }
  }

  /// Removes what writings of this file that were stopped have left.
  static func removeLeftovers(of path: String) {
    let url = URL(fileURLWithPath: resolved(path))
    let folder = url.deletingLastPathComponent()
    let prefix = url.lastPathComponent + "."
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    where name.hasPrefix(prefix) && name.hasSuffix(".partial") {
      let middle = name.dropFirst(prefix.count).dropLast(".partial".count)
      guard !middle.isEmpty, middle.allSatisfy({ $0.isASCII && $0.isNumber }) else { continue }
      unlink(folder.appendingPathComponent(name).path)
    }
  }

  /// False where the temporary file was gone before it was renamed.
  private static func write(
    _ bytes: [UInt8], to temporary: String, renamedTo target: String
  ) throws -> Bool {
    var existing = stat()
    let mode = stat(target, &existing) == 0 ? existing.st_mode & 0o7777 : nil
    let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw SystemFailure(step: "create a file beside it") }
    do {
      defer { close(file) }
      if let mode { fchmod(file, mode) }
      try bytes.withUnsafeBytes { try writeAll($0, to: file) }
      guard fsync(file) == 0 else { throw SystemFailure(step: "sync") }
    }
    if rename(temporary, target) == 0 { return true }
    guard errno == ENOENT else { throw SystemFailure(step: "rename") }
    return false
  }

  private static func writeAll(_ bytes: UnsafeRawBufferPointer, to file: Int32) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Glibc.write(file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw SystemFailure(step: "write") }
      rest = rest.dropFirst(count)
    }
  }

  /// So that the new name outlives a crash of the machine.
  private static func syncFolder(of target: String) throws {
    let folder = URL(fileURLWithPath: target).deletingLastPathComponent().path
    let file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard file >= 0 else { throw SystemFailure(step: "open its folder") }
    defer { close(file) }
    // Some file systems cannot sync a folder and say EINVAL; there is nothing more to do there.
    guard fsync(file) == 0 || errno == EINVAL else { throw SystemFailure(step: "sync its folder") }
  }

  /// Where a link leads; the path itself where there is nothing yet.
  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }
}

/// A step that the system refused.
private struct SystemFailure: Error {
  let step: String
  let code: Int32

  init(step: String, code: Int32 = errno) {
    self.step = step
    self.code = code
  }

  var words: String { "\(step): \(String(cString: strerror(code)))" }
}
