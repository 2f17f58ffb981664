import Foundation
import Synchronization

/// The standard streams, and nothing else of the terminal.
enum Terminal {
  /// Whether someone looks on who would like to see how far it is.
  static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }

  static func message(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }

  static func output(_ text: String) {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
  }
}

/// A bar on the standard error that fills while work goes on and says how long it will take; silent
/// where it is not wanted.
///
/// A class because several threads report to the same bar.
final class ProgressBar: Sendable {
  private let title: String
  private let isShown: Bool
  private let state: Mutex<State>

  private struct State {
    var lastStep = -1
    var began = ContinuousClock.now
  }

  init(title: String, isShown: Bool) {
    self.title = title
    self.isShown = isShown
    state = Mutex(State())
  }

  /// Shows that this fraction (0 to 1) of the work is done.
  func update(_ fraction: Double) {
    guard isShown else { return }
    let step = Int((min(1, max(0, fraction)) * 100).rounded(.down))
    let shown: Duration? = state.withLock { state in
      guard step > state.lastStep else { return nil }
      state.lastStep = step
      return ContinuousClock.now - state.began
    }
    guard let shown else { return }
    let filled = step * 30 / 100
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
    let left = step >= 5 && step < 100 ? "  \(words(for: shown * (100 - step) / step)) left" : ""
    FileHandle.standardError.write(Data("\r\(title)  \(bar) \(step) %\(left)\u{1B}[K".utf8))
  }

  /// Clears the bar; the next update starts another one.
  func finish() {
    guard isShown else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
  }

  /// Says something between two pieces of work.
  func say(_ text: String) {
    finish()
    Terminal.message(text)
    state.withLock { $0 = State() }
  }
}

/// About how long: `20 s`, `3 min`, `2 h`.
func words(for duration: Duration) -> String {
  let seconds = Double(duration.components.seconds)
  switch seconds {
  case ..<90: return "about \(max(1, Int(seconds))) s"
  case ..<5_400: return "about \(Int((seconds / 60).rounded())) min"
  default: return "about \(Int((seconds / 3_600).rounded())) h"
  }
}
