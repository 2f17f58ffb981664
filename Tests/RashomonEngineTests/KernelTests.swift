import CRashomonKernels
import Foundation
import RashomonNumerics
import Testing

@testable import RashomonEngine

/// The vector kernels, each instruction set that this processor has.
struct KernelTests {
  private static let sets: [RashomonInstructions] = {
    let best = rashomon_best_instructions().rawValue
    return [RashomonInstructionsPortable, RashomonInstructionsAVX2, RashomonInstructionsAVX512]
      .filter { $0.rawValue <= best }
  }()

  private static let best = sets[sets.count - 1]

  private static let lanes = 1024

  private enum ListEntry {
    /// One of the columns given.
    case column(Int)
    case number(Double)
  }

  /// What a kernel writes, or nil where it declines.
  private func run(
    _ kernel: RashomonKernel, plus form: Int = 0, on columns: [[Double]], x: Double = 0,
    y: Double = 0, list: [ListEntry]? = nil, count: Int? = nil, firstLane: Int = 0,
    with instructions: RashomonInstructions = best
  ) throws -> [Double]? {
    let list = list ?? columns.indices.map { .column($0) }
    var step = RashomonStep()
    step.kernel = Int32(kernel.rawValue) + Int32(form)
    (step.target, step.a, step.b, step.c) = (0, 1, 2, 3)
    (step.listStart, step.listCount) = (0, Int32(count ?? list.count))
    (step.x, step.y) = (x, y)
    let all = [[Double](repeating: 0, count: Self.lanes)] + columns
    let pointers: [UnsafeMutablePointer<Double>?] = all.map {
      let pointer = UnsafeMutablePointer<Double>.allocate(capacity: Self.lanes)
      pointer.initialize(from: $0, count: Self.lanes)
      return pointer
    }
    defer { for pointer in pointers { pointer?.deallocate() } }
    var constants: [Double] = []
    let lists = list.map { entry -> Int32 in
      switch entry {
      case .column(let index): return Int32(index + 1)
      case .number(let value):
        constants.append(value)
        return -Int32(constants.count)
      }
    }
    let keys = [RashomonKey(state: Self.key.state, gamma: Self.key.gamma)]
    let stopped = pointers.withUnsafeBufferPointer { pointers in
      lists.withUnsafeBufferPointer { lists in
        keys.withUnsafeBufferPointer { keys in
          constants.withUnsafeBufferPointer { constants in
            var place = RashomonPlace(
              columns: pointers.baseAddress, constants: constants.baseAddress,
              lists: lists.baseAddress, keys: keys.baseAddress, logWeights: nil,
              firstLane: Int64(firstLane), lanes: Int64(Self.lanes))
            return rashomon_run(rashomon_kernels(instructions), &step, 0, 1, &place)
          }
        }
      }
    }
    guard stopped == 1 else { return nil }
    let target = try #require(pointers[0])
    return Array(UnsafeBufferPointer(start: target, count: Self.lanes))
  }

  private static let key = RandomKey(seed: 1, stream: 2, block: 3, day: 4, statement: 5)

  private func random(_ seed: UInt64, _ low: Double, _ high: Double) -> [Double] {
    var generator = LaneGenerator(seed: seed)
    return (0..<Self.lanes).map { _ in low + (high - low) * generator.uniform() }
  }

  /// Distance in units in the last place of the right value.
  private func largestError(_ found: [Double], _ right: [Double]) -> Double {
    zip(found, right).map { $0 == $1 ? 0 : abs($0 - $1) / $1.ulp }.max() ?? .infinity
  }

  // MARK: Accuracy

  @Test(arguments: [(-1, 1), (-20, 20), (-700, 700)])
  func `the exponential is good to two units in the last place`(_ low: Double, _ high: Double)
    throws
  {
    let x = random(11, low, high)
    let found = try #require(try run(RashomonKernelExponential, on: [x]))
    #expect(largestError(found, x.map { Foundation.exp($0) }) <= 2)
  }

