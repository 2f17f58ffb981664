import RashomonModel
import RashomonTestSupport
import Testing

@testable import RashomonEngine

/// Actors that anticipate each other, against published numbers and against what must hold of any
/// solution.
struct LogitGameTests {
  /// Two actors with payoffs `row[own][other]` and `column[other][own]`, at one rationality.
  private func game(
    row: [[Double]], column: [[Double]], rationality: Double
  ) -> LogitGame {
    let rows = row.count
    let columns = row[0].count
    var tape = WorthTape()
    func expected(_ payoffs: [Double], against options: [Int]) -> Int {
      let terms = zip(payoffs, options).map { payoff, option in
        let weight = tape.add(.constant(rationality * payoff))
        return tape.add(.binary(.multiply, weight, tape.add(.chance(option))))
      }
      return terms.dropFirst().reduce(terms[0]) { tape.add(.binary(.add, $0, $1)) }
    }
    let columnOptions = (0..<columns).map { rows + $0 }
    tape.utilities = (0..<rows).map { expected(row[$0], against: columnOptions) }
    tape.utilities += (0..<columns).map { own in
      expected(column.map { $0[own] }, against: Array(0..<rows))
    }
    return LogitGame(
      actors: [Array(0..<rows), columnOptions], tape: tape, inputs: [],
      allowed: Array(repeating: true, count: rows + columns))
  }

  private static let published = [
    (1.0, 0.642_979_359_0, 0.588_319_024_4), (2.0, 0.772_676_607_1, 0.611_743_479_2),
    (3.0, 0.859_536_709_6, 0.603_815_786_0),
  ]

  @Test(arguments: published)
  func `a game of constant sum comes out as published`(
    rationality: Double, first: Double, second: Double
  ) {
    let chances = game(
      row: [[1, 1], [0, 1]], column: [[1, 1], [2, 1]], rationality: rationality
    ).principal()
    #expect(abs(chances[0] - first) < 5e-11)
    #expect(abs(chances[2] - second) < 5e-11)
  }

  /// Meeting is worth 1 to both, and better at the second place: the branch from rationality 0 ends
  /// there; with a high rationality the first place holds itself up too.
  @Test func `of several the one on the principal branch is taken, and the others are found`() {
    let stag = game(row: [[1, 0], [0, 1.2]], column: [[1, 0], [0, 1.2]], rationality: 8)
    let principal = stag.principal()
    #expect(principal[1] > 0.99)
    let all = stag.equilibria()
    #expect(all.count == 2)
    #expect(all[0] == principal)
    #expect(all[1][0] > 0.99)
    let mild = game(row: [[1, 0], [0, 1.2]], column: [[1, 0], [0, 1.2]], rationality: 1)
    #expect(mild.equilibria().count == 1)
  }

  /// The branch is the one that goes on without a jump: one hundredth more of rationality moves no
  /// chance far.
  @Test func `the principal branch has no jumps`() {
    var last = [0.5, 0.5, 0.5, 0.5]
    for step in 1...1_000 {
      let rationality = Double(step) / 100
      let chances = game(
        row: [[1, 0], [0, 1.2]], column: [[3, 0], [0, 1]], rationality: rationality
      ).principal()
      for (now, before) in zip(chances, last) { #expect(abs(now - before) < 0.03) }
      last = chances
    }
  }

  /// Solutions of games drawn at random, put back into what they must solve.
  @Test func `every solution answers itself`() {
    var generator = SystemlessGenerator(state: 3)
    for _ in 0..<200 {
      let rows = Int.random(in: 2...4, using: &generator)
      let columns = Int.random(in: 1...3, using: &generator)
      func payoffs() -> [[Double]] {
        (0..<rows).map { _ in
          (0..<columns).map { _ in Double.random(in: -2...2, using: &generator) }
        }
      }
      let (row, column) = (payoffs(), payoffs())
      let rationality = Double.random(in: 0.1...6, using: &generator)
      let chances = game(row: row, column: column, rationality: rationality).principal()
      let (own, other) = (Array(chances[..<rows]), Array(chances[rows...]))
      let toRow = softmax(
        row.map { line in rationality * zip(line, other).reduce(0) { $0 + $1.0 * $1.1 } })
      let toColumn = softmax(
        (0..<columns).map { place in
          rationality * zip(column, own).reduce(0) { $0 + $1.0[place] * $1.1 }
        })
      for (found, response) in zip(chances, toRow + toColumn) {
        #expect(abs(found - response) < 1e-12)
      }
    }
  }

  /// Two crowds with a way out for one of them, which is where the curve bends most.
  @Test func `the branch is followed to its end`() {
    var generator = SystemlessGenerator(state: 11)
    for number in 0..<1_500 {
      let fear = exponential(Double.random(in: -0.9...0.9, using: &generator))
      let mood = number % 3 == 0 ? Double(number % 2) : Double.random(in: 0...1, using: &generator)
      let rationality = [2.0, 2, 8, 30][number % 4]
      let chances = game(
        row: [[fear, 0, 0], [0, 0.5 + mood, 0]], column: [[1, 0, 0.3], [0, 1.3 * fear, 0.3]],
        rationality: rationality
      ).principal()
      #expect(
        chances.allSatisfy { $0 >= 0 && $0 <= 1 },
        "fear \(fear), mood \(mood), rationality \(rationality): \(chances)")
    }
  }

  @Test func `what is not allowed has no chance, and who has one option takes it`() {
    let game = game(row: [[1, 1], [0, 1]], column: [[1, 1], [2, 1]], rationality: 1)
    let closed = LogitGame(
      actors: game.actors, tape: game.tape, inputs: [], allowed: [true, false, true, true])
    let chances = closed.principal()
    #expect(chances[0] == 1)
    #expect(chances[1] == 0)
    // Against a certain first row both columns are worth 1.
    expectClose(chances[2], 0.5)
  }

  private func softmax(_ worths: [Double]) -> [Double] {
    let largest = worths.max() ?? 0
    let weights = worths.map { exponential($0 - largest) }
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }
}

/// Drawn numbers that are the same on every machine.
private struct SystemlessGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

#if canImport(Glibc)
  import Glibc
#endif

private func exponential(_ value: Double) -> Double { exp(value) }
