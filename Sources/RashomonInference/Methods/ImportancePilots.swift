import RashomonEngine
import RashomonNumerics

#if canImport(Glibc)
  import Glibc
#endif

/// What importance sampling finds out before its last stage: a density that is near the posterior,
/// and how many paths the Ẑ of a value needs.
///
/// First values are drawn from the prior. Then a few of them are run several times over: the scatter
/// of log Ẑ tells how many paths bring its variance to a half. At one, more paths and more values
/// are worth the same [Tran2021]; a half costs a fifth more and spares values far out, whose Ẑ
/// scatters more, the rare outlier that carries the mean. Then come pilots from densities fitted to all so far, their
/// weights tempered as long as too few of them count.
struct ImportancePilots {
  /// nil where no pilot lived.
  private(set) var mixture: FactMixture?
  /// Of the last stage.
  private(set) var size: ImportancePass.Size

  /// Passes from a fitted density.
  private static let passes = 2
  /// Values in a pilot, at most, when few paths are needed.
  private static let mostGroups = 1000

  /// Paths for each value, at least, unless paths hardly matter.
  private static let leastPaths = 16

  private let pass: ImportancePass
  private let histories: Int
  private var points: FactPoints?
  /// Of the points, each pass's with its effective size for a sum.
  private var logWeights: [Double] = []

  /// - Complexity: that of four passes over the days at most.
  init(
    _ pass: ImportancePass, histories: Int, paths: Int, tick: () throws -> Void
  ) throws {
    self.pass = pass
    self.histories = histories
    size = ImportancePass.Size(groups: max(2, histories / paths), paths: paths)
    let first = try pass.run(nil, size: pilotSize, stage: 1, tick: tick)
    guard first.collapseDay == nil else { return }
    learn(from: first, stage: 1)
    try choosePaths(by: first, tick: tick)
    for index in 0..<Self.passes {
      let stage = try pass.run(mixture, size: pilotSize, stage: 3 + index, tick: tick)
      guard stage.collapseDay == nil else { return }
      let found = learn(from: stage, stage: 3 + index)
      if found > 0.4 * Double(pilotSize.groups) { return }
    }
  }

  private var pilotSize: ImportancePass.Size {
    ImportancePass.Size(groups: min(size.groups, Self.mostGroups), paths: size.paths)
  }

  /// Fits the density anew with another pass, and gives the effective size of its values.
  @discardableResult
  private mutating func learn(from stage: ImportancePass.Stage, stage number: Int) -> Double {
    let found = stage.logWeights
    let total = logSumExp(found)
    let effective = effectiveSize(normalizedWeights(found))
    let scaled = found.map { $0 - total + log(effective) }
    if points == nil {
      points = stage.points
    } else {
      points?.replace(from: logWeights.count, by: stage.points)
    }
    logWeights += scaled
    let searched = stage.points.free.map { column in
      Array(stage.fromPrior < column.count ? column[stage.fromPrior...] : column[...])
    }
    let even = [Double](
      repeating: 1 / Double(searched.first?.count ?? 1), count: searched.first?.count ?? 0)
    let centre = pass.key("'centre", stage: number)
    guard let points else { return effective }
    mixture = FactMixture(
      pass.facts, points: points,
      weights: tempered(logWeights, effectiveSize: max(2, 0.25 * Double(stage.logRatios.count))),
      reference: covariance(searched, weights: even)
    ) { centre.uniform(lane: $0) }
    return effective
  }

  /// The largest power up to 1 of the weights, normalised, at which so many of them count.
  private func tempered(_ logWeights: [Double], effectiveSize target: Double) -> [Double] {
    func weights(_ power: Double) -> [Double] {
      normalizedWeights(logWeights.map { $0 == -.infinity ? $0 : $0 * power })
    }
    let whole = weights(1)
    if effectiveSize(whole) >= target { return whole }
    var (low, high) = (0.0, 1.0)
    for _ in 0..<20 {
      let middle = 0.5 * (low + high)
      if effectiveSize(weights(middle)) >= target { low = middle } else { high = middle }
    }
    return weights(low)
  }

  /// Runs some of the values again, and takes as many paths as bring the variance of log Ẑ to a half.
  private mutating func choosePaths(
    by first: ImportancePass.Stage, tick: () throws -> Void
  ) throws {
    let copies = 4
    let groups = pilotSize.groups
    let count = max(1, min(16, groups / copies))
    let places = SystematicResampling.ancestors(
      weights: tempered(first.logWeights, effectiveSize: max(2, 0.25 * Double(groups))),
      uniform: pass.key("'repeated", stage: 2).uniform(lane: 0), count: count)
    let again = try pass.run(
      repeating: places.flatMap { [Int](repeating: $0, count: copies) }, of: first,
      paths: size.paths, stage: 2, tick: tick)
    let found = again.filters.logEvidence
    var squares = 0.0
    var degrees = 0
    for place in places.indices {
      let own = found[place * copies..<(place + 1) * copies].filter(\.isFinite)
      // A value some of whose filters died needs more paths than its others tell.
      let missing = Double(copies - own.count)
      guard !own.isEmpty else { continue }
      let mean = own.reduce(0, +) / Double(own.count)
      squares += own.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } + 10 * missing
      degrees += copies - 1
    }
    guard degrees > 0 else { return }
    let variance = squares / Double(degrees)
    // Few paths scatter far more at a value far out than the variance near the middle tells; where
    // paths hardly matter, any number does.
    let least = variance < 0.01 ? 1 : min(size.paths, Self.leastPaths)
    let wanted = (2 * Double(size.paths) * variance).rounded(.up)
    let paths = max(least, Int(min(wanted, Double(max(1, histories / 16)))))
    size = ImportancePass.Size(groups: max(2, histories / paths), paths: paths)
  }
}
