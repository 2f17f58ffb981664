import RashomonModel
import RashomonNumerics

/// The draws of a sampled component that are as different from each other as the run has them.
///
/// Many of a run's draws are copies of one once-per-history value. A truth is ranked among a few
/// draws of which hardly two are the same: thinning as [Talts2018] demands it of Markov chains. What
/// is left of a coarse run is then no departure, as long as it has more than `count` values, and what
/// is wrong with its posterior is still seen.
struct DrawsApart {
  /// With 19 draws there are as many ranks as bins.
  static let count = 19

  private let lanes: [String: [Int]]

  init(_ result: AccountResult, seed: UInt64, dataset: Int) {
    var lanes: [String: [Int]] = [:]
    for component in result.components where !component.isExact {
      guard let draws = component.runs[0].draws, !draws.reported.isEmpty else { continue }
      let name = component.component.name
      let key = RandomKey(
        seed: seed, stream: -6, block: 0, day: dataset,
        statement: statementAddress("'apart \(name)"))
      lanes[name] = DrawsApart.chosen(among: draws, key: key)
    }
    self.lanes = lanes
  }

  /// nil for all, where draws are exact or nothing tells copies.
  func lanes(of component: ComponentResult) -> [Int]? { lanes[component.component.name] }

  /// Draws in an order in which copies stand together and which knows nothing of their values, and
  /// of these one from each part of equal length.
  private static func chosen(among draws: RunDraws, key: RandomKey) -> [Int] {
    let salt = key.uniform(lane: 0).bitPattern
    let hashes = (0..<draws.count).map { lane in
      draws.reported.reduce(salt) { hash, column in
        let mixed = (hash ^ column[lane].bitPattern) &* 0xBF58_476D_1CE4_E5B9
        return (mixed ^ (mixed &>> 29)) &* 0x94D0_49BB_1331_11EB
      }
    }
    let order = hashes.indices.sorted { (hashes[$0], $0) < (hashes[$1], $1) }
    let step = Double(draws.count) / Double(count)
    let start = key.uniform(lane: 1)
    return (0..<count).map { order[min(order.count - 1, Int((Double($0) + start) * step))] }
  }
}
