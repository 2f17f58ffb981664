import RashomonAnalysis
import RashomonEvidence
import RashomonLanguage
import RashomonNumerics

/// The fingerprints of what decides an answer besides the record: the model files as the formatter
/// lays them out, so that their layout does not count, the table of grades and the words of
/// probability.
struct ModelHashes {
  private let shared: [String]

  init(crisis: SyntaxFile, scale: VerbalScale, grades: GradeTable) {
    shared =
      [format(crisis)]
      + scale.terms.flatMap { [$0.term, $0.low.description, $0.high.description] }
      + Grade.all.map { grades[$0].description }
  }

  func provenance(accounts: [(id: String, tree: SyntaxFile)]) -> Provenance {
    let texts = accounts.map { [$0.id, format($0.tree)] }
    let own = zip(accounts, texts).map { ($0.id, hash(shared + $1)) }
    return Provenance(
      version: rashomonVersion, modelHash: hash(shared + texts.flatMap { $0 }),
      accountHashes: Dictionary(
        own + [("common-ground", hash(shared))], uniquingKeysWith: { first, _ in first }))
  }

  /// The length before each text keeps neighbours apart: "ab", "c" is not "a", "bc".
  private func hash(_ texts: [String]) -> String {
    var hash = SHA256()
    for text in texts { hash.update("\(text.utf8.count):\(text)".utf8) }
    return hash.hexDigest()
  }
}
