import RashomonEngine
import RashomonModel
import RashomonNumerics

/// A small run beforehand that tells how many paths a filter needs for its log Ẑ to be steady enough.
///
/// Proposals are rarely taken where log Ẑ of one and the same value varies by much more than one
/// from filter to filter; less noise than that is paid for with fewer values [Doucet2015]. The
/// pilot's random numbers are its own, so that what it finds leaves the run's Ẑ unbiased.
struct PathPilot {
  /// The variance of log Ẑ at which a filter is steady enough.
  static let wantedVariance = 1.5
  private static let values = 6
  private static let repeats = 3
  private static let fewestPaths = 16
  /// Above it the variance says only that there are far too few paths.
  private static let credibleVariance = 12.0

  let component: Component
  let prior: FactPrior
  let draws: Draws
  let threads: Int

  /// A power of two, at most as large as the limit unless that is under 1.
  func paths(atMost limit: Int) throws -> Int {
    var paths = min(PathPilot.fewestPaths, max(1, limit))
    while true {
      let variance = try variance(paths: paths)
      let wanted = Double(paths) * variance / PathPilot.wantedVariance
      if variance <= PathPilot.credibleVariance || 4 * paths > limit {
        while 2 * paths <= limit, Double(paths) * 1.5 < wanted { paths *= 2 }
        return paths
      }
      paths *= 4
    }
  }

  /// The variance of log Ẑ from filter to filter, over the better half of a few values.
  private func variance(paths: Int) throws -> Double {
    let drawn = try prior.draw(PathPilot.values, draws: draws).table
    let places = (0..<PathPilot.values * PathPilot.repeats).map { $0 / PathPilot.repeats }
    var filters = try PathFilters(
      component, table: drawn.picked(places), paths: paths, draws: draws, threads: threads)
    for day in 0...(component.records.last?.day ?? 0) { try filters.advance(day: day) }
    let logs = (0..<PathPilot.values).map { value in
      Array(
        filters.logEvidence[value * PathPilot.repeats..<(value + 1) * PathPilot.repeats])
    }
    let better = logs.sorted { logMeanExp($0) > logMeanExp($1) }.prefix(PathPilot.values / 2)
    return better.reduce(0) { sum, logs in
      let deviation = standardDeviation(of: logs)
      return sum + deviation * deviation
    } / Double(better.count)
  }
}