  @Test(arguments: [(0.5, 2), (0.99, 1.01), (1e-300, 1e-290), (1, 1e12)])
  func `the logarithm is good to two units in the last place`(_ low: Double, _ high: Double) throws
  {
    let x = random(12, low, high)
    let found = try #require(try run(RashomonKernelLogarithm, on: [x]))
    #expect(largestError(found, x.map { Foundation.log($0) }) <= 2)
  }

  @Test(arguments: [(0, 1), (0, 0.01), (0.97, 1), (0, 1e-9)])
  func `the normal quantile is good to a few units in the last place`(
    _ low: Double, _ high: Double
  ) throws {
    let u = random(13, low, high).map { max($0, 0x1p-53) }
    let found = try #require(try run(RashomonKernelNormalQuantile, on: [u]))
    let right = u.map { RashomonNumerics.normalQuantile($0) }
    #expect(zip(found, right).allSatisfy { abs($0 - $1) <= 2e-15 * max(1, abs($1)) })
  }

  @Test(arguments: [(0.001, 5, 1.0 / 7), (0.5, 1.5, 30), (0, 1, 0.25)])
  func `powers lose a few digits at most`(
    _ low: Double, _ high: Double, _ exponent: Double
  ) throws {
    let x = random(20, low, high)
    let found = try #require(try run(RashomonKernelPower, plus: 1, on: [x], x: exponent))
    #expect(largestError(found, x.map { Foundation.pow($0, exponent) }) <= 40)
  }

  @Test func `powers that are not simply exponentials are declined`() throws {
    let ones = [Double](repeating: 1, count: Self.lanes)
    for (base, exponent) in [(-1, 2), (0, 0), (1, .infinity), (.nan, 0)] as [(Double, Double)] {
      var bases = ones
      bases[9] = base
      #expect(try run(RashomonKernelPower, plus: 1, on: [bases], x: exponent) == nil)
    }
  }

  @Test func `edges come out as mathematics has them`() throws {
    func first(_ kernel: RashomonKernel, _ value: Double) throws -> Double {
      try #require(try run(kernel, on: [[Double](repeating: value, count: Self.lanes)])?.first)
    }
    #expect(try first(RashomonKernelExponential, 1000) == .infinity)
    #expect(try first(RashomonKernelExponential, .infinity) == .infinity)
    #expect(try first(RashomonKernelExponential, -1000) == 0)
    #expect(try first(RashomonKernelExponential, -.infinity) == 0)
    #expect(try first(RashomonKernelExponential, 0) == 1)
    #expect(try first(RashomonKernelExponential, .nan).isNaN)
    #expect(abs(try first(RashomonKernelExponential, -740) / Foundation.exp(-740) - 1) < 0.1)
    #expect(try first(RashomonKernelLogarithm, 0) == -.infinity)
    #expect(try first(RashomonKernelLogarithm, -1).isNaN)
    #expect(try first(RashomonKernelLogarithm, .nan).isNaN)
    #expect(try first(RashomonKernelLogarithm, .infinity) == .infinity)
    #expect(try first(RashomonKernelLogarithm, 1) == 0)
    #expect(abs(try first(RashomonKernelLogarithm, 0x1p-1070) + 1070 * Foundation.log(2)) < 1e-9)
    #expect(try first(RashomonKernelPositiveLogarithm, 0).isNaN)
    #expect(try first(RashomonKernelPositiveLogarithm, 0x1p-1074) < -744)
    #expect(try first(RashomonKernelLogistic, -1000) == 0)
    #expect(try first(RashomonKernelLogistic, 1000) == 1)
    #expect(try first(RashomonKernelNormalQuantile, 0.5) == 0)
    let smallest = try first(RashomonKernelNormalQuantile, 0x1p-53)
    #expect(abs(smallest - RashomonNumerics.normalQuantile(0x1p-53)) < 1e-14)
  }

