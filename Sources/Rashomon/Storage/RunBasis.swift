import RashomonAnalysis
import RashomonEvidence
import RashomonText

/// What two sets of runs must have in common to count as runs of one analysis.
///
/// How many runs and threads there are, and as of which dates the record is seen, is not part of it:
/// those decide which runs are wanted, not what a run finds.
struct RunBasis: Codable, Hashable {
  /// The subcommand.
  let command: String
  /// The case's id.
  let `case`: String
  let provenance: Provenance
  /// Of the whole record, so that nothing becomes known between two parts of one analysis.
  let recordHash: String
  let seed: UInt64
  /// nil where the methods choose.
  let histories: Int?
  let method: String?

  init(_ command: String, of data: CaseData, settings: RunSettings) {
    self.command = command
    `case` = data.id
    provenance = data.provenance
    recordHash = data.record.hash
    seed = settings.seed
    histories = settings.histories
    method = settings.method
  }

  /// Every way in which runs on this basis differ from those wanted, one sentence each.
  func differences(from wanted: RunBasis) -> [Difference] {
    var differences: [Difference] = []
    func compare<Value: Equatable>(
      _ what: String, _ part: (RunBasis) -> Value, _ words: (Value) -> String
    ) {
      let (found, expected) = (part(self), part(wanted))
      guard found != expected else { return }
      differences.append(
        Difference(what: what, found: words(found), expected: words(expected)))
    }
    compare("subcommand", \.command) { $0 }
    compare("case", \.case) { $0 }
    compare("version of rashomon", \.provenance.version) { $0 }
    compare("block size", \.provenance.blockSize) { "\($0)" }
    compare("model", \.provenance.modelHash) { "hash \($0.prefix(12))" }
    compare("record", \.recordHash) { "hash \($0.prefix(12))" }
    compare("seed of all random numbers", \.seed) { "\($0)" }
    compare("--histories", \.histories) { $0.map { "\($0)" } ?? "none" }
    compare("--method", \.method) { $0 ?? "none" }
    return differences
  }

  struct Difference: Hashable {
    let what: String
    let found: String
    let expected: String

    /// As a message says it.
    var lines: [String] {
      ["  found: \(what): \(found)", "  expected: \(what): \(expected)"]
    }
  }
}
