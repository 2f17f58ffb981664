package import RashomonEvidence

// The numbers that ACH software puts beside a matrix, so that those who know them find them again.
// They count ratings and weigh nothing: the weights of evidence are what they stand beside.
//
// *Reference*: the metrics of Open Synthesis [OpenSynthesis2016].

extension AchRating {
  /// VI 1, I 2, N 3, C 4, VC 5; what is not applicable counts as neutral.
  package var score: Double {
    switch self {
    case .veryInconsistent: 1
    case .inconsistent: 2
    case .neutral, .notApplicable: 3
    case .consistent: 4
    case .veryConsistent: 5
    }
  }
}

/// The mean score of one item for one hypothesis over those who rated it; 3 where nobody did.
package func achMean(_ ratings: [AchRating]) -> Double {
  guard !ratings.isEmpty else { return neutralScore }
  return ratings.reduce(0) { $0 + $1.score } / Double(ratings.count)
}

/// How much speaks against a hypothesis: the sum of (3 − mean)² over the items whose mean score is
/// below 3. In Heuer's reading the hypothesis with the least is the best.
///
/// - Parameter items: for each item the ratings of all who rated it.
package func achInconsistency(_ items: [[AchRating]]) -> Double {
  items.reduce(0) { total, ratings in
    let below = max(0, neutralScore - achMean(ratings))
    return total + below * below
  }
}

/// How much an item tells hypotheses apart: the population standard deviation of its mean scores
/// over the hypotheses; 0 for none.
///
/// - Parameter hypotheses: for each hypothesis the ratings of all who rated the item.
package func achDiagnosticity(_ hypotheses: [[AchRating]]) -> Double {
  guard !hypotheses.isEmpty else { return 0 }
  let means = hypotheses.map(achMean)
  let count = Double(means.count)
  let mean = means.reduce(0, +) / count
  return (means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
}

private let neutralScore = 3.0
