import RashomonNumerics
import Testing

/// Statistical tests here: chi-square at fixed seeds, rejected below 1e-6 (all together a false
/// alarm of about 1e-5). With 65,536 numbers or pairs in 256 cells that finds a cell share that is
/// wrong by 15 % in half of the cells; each test is shown to reject a broken copy.
struct RandomKeyTests {
  /// Values of an independent implementation in Python.
  @Test(arguments: [
    (
      RandomKey(seed: 0, stream: 0, block: 0, day: 0, statement: 0),
      [0.9897974744032544, 0.7217578319539818, 0.37861183035826407],
      [14_054_119_573_585_668_696, 14_913_067_797_922_305_587] as [UInt64]
    ),
    (
      RandomKey(seed: 7, stream: 1, block: 2, day: -1, statement: statementAddress("turnout")),
      [0.6194552969007238, 0.02020549249462744, 0.0922893185082444],
      [8_582_449_564_832_893_613, 16_390_527_147_251_747_272]
    ),
    (
      RandomKey(
        seed: .max, stream: 3, block: 4, day: 236,
        statement: statementAddress("Kremlin.deploy'share")),
      [0.9649720264773686, 0.7694829044961614, 0.8519746677771348],
      [3_457_113_864_301_965_974, 15_734_657_807_171_700_295]
    ),
  ])
  func `addresses have these numbers forever`(
    key: RandomKey, uniforms: [Double], words: [UInt64]
  ) {
    #expect([0, 1, 999].map { key.uniform(lane: $0) } == uniforms)
    var generator = key.generator(lane: 5)
    #expect([generator.next(), generator.next()] == words)
  }

  @Test func `statements have these addresses forever`() {
    #expect(statementAddress("turnout") == 17_475_173_771_359_616_174)
  }

  @Test func `every part of an address counts`() {
    let base = RandomKey(seed: 1, stream: 1, block: 1, day: 1, statement: 1)
    let others = [
      RandomKey(seed: 2, stream: 1, block: 1, day: 1, statement: 1),
      RandomKey(seed: 1, stream: 2, block: 1, day: 1, statement: 1),
      RandomKey(seed: 1, stream: 1, block: 2, day: 1, statement: 1),
      RandomKey(seed: 1, stream: 1, block: 1, day: 2, statement: 1),
      RandomKey(seed: 1, stream: 1, block: 1, day: 1, statement: 2),
    ]
    for other in others { #expect(other.uniform(lane: 0) != base.uniform(lane: 0)) }
    #expect(Set(others + [base]).count == 6)
  }

  @Test func `numbers stay inside the open interval`() {
    let key = RandomKey(seed: 3, stream: 0, block: 0, day: 0, statement: 0)
    #expect((0..<100_000).allSatisfy { (0.0..<1).contains(key.uniform(lane: $0)) })
    #expect((0..<100_000).allSatisfy { key.uniform(lane: $0) > 0 })
  }

  @Test(arguments: 0..<4) func `a column is uniform`(day: Int) {
    let key = RandomKey(seed: 11, stream: 0, block: 0, day: day, statement: 5)
    #expect(pairSignificance { key.uniform(lane: $0) } > 1e-6)
  }

  @Test(arguments: Neighbours.allCases)
  func `neighbouring addresses are independent`(neighbours: Neighbours) {
    #expect(pairSignificance { neighbours.number($0) } > 1e-6)
  }

  @Test func `numbers that depend on each other are rejected`() {
    let key = RandomKey(seed: 11, stream: 0, block: 0, day: 0, statement: 5)
    // A day that is forgotten, a sequence that a neighbour repeats four lanes later, and a
    // uniform density tilted by 15 %.
    #expect(pairSignificance { key.uniform(lane: $0 / 2) } < 1e-6)
    #expect(
      pairSignificance { key.uniform(lane: $0.isMultiple(of: 2) ? $0 / 2 : $0 / 2 + 1) * 0.98 }
        < 1e-6)
    #expect(
      pairSignificance { index in
        let u = key.uniform(lane: index)
        return u - 0.15 * u * (1 - u)
      } < 1e-6)
  }

  @Test func `a lane's own numbers are uniform`() {
    let key = RandomKey(seed: 11, stream: 0, block: 0, day: 0, statement: 5)
    var generator = key.generator(lane: 17)
    let numbers = (0..<131_072).map { _ in generator.uniform() }
    #expect(pairSignificance { numbers[$0] } > 1e-6)
  }
}

/// Pairs of addresses next to each other: numbers 2i and 2i + 1 are compared.
enum Neighbours: CaseIterable, Sendable {
  case lanes, days, statements, blocks, streams, seeds, generators, columnAndGenerator
  case successiveDaysOfOneLane

  func number(_ index: Int) -> Double {
    let pair = index / 2
    let side = index % 2
    func key(
      _ seed: Int = 0, stream: Int = 0, block: Int = 0, day: Int = 0, statement: Int = 0
    ) -> RandomKey {
      RandomKey(
        seed: UInt64(seed), stream: stream, block: block, day: day, statement: UInt64(statement))
    }
    switch self {
    case .lanes: return key().uniform(lane: pair + side)
    case .days: return key(day: side).uniform(lane: pair)
    case .statements: return key(statement: side).uniform(lane: pair)
    case .blocks: return key(block: side).uniform(lane: pair)
    case .streams: return key(stream: side).uniform(lane: pair)
    case .seeds: return key(side).uniform(lane: pair)
    case .generators:
      var generator = key().generator(lane: pair + side)
      return generator.uniform()
    case .columnAndGenerator:
      var generator = key().generator(lane: pair)
      return side == 0 ? key().uniform(lane: pair) : generator.uniform()
    case .successiveDaysOfOneLane: return key(day: pair + side).uniform(lane: 0)
    }
  }
}

/// The significance of a chi-square test that the pairs (u₂ᵢ, u₂ᵢ₊₁) fill 16 × 16 cells evenly.
private func pairSignificance(_ number: (Int) -> Double) -> Double {
  let pairs = 65_536
  var counts = [Int](repeating: 0, count: 256)
  for pair in 0..<pairs {
    let row = Int(number(2 * pair) * 16)
    let column = Int(number(2 * pair + 1) * 16)
    counts[16 * row + column] += 1
  }
  let expected = Double(pairs) / 256
  let statistic = counts.reduce(0.0) {
    $0 + (Double($1) - expected) * (Double($1) - expected) / expected
  }
  return IncompleteGamma(shape: 127.5, x: 0.5 * statistic).upper
}
