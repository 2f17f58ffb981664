import RashomonEngine
import RashomonModel
import RashomonTestSupport
import Testing

@testable import RashomonInference

/// A model on a record whose evidence is known without sampling.
struct KnownAnswer: Sendable {
  let name: String
  let model: Model
  let records: [DayRecord]
  /// log Z.
  let logEvidence: Double
  /// Histories of the particle filter.
  let histories: Int
  /// Once-per-history values of the other methods, and paths for each.
  let groups: Int
  let paths: Int

  /// log Ẑ − log Z of independent runs, the same numbers for any number of threads.
  ///
  /// - Parameters:
  ///   - first: the index of the first run, so that two tests need not share any.
  ///   - other: a model to run in place of this one.
  func errors(
    of method: CheckedMethod, runs: Int, first: Int = 0, with other: Model? = nil
  ) throws -> [Double] {
    let model = other ?? model
    let components = Component.split(
      model, records: records, reported: model.reported, questions: [])
    let component = try #require(components.first)
    try #require(components.count == 1)
    let chosen = try method.method(for: self, component)
    let effort = Effort(
      seed: 20, histories: method == .smc ? histories : groups * paths, enumerationLimit: 0)
    return try parallelMap(count: runs, threads: 2) { run in
      try chosen.run(component, index: first + run, effort: effort, threads: 1) {}.logEvidence
        - logEvidence
    }
  }

  /// Expects the mean of Ẑ/Z of many runs to be 1 within four of its standard errors, and a
  /// standard deviation of log Ẑ below ½.
  ///
  /// Seed 20. Four standard errors raise about six false alarms in a hundred thousand fresh seeds.
  /// Of a thousand runs with a deviation of ½ the standard error is under 1.8 %, so that an
  /// evidence wrong by a seventh is caught all but surely; of the reduced hundred and twenty, one
  /// wrong by four tenths.
  func expectRight(by method: CheckedMethod) throws {
    let errors = try errors(of: method, runs: TestSize.pick(reduced: 120, whole: 1000))
    let verdict = Verdict(errors)
    #expect(verdict.isRight(allowing: method.allowance), "\(name), \(method): \(verdict)")
    Measured.print(
      "evidence", name, "\(method)", errors.count, verdict.ratio.mean,
      verdict.ratio.standardError, verdict.spread)
  }

  /// What runs tell of an estimator of the evidence.
  struct Verdict {
    /// Of Ẑ/Z.
    let ratio: SampleMean
    /// The standard deviation of log Ẑ.
    let spread: Double

    /// - Parameter errors: log Ẑ − log Z of each run.
    init(_ errors: [Double]) {
      ratio = SampleMean(of: errors.map(\.exponential))
      spread = standardDeviation(of: errors)
    }

    func isRight(allowing allowance: Double = 0) -> Bool {
      spread < 0.5 && abs(ratio.mean - 1) <= 4 * ratio.standardError + allowance
    }
  }

  /// Expects the 90 % interval of eight runs to hold log Z as often as it says.
  ///
  /// Seed 20. At a true coverage of 90 % of a thousand repetitions 87 to 93 % are ±3.2 standard
  /// deviations, 14 false alarms in ten thousand fresh seeds; of two hundred 82 to 98 % are −3.8 and
  /// more. An interval of half the width holds log Z in 63 %.
  func expectCoverage(by method: CheckedMethod) throws {
    let covered = try coverage(by: method)
    let bounds = TestSize.pick(reduced: 0.82...0.98, whole: 0.87...0.93)
    #expect(bounds.contains(covered.share), "\(name), \(method): \(covered.share)")
    #expect(!bounds.contains(covered.ofHalf), "\(name), \(method): half as wide passes")
    Measured.print(
      "coverage", name, "\(method)", covered.repetitions, covered.share, covered.ofHalf,
      covered.spread)
  }

  struct Coverage {
    let repetitions: Int
    /// How often the interval held the truth.
    let share: Double
    /// How often one half as wide did.
    let ofHalf: Double
    /// The standard deviation of log Ẑ.
    let spread: Double
  }

  func coverage(by method: CheckedMethod) throws -> Coverage {
    let repetitions = TestSize.pick(reduced: 200, whole: 1000)
    let each = 8
    let errors = try errors(of: method, runs: repetitions * each, first: 10_000)
    var held = 0
    var heldByHalf = 0
    for repetition in 0..<repetitions {
      let runs = Array(errors[repetition * each..<(repetition + 1) * each])
      let estimate = Estimate.logEvidence(runs: runs, isExact: false)
      guard let interval = estimate.interval(confidence: 0.9) else { continue }
      if interval.contains(0) { held += 1 }
      if abs(estimate.value) <= 0.25 * (interval.upperBound - interval.lowerBound) {
        heldByHalf += 1
      }
    }
    return Coverage(
      repetitions: repetitions, share: Double(held) / Double(repetitions),
      ofHalf: Double(heldByHalf) / Double(repetitions), spread: standardDeviation(of: errors))
  }
}

/// The methods held to known answers.
enum CheckedMethod: CaseIterable, Sendable {
  case smc
  case importance
  case smc2
  /// With the decisions of another run.
  case frozenSmc2

  func method(for answer: KnownAnswer, _ component: Component) throws -> any InferenceMethod {
    let sizes = NestedSizes(paths: answer.paths)
    switch self {
    case .smc: return ParticleFilter()
    case .importance: return ImportanceSampling(paths: answer.paths)
    case .smc2: return NestedFilter(sizes: sizes)
    case .frozenSmc2:
      var other = try NestedRun(
        component, facts: RandomFacts(component), sizes: sizes,
        histories: answer.groups * answer.paths, draws: Draws(seed: 19, stream: 0), threads: 1,
        adaptation: .adaptive)
      try other.advance(to: component.dayCount) {}
      return NestedFilter(sizes: sizes, adaptation: .fixed(other.rejuvenations))
    }
  }

  /// What is allowed beyond standard errors: a method that adapts as it goes is only nearly
  /// unbiased.
  var allowance: Double { self == .smc2 ? 0.02 : 0 }
}

/// Figures for the page on how the numbers are known to be right, as lines of CSV.
enum Measured {
  static func print(_ kind: String, _ model: String, _ method: String, _ figures: any Sendable...) {
    guard TestSize.isWhole else { return }
    Swift.print(
      (["measured", kind, model, method] + figures.map { "\($0)" }).joined(separator: ","))
  }
}
