import Foundation
import Synchronization

/// The standard streams, and nothing else of the terminal.
enum Terminal {
  static func message(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }

  static func output(_ text: String) {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
  }
}

/// A bar on the standard error that fills while work goes on; silent where it is not wanted.
///
/// A class because several threads report to the same bar.
final class ProgressBar: Sendable {
  private let title: String
  private let isShown: Bool
  private let lastStep = Mutex(-1)

  init(title: String, isShown: Bool) {
    self.title = title
    self.isShown = isShown
  }

  /// Shows that this fraction (0 to 1) of the work is done.
  func update(_ fraction: Double) {
    guard isShown else { return }
    let step = Int((min(1, max(0, fraction)) * 100).rounded(.down))
    let isNew = lastStep.withLock { last in
      guard step > last else { return false }
      last = step
      return true
    }
    guard isNew else { return }
    let filled = step * 30 / 100
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
    FileHandle.standardError.write(Data("\r\(title)  \(bar) \(step) %".utf8))
  }

  /// Clears the bar.
  func finish() {
    guard isShown else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
  }
}
