import RashomonAnalysis
import RashomonText

/// What was found about telling the accounts apart, in sentences: the verdict, then every two, the
/// hardest first.
func discriminateSentences(_ found: Discrimination) -> [String] {
  let rivals = found.rivals
  let mean = rivals.reduce(0) { $0 + $1.right.value } / Double(rivals.count)
  let squares = rivals.reduce(0) { $0 + ($1.right.error ?? 0) * ($1.right.error ?? 0) }
  let error = squares.squareRoot() / Double(rivals.count)
  var sentences = [
    "If one of these \(rivals.count) is right, a record like this one gives it the most evidence in"
      + " \(hundred(mean)) ±\(decimal(max(error * 100, 1), 0)) of 100 cases;"
      + " guessing would in \(hundred(1 / Double(rivals.count)))."
  ]
  sentences += pairs(found).map { sentence(of: $0.first, $0.second, found) }
  let loose = rivals.flatMap { rival in
    zip(rivals, rival.spread).compactMap { other, spread -> Double? in
      guard let spread, spread >= Discrimination.aimedSpread else { return nil }
      return spread
    }
  }
  let cells = rivals.count * rivals.count
  if let worst = loose.max() {
    sentences.append(
      "In \(loose.count) of \(cells) combinations the sd of log evidence is over"
        + " \(decimal(Discrimination.aimedSpread, 0)) dB, at most \(decimal(worst, 1)): noise makes"
        + " close pairs look a little harder to tell than they are. Raise --histories.")
  }
  return sentences
}

private typealias Duel = Discrimination.Duel

/// Every two accounts once, by how seldom the right one does better.
private func pairs(_ found: Discrimination) -> [(first: Duel, second: Duel)] {
  found.duels.enumerated().compactMap { place, duel in
    guard
      let back = found.duels.enumerated().first(where: {
        $0.element.truth == duel.other && $0.element.other == duel.truth
      }), back.offset > place
    else { return nil }
    return (duel, back.element)
  }.sorted {
    $0.first.share.value + $0.second.share.value < $1.first.share.value + $1.second.share.value
  }
}

private func sentence(of first: Duel, _ second: Duel, _ found: Discrimination) -> String {
  let names = Dictionary(
    found.rivals.map { ($0.id, $0.id == "common-ground" ? "common ground" : "“\($0.title)”") }
  ) { first, _ in first }
  let (one, other) = (names[first.truth] ?? "", names[first.other] ?? "")
  let worst = min(first.share.value, second.share.value)
  let verdict =
    switch worst {
    case 0.95...: "would tell"
    case 0.8..<0.95: "would mostly tell"
    case 0.65..<0.8: "would often fail to tell"
    default: "could hardly tell"
    }
  return "This record \(verdict) \(one) from \(other): \(half(first)) if the first is right,"
    + " \(half(second)) if the second is."
}

private func half(_ duel: Duel) -> String {
  let cases =
    "in \(withError(hundred(duel.share.value), duel.share.error.map { $0 * 100 }, as: { decimal($0, 0) })) of 100 cases"
  guard duel.decibels.value.isFinite else { return cases + " (it rules the other out)" }
  return cases + " (\(withError(decibels(duel.decibels.value), duel.decibels.error)) dB)"
}

private func hundred(_ share: Double) -> String { decimal(share * 100, 0) }
