import RashomonAnalysis
import RashomonEvidence

extension ChallengeDocument {
  struct PriorOdds: Encodable {
    let rival: String
    @OrNull var leadDb: Double?
    @OrNull var leadDbSe: Double?
    @OrNull var oddsAgainst: Double?
    @OrNull var oddsAgainstSe: Double?
    @OrNull var shift: Double?
    @OrNull var shiftSe: Double?

    init(_ flip: PriorFlip) {
      rival = flip.rival
      _leadDb = OrNull(wrappedValue: finite(flip.lead.value))
      _leadDbSe = OrNull(wrappedValue: finite(flip.lead.error))
      _oddsAgainst = OrNull(wrappedValue: finite(flip.oddsAgainst.value))
      _oddsAgainstSe = OrNull(wrappedValue: finite(flip.oddsAgainst.error))
      _shift = OrNull(wrappedValue: finite(flip.shift.value))
      _shiftSe = OrNull(wrappedValue: finite(flip.shift.error))
    }
  }

  struct Power: Encodable {
    let models: [String]
    let points: [Point]
    @OrNull var half: Double?
    @OrNull var halfSe: Double?
    @OrNull var toldApart: Double?
    @OrNull var toldApartSe: Double?

    struct Point: Encodable {
      let power: Double
      let posteriors: [Double?]
      let posteriorsSe: [Double?]
    }

    init(_ curve: PowerCurve) {
      models = curve.models
      points = curve.points.map { point in
        Point(
          power: point.power, posteriors: point.posteriors.map { finite($0.value) },
          posteriorsSe: point.posteriors.map { finite($0.error) })
      }
      _half = OrNull(wrappedValue: finite(curve.half?.value))
      _halfSe = OrNull(wrappedValue: finite(curve.half?.error))
      _toldApart = OrNull(wrappedValue: finite(curve.toldApart?.value))
      _toldApartSe = OrNull(wrappedValue: finite(curve.toldApart?.error))
    }
  }

  /// Where a lead is along something that is varied.
  struct Point: Encodable {
    let value: Double
    @OrNull var leadDb: Double?
    @OrNull var leadDbSe: Double?
    let rival: String
    let reliable: Bool

    init(_ point: LeadPoint) {
      value = point.value
      _leadDb = OrNull(wrappedValue: finite(point.lead.value))
      _leadDbSe = OrNull(wrappedValue: finite(point.lead.error))
      rival = point.rival
      reliable = point.isReliable
    }
  }

  struct Bias: Encodable {
    let rival: String
    let readings: Int
    let directed: Int
    let limit: Double
    @OrNull var omega: Double?
    @OrNull var omegaSe: Double?
    let curve: [Point]
    let sources: [Source]

    struct Source: Encodable {
      @OrNull var source: String?
      let readings: Int
      @OrNull var omega: Double?
      @OrNull var omegaSe: Double?
      @OrNull var leftDb: Double?
      @OrNull var leftDbSe: Double?
    }

    init(_ bias: ObservationBias) {
      rival = bias.rival
      readings = bias.readings
      directed = bias.directed
      limit = bias.limit
      _omega = OrNull(wrappedValue: finite(bias.overall.crossing?.value.value))
      _omegaSe = OrNull(wrappedValue: finite(bias.overall.crossing?.value.error))
      curve = bias.curve.map { Point($0) }
      sources = bias.sources.map { source in
        Source(
          source: source.source, readings: source.readings,
          omega: finite(source.absorbed.crossing?.value.value),
          omegaSe: finite(source.absorbed.crossing?.value.error),
          leftDb: finite(source.absorbed.rest?.lead.value),
          leftDbSe: finite(source.absorbed.rest?.lead.error))
      }
    }
  }

  struct Parameter: Encodable {
    let name: String
    @OrNull var sentence: String?
    let models: [String]
    let low: Double
    let high: Double
    let curve: [Point]
    let crossings: [Crossing]

    struct Crossing: Encodable {
      let value: Double
      @OrNull var valueSe: Double?
      let lostAbove: Bool
      let rival: String
      let reliable: Bool
    }

    init(_ flip: ParameterFlip) {
      name = flip.name
      _sentence = OrNull(wrappedValue: flip.sentence)
      models = flip.models
      low = flip.range.lowerBound
      high = flip.range.upperBound
      curve = flip.curve.map { Point($0) }
      crossings = flip.crossings.map {
        Crossing(
          value: $0.value.value, valueSe: finite($0.value.error), lostAbove: $0.isLostAbove,
          rival: $0.rival, reliable: $0.isReliable)
      }
    }
  }

  struct Analyst: Encodable {
    let name: String
    let graded: Int
    let differing: Int
    let ranking: [Account]
    @OrNull var leadDb: Double?
    @OrNull var leadDbSe: Double?
    let standing: String

    init(_ analyst: AnalystComparison.Analyst, of challenge: Challenge) {
      name = analyst.name
      graded = analyst.graded
      differing = analyst.differing
      ranking = analyst.ranking.map {
        Account(id: $0.account, title: challenge.name(of: $0.account), weight: $0.weight)
      }
      _leadDb = OrNull(wrappedValue: finite(analyst.lead.lead.value))
      _leadDbSe = OrNull(wrappedValue: finite(analyst.lead.lead.error))
      standing = analyst.lead.standing.rawValue
    }
  }

  struct GradeDifference: Encodable {
    let row: String
    let observable: String
    @OrNull var recordGrade: String?
    let grades: [Other]

    struct Other: Encodable {
      let analyst: String
      let grade: String
      @OrNull var lostDb: Double?
      @OrNull var lostDbSe: Double?
    }

    init(_ difference: AnalystComparison.Difference) {
      row = difference.row
      observable = difference.observable
      _recordGrade = OrNull(wrappedValue: difference.recordGrade?.description)
      grades = difference.grades.map {
        Other(
          analyst: $0.analyst, grade: $0.grade.description,
          lostDb: finite($0.lead.lost.value), lostDbSe: finite($0.lead.lost.error))
      }
    }
  }
}

extension ObservationBias.Absorbed {
  /// Where the lead is lost; nil where no bias that was tried takes it away.
  fileprivate var crossing: LeadCrossing? {
    if case .upTo(let crossing) = self { return crossing }
    return nil
  }

  /// What is left of the lead at the largest bias tried; nil where it is lost.
  fileprivate var rest: LeadPoint? {
    if case .more(let point) = self { return point }
    return nil
  }
}