  // MARK: Random numbers

  @Test func `uniform numbers are those of their address`() throws {
    let found = try #require(try run(RashomonKernelUniform, on: [], firstLane: 256))
    #expect(found == (0..<Self.lanes).map { Self.key.uniform(lane: 256 + $0) })
  }

  @Test func `counts are the quantiles of their address's numbers`() throws {
    let means = random(14, 0, 9.9)
    let found = try #require(try run(RashomonKernelPoisson, on: [means], firstLane: 8))
    let right = means.enumerated().map {
      poissonByInversion(Self.key.uniform(lane: 8 + $0), mean: $1)
    }
    #expect(found == right)
  }

  @Test(arguments: [10, -1, Double.nan])
  func `counts that inversion is not for are declined`(_ mean: Double) throws {
    var means = random(15, 0, 5)
    means[700] = mean
    #expect(try run(RashomonKernelPoisson, on: [means]) == nil)
  }

  // MARK: Checks

  @Test(
    arguments: [
      (RashomonKernelCheckProbability, [0, 0.5, 1], [-1e-12, 1.1, .nan]),
      (RashomonKernelCheckOne, [1, 1 + 1e-7], [0.99, .nan]),
      (RashomonKernelCheckFinite, [0, -1e300], [.infinity, .nan]),
      (RashomonKernelCheckPositive, [1e-300], [0, -1, .infinity, .nan]),
      (RashomonKernelCheckNotNegative, [0, 3], [-1, .infinity, .nan]),
      (RashomonKernelCheckNumber, [0, .infinity], [.nan]),
      (RashomonKernelAcceptFinite, [0, -1e300], [.infinity, -.infinity, .nan]),
      (RashomonKernelAcceptPositive, [1e-300], [0, -1, .infinity, .nan]),
      (RashomonKernelAcceptNotNegative, [0, 3], [-1, .infinity, .nan]),
    ] as [(RashomonKernel, [Double], [Double])])
  func `one value out of range is noticed`(
    _ kernel: RashomonKernel, _ good: [Double], _ bad: [Double]
  ) throws {
    let column = (0..<Self.lanes).map { good[$0 % good.count] }
    #expect(try run(kernel, on: [column, column]) == column)
    for value in bad {
      var column = column
      column[Self.lanes - 3] = value
      #expect(try run(kernel, on: [column, column]) == nil, "\(value)")
    }
  }

  // MARK: Lists

