import RashomonEvidence
import RashomonText

/// An explanation as a matrix of competing hypotheses: a row for each item that counts, and for each
/// stretch of silence that says something of an account; a rating for each account by the weight
/// against common ground (`AchRating.init(decibels:)`).
///
/// The last column is the item's diagnosticity, the last row each account's inconsistency score, as
/// Open Synthesis computes them of the ratings [OpenSynthesis2016]. The rows are those that
/// `AchMatrix.read` understands: the first is the header.
///
/// The grades are in the weights already, and are therefore no column: whoever read them back as
/// credibility would discount twice.
///
/// *Precondition*: the explanation is of all accounts, against common ground.
package func achTable(of found: Explanation) -> [[String]] {
  var texts: [String: Int] = [:]
  /// No two rows of a matrix have the same text.
  func unique(_ text: String, _ id: String) -> String {
    texts[text, default: 0] += 1
    return texts[text] == 1 ? text : "\(text) (\(id))"
  }
  var rows: [(cells: [String], ratings: [AchRating])] = []
  for item in found.items where item.uncounted == nil {
    let ratings = item.weights.map { rating($0.weight) }
    rows.append(
      (
        [
          unique("\(item.sentence): \(item.says)", item.id), item.id, item.occurred.iso, "report",
          item.observable, item.source,
        ], ratings
      ))
  }
  for span in found.spans {
    let ratings = span.weights.map(rating)
    guard ratings.contains(where: { ![.neutral, .notApplicable].contains($0) }) else { continue }
    rows.append(
      (
        [
          unique("\(span.sentence): nothing reported \(span.from) to \(span.to)", span.observable),
          "", span.to.iso, "silence", span.observable, "",
        ], ratings
      ))
  }
  let scores = found.accounts.indices.map { account in
    score(achInconsistency(rows.map { [$0.ratings[account]] }))
  }
  return [
    ["evidence", "id", "date", "type", "observable", "source"] + found.accounts.map(\.title)
      + ["diagnosticity"]
  ]
    + rows.map { row in
      row.cells + row.ratings.map(\.rawValue)
        + [score(achDiagnosticity(row.ratings.map { [$0] }))]
    }
    + [["Inconsistency score", "", "", "", "", ""] + scores + [""]]
}

private func rating(_ weight: Measured?) -> AchRating {
  AchRating(decibels: weight?.value ?? .nan)
}

/// Three digits, and none that say nothing.
private func score(_ number: Double) -> String {
  let rounded = (number * 1000).rounded() / 1000
  return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
}
