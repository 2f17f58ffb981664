import Foundation

/// How large statistical tests are: small in the run of every day, whole where the environment
/// variable `RASHOMON_TESTS` is `all` (`make test-all`).
package enum TestSize {
  package static let isWhole = ProcessInfo.processInfo.environment["RASHOMON_TESTS"] == "all"

  /// The size for this run.
  package static func pick<Size>(reduced: Size, whole: Size) -> Size { isWhole ? whole : reduced }
}
