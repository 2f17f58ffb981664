import RashomonNumerics

#if canImport(Glibc)
  import Glibc
#endif

/// Whether places in (0, 1) can have been drawn uniformly: their cumulative shares at the borders of
/// equal bins, all held against simultaneous bands.
///
/// At each border the count below it is binomial; the statistic is the smallest of its tail
/// probabilities over all borders. Its law under uniformity follows exactly from the chain of counts
/// from border to border, so that the p-value is exact, for any number of places.
///
/// *Reference*: [Saeilynoja2022].
package struct RankUniformity: Sendable {
  /// How many places fall into each bin.
  package let histogram: [Int]
  /// The chance, under uniformity, of a departure at least as surprising; 1 without places.
  package let pValue: Double

  /// Borders at every twentieth: as fine as the 5, 50 and 95 % that tables print, and coarse enough
  /// that a posterior of a few hundred histories is no departure by itself.
  package static let binCount = 20

  package init(places: [Double], bins: Int = RankUniformity.binCount) {
    var histogram = [Int](repeating: 0, count: bins)
    for place in places {
      histogram[min(bins - 1, max(0, Int(place * Double(bins))))] += 1
    }
    self.histogram = histogram
    pValue = RankUniformity.pValue(of: histogram)
  }

  /// *Complexity*: O(n) for each pair of counts within the bands at neighbouring borders, some
  /// bins · n steps in all.
  private static func pValue(of histogram: [Int]) -> Double {
    let count = histogram.reduce(0, +)
    guard count > 0, histogram.count > 1 else { return 1 }
    let factorials = logFactorials(upTo: count)
    let borders = (1..<histogram.count).map { Double($0) / Double(histogram.count) }
    let laws = borders.map { Tails(trials: count, chance: $0, factorials) }
    var below = 0
    var surprise = 1.0
    for (place, law) in laws.enumerated() {
      below += histogram[place]
      surprise = min(surprise, law.smallerTail(at: below))
    }
    // Counts exactly as surprising as the observed ones are outside.
    let limit = surprise * (1 + 1e-9)
    var inside: [Int: Double] = [0: 1]
    var from = 0.0
    for (border, law) in zip(borders, laws) {
      let band = law.band(above: limit)
      let step = (border - from) / (1 - from)
      var next: [Int: Double] = [:]
      for to in band {
        var sum = 0.0
        for (start, probability) in inside where start <= to {
          sum +=
            probability
            * binomial(
              to - start, of: count - start, chance: step, factorials)
        }
        next[to] = sum
      }
      inside = next
      from = border
    }
    return min(1, max(0, 1 - inside.keys.sorted().reduce(0) { $0 + (inside[$1] ?? 0) }))
  }
}

/// Both tails of a binomial law.
private struct Tails {
  private let atMost: [Double]
  private let atLeast: [Double]

  init(trials: Int, chance: Double, _ factorials: [Double]) {
    let masses = (0...trials).map { binomial($0, of: trials, chance: chance, factorials) }
    var sum = 0.0
    atMost = masses.map { mass in
      sum += mass
      return sum
    }
    sum = 0
    atLeast = masses.reversed().map { mass in
      sum += mass
      return sum
    }.reversed()
  }

  func smallerTail(at count: Int) -> Double { min(atMost[count], atLeast[count]) }

  /// The counts with both tails above a limit, ascending.
  func band(above limit: Double) -> [Int] {
    atMost.indices.filter { smallerTail(at: $0) > limit }
  }
}

private func logFactorials(upTo count: Int) -> [Double] {
  var logs = [0.0]
  for number in stride(from: 1, through: count, by: 1) {
    logs.append(logs[number - 1] + log(Double(number)))
  }
  return logs
}

private func binomial(
  _ hits: Int, of trials: Int, chance: Double, _ factorials: [Double]
) -> Double {
  if chance >= 1 { return hits == trials ? 1 : 0 }
  return exp(
    factorials[trials] - factorials[hits] - factorials[trials - hits]
      + Double(hits) * log(chance) + Double(trials - hits) * log1p(-chance))
}

/// The chance that as many or as few of independent events happen as did, doubled: whether stated
/// probabilities agree with a frequency, exactly.
///
/// *Range*: 0...1, 1 without events. *Complexity*: O(n²).
package func frequencySurprise(stated: [Double], happened: Int) -> Double {
  guard !stated.isEmpty else { return 1 }
  var masses = [1.0]
  for chance in stated {
    var next = [Double](repeating: 0, count: masses.count + 1)
    for (count, mass) in masses.enumerated() {
      next[count] += mass * (1 - chance)
      next[count + 1] += mass * chance
    }
    masses = next
  }
  let atMost = masses.prefix(happened + 1).reduce(0, +)
  let atLeast = masses.dropFirst(happened).reduce(0, +)
  return min(1, 2 * min(atMost, atLeast))
}
