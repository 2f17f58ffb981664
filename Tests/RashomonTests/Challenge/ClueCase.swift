import Foundation
import RashomonAnalysis
import RashomonInference

/// Seven clues for a theory and three against, and two accounts of how common clues for it are
/// [LopezBowersGajardo2026].
enum ClueCase {
  private static let twoShares = """
    hidden theta "share of clues that speak for the theory" is one of { 25%: 0.5, 75%: 0.5 }
    """

  /// - Parameters:
  ///   - theory, rival: how the share θ of clues for the theory is drawn under either.
  ///   - common: the same of common ground.
  static func data(
    theory: String, rival: String, common: String = twoShares
  ) throws -> CaseData {
    try TextCase.open(
      crisis: """
        crisis "Ten clues"
        period 2001-01-01 to 2001-01-10
        source book { title "A theory" author "A" outlet "O" date 2000-12-31 }
        source paper { title "Its rival" author "B" outlet "O" date 2000-12-31 }
        observable clue: status "the clue of the day speaks for the theory"
          usual 50%  because "knowing nothing"
        \(common)  because "knowing nothing"
        each day {
          status clue with chance theta  because "a clue is one of many"
        }
        """,
      accounts: [
        "theory": "account \"The theory\" by book\n\n\(theory)  because \"more for than against\"",
        "rival": "account \"Its rival\" by paper\n\n\(rival)  because \"fewer\"",
      ],
      evidence: [1, 1, 0, 1, 1, 0, 1, 1, 0, 1].enumerated().map { day, says in
        "C\(day),\(TextCase.date(day + 1)),\(TextCase.date(day + 1)),clue,\(says),,,,,archive,,,,"
      })
  }

  /// θ uniform above ½ and below it, as the nodes of a Gauss-Legendre rule: exact to all digits for
  /// the smooth functions of θ that counts of clues are.
  static func uniform() throws -> CaseData {
    func fact(from low: Double) -> String {
      let items = gaussLegendre(nodes: 24).map { node, weight in
        "\(low + 0.25 * (node + 1)): \(0.5 * weight)"
      }
      return "override hidden theta is one of { \(items.joined(separator: ", ")) }"
    }
    return try data(theory: fact(from: 0.5), rival: fact(from: 0))
  }

  /// The same with θ drawn from its uniform laws.
  static func sampled() throws -> CaseData {
    try data(
      theory: "override param theta ~ uniform(low: 50%, high: 100%)",
      rival: "override param theta ~ uniform(low: 0%, high: 50%)",
      common: "param theta \"share of clues for the theory\" ~ uniform(low: 0%, high: 100%)")
  }

  /// Nodes in −1…1 and weights that add up to 2, by Newton's method on the Legendre polynomial.
  private static func gaussLegendre(nodes count: Int) -> [(node: Double, weight: Double)] {
    (1...count).map { index in
      var x = cos(Double.pi * (Double(index) - 0.25) / (Double(count) + 0.5))
      var slope = 0.0
      for _ in 0..<100 {
        var (value, last) = (1.0, 0.0)
        for degree in 1...count {
          let n = Double(degree)
          (value, last) = (((2 * n - 1) * x * value - (n - 1) * last) / n, value)
        }
        slope = Double(count) * (x * value - last) / (x * x - 1)
        x -= value / slope
      }
      return (x, 2 / ((1 - x * x) * slope * slope))
    }
  }

  /// The case as it is written, with what an analysis of it needs.
  static func standing(
    _ data: CaseData, settings: RunSettings = TextCase.settings
  ) throws -> (base: Standing, memory: ComponentMemory) {
    let memory = ComponentMemory()
    return (try RashomonAnalysis.standing(of: data, settings: settings, memory: memory), memory)
  }

  /// The ratio of evidences that a number of dB is.
  static func ratio(_ decibels: Double) -> Double { pow(10, decibels / 10) }
}
