import RashomonEngine
package import RashomonModel

/// Follows a record day by day and says before each day how probable an account holds anything that
/// could be read on it.
///
/// A class because it holds populations, which move on with the days.
package final class Predictor {
  private enum Course {
    case exact(VectorRun)
    case sampled([FilterRun])
  }

  private var courses: [Course] = []
  /// For each observable with readings, the place of its part.
  private var places: [String: Int] = [:]

  /// - Parameters:
  ///   - result: an evaluation of the account on the record; its exact parts are followed exactly, the
  ///     others by particle filters.
  ///   - effort: how many runs of how many histories follow the others.
  package init(of result: AccountResult, effort: Effort) throws {
    for part in result.components {
      for observable in part.component.observed { places[observable.id] = courses.count }
      courses.append(try Predictor.course(of: part, effort))
    }
  }

  private static func course(of part: ComponentResult, _ effort: Effort) throws -> Course {
    if part.method == Enumeration().name {
      return .exact(
        try VectorRun(part.component, limit: effort.enumerationLimit, threads: effort.threads))
    }
    let size = part.method == OneHistory().name ? 1 : effort.histories
    return .sampled(
      try (0..<(part.isExact ? 1 : effort.runs)).map { run in
        try FilterRun(
          part.component, size: size, draws: Draws(seed: effort.seed, stream: run),
          threads: effort.threads)
      })
  }

  /// Takes in the record of the days before `day`.
  ///
  /// *Errors*: `RangeFault`.
  package func advance(to day: Int) throws {
    for index in courses.indices {
      switch courses[index] {
      case .exact(var vectors):
        try vectors.advance(to: day) {}
        courses[index] = .exact(vectors)
      case .sampled(var filters):
        for run in filters.indices { try filters[run].advance(to: day) {} }
        courses[index] = .sampled(filters)
      }
    }
  }

  /// log P(what is read on the day reached | the record of the days before), from each run, or one
  /// number where it is exact; nil where the observable has no readings or the account cannot give the
  /// record so far.
  ///
  /// - Parameter reading: of one observable.
  ///
  /// *Errors*: `RangeFault`.
  package func logProbabilities(
    of reading: DayRecord, observable: String
  ) throws -> [Double]? {
    guard let place = places[observable] else { return nil }
    switch courses[place] {
    case .exact(let vectors):
      guard vectors.collapse == nil else { return nil }
      return [try vectors.logEvidence(with: reading) - vectors.logEvidence]
    case .sampled(let filters):
      guard let first = filters.first, filters.allSatisfy({ $0.collapse == nil }) else {
        return nil
      }
      // Compiling takes longer than weighing; all runs share one engine.
      let weigher = first.engine.weigher(of: reading)
      return try filters.map { try $0.logEvidence(with: weigher) - $0.logEvidence }
    }
  }
}
