/// Where a run takes its random numbers from.
///
/// The same draws give the same bytes for any number of threads and on any machine.
package struct Draws: Hashable, Sendable {
  /// The user's seed.
  package let seed: UInt64
  /// Which independent run of that seed.
  package let stream: Int

  package init(seed: UInt64, stream: Int) {
    self.seed = seed
    self.stream = stream
  }
}