  @Test(arguments: [2, 3, 4, 5, 6, 7, 8, 11])
  func `shares among options are those of their worths`(_ options: Int) throws {
    var worths = (0..<options).map { random(30 + UInt64($0), -20, 20) }
    worths[0][5] = -.infinity
    worths[0][6] = 800
    worths[1] = [Double](repeating: 1.5, count: Self.lanes)
    // The second worth is a number; the others' columns follow each other.
    let entries = (0..<options).map { $0 == 1 ? ListEntry.number(1.5) : .column($0) }
    let right = (0..<Self.lanes).map { lane in softmax(worths.map { $0[lane] }) }
    for option in 0..<options {
      // Only the share that is looked at goes to the target.
      let targets = (0..<options).map { $0 == option ? ListEntry.column(-1) : .column(options) }
      let spare = [Double](repeating: 0, count: Self.lanes)
      let found = try #require(
        try run(
          RashomonKernelSoftmax, on: worths + [spare], list: entries + targets, count: options))
      for (share, shares) in zip(found, right) {
        #expect(abs(share - shares[option]) <= 4e-16)
        #expect(share >= 0 && share <= 1)
      }
    }
  }

  @Test func `a worth that is no number leaves no share a number`() throws {
    var worths = [random(40, 0, 1), random(41, 0, 1)]
    worths[1][9] = .nan
    let found = try #require(
      try run(
        RashomonKernelSoftmax, on: worths,
        list: [.column(0), .column(1), .column(-1), .column(0)], count: 2))
    #expect(found.indices.filter { found[$0].isNaN } == [9])
  }

  @Test(arguments: 1...8)
  func `sums of values times numbers are good to the last digits`(_ terms: Int) throws {
    let columns = (0..<terms).map { random(50 + UInt64($0), -3, 3) }
    let factors = (0..<terms).map { 0.7 - 0.3 * Double($0) }
    let list = zip(columns.indices, factors).flatMap { [ListEntry.column($0), .number($1)] }
    let found = try #require(
      try run(RashomonKernelLinear, on: columns, list: [.number(0.25)] + list))
    for lane in 0..<Self.lanes {
      let right = zip(columns, factors).reduce(0.25) { $0 + $1.0[lane] * $1.1 }
      #expect(abs(found[lane] - right) < 1e-14)
    }
  }

  @Test func `a table gives the number of the last key that fits, else the first number`() throws {
    let keys = random(60, 0, 5).map { $0.rounded(.down) }
    let list = [7, 0, -1, 1, 0.5, 2, 8, 2, 9].map { ListEntry.number($0) }
    let found = try #require(try run(RashomonKernelLookup, on: [keys], list: list))
    #expect(found == keys.map { [0: -1, 1: 0.5, 2: 9][$0] ?? 7 })
  }

  @Test func `a choice by what is less`() throws {
    let (a, b, c) = (random(61, 0, 1), random(62, 0, 1), random(63, 2, 3))
    let column = try #require(try run(RashomonKernelSelectLess, on: [a, b, c], x: 5))
    #expect(column == zip(zip(a, b), c).map { $0.0 < $0.1 ? 5 : $1 })
    let number = try #require(try run(RashomonKernelSelectLess, plus: 1, on: [a, b], x: 5, y: 6))
    #expect(number == zip(a, b).map { $0 < $1 ? 5 : 6 })
  }

  // MARK: Instruction sets

  @Test func `every instruction set with one rounding gives the same bits`() throws {
    var x = random(16, -30, 30)
    x.replaceSubrange(0..<6, with: [0, -0.0, .infinity, -.infinity, .nan, 0x1p-1070])
    let columns = [x, random(17, 0, 1), random(18, 0, 9), random(19, 1, 2)]
    let lists: [Int: [ListEntry]] = [
      Int(RashomonKernelLinear.rawValue): [
        .number(0.1), .column(1), .number(0.3), .column(2), .number(-1.1),
      ],
      Int(RashomonKernelLookup.rawValue): [.number(3), .number(0), .number(-1)],
      Int(RashomonKernelSoftmax.rawValue): [.column(1), .column(2), .column(-1), .column(3)],
    ]
    for kernel in 1..<Int(RashomonKernelCount.rawValue)
    where kernel != RashomonKernelWeigh.rawValue && kernel != RashomonKernelWeighNumber.rawValue {
      for first in 0..<2 {
        let inputs = Array(columns[first...] + columns[..<first])
        let results = try Self.sets.map { set in
          try run(
            RashomonKernel(UInt32(kernel)), on: inputs, x: 0.3, y: -0.7, list: lists[kernel],
            count: kernel == RashomonKernelSoftmax.rawValue ? 2 : nil, with: set)
        }
        let fused = results.dropFirst()
        #expect(
          fused.allSatisfy { $0?.map(\.bitPattern) == fused.first??.map(\.bitPattern) },
          "kernel \(kernel)")
        // Plain x86-64 rounds twice.
        #expect(
          results.allSatisfy { ($0 == nil) == (results[0] == nil) }, "kernel \(kernel)")
        guard let plain = results[0], let best = fused.last ?? nil else { continue }
        let differing = zip(plain, best).count {
          $0 != $1 && !($0.isNaN && $1.isNaN) && abs($0 - $1) > 1e-13 * max(1, abs($1))
        }
        #expect(differing == 0, "kernel \(kernel)")
      }
    }
  }
}
