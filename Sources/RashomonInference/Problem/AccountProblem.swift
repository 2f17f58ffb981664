package import RashomonModel

/// What is asked of one account as of one date.
package struct AccountProblem: Sendable {
  package let model: Model
  /// What tells it apart from other problems of the same account in one analysis, in the address of
  /// its runs: `2020-08-17 evidence`.
  package let name: String
  /// The reading of the record, at most one for each day, in any order.
  package let records: [DayRecord]
  /// The questions to answer; each runs the histories it needs on to the period's end.
  package let questions: [Question]
  /// The variables whose posterior is wanted.
  package let reported: [VariableID]
  /// Other records of days, mostly parts of them: of each the evidence of all days before together
  /// with it is wanted (`AccountResult.logEvidence(ofProbe:kept:)`). Each may speak only of
  /// observables and days that `records` read.
  package let probes: [DayRecord]

  package init(
    model: Model, name: String = "", records: [DayRecord], questions: [Question] = [],
    reported: [VariableID] = [], probes: [DayRecord] = []
  ) {
    self.model = model
    self.name = name
    self.records = records
    self.questions = questions
    self.reported = reported
    self.probes = probes
  }

  /// The evidence and what the model itself reports, without its questions.
  package static func weighing(
    _ model: Model, name: String = "", records: [DayRecord], probes: [DayRecord] = []
  ) -> AccountProblem {
    AccountProblem(
      model: model, name: name, records: records, reported: model.reported, probes: probes)
  }

  /// The evidence, what the model reports and all its questions.
  package static func forecasting(
    _ model: Model, name: String = "", records: [DayRecord]
  ) -> AccountProblem {
    AccountProblem(
      model: model, name: name, records: records, questions: model.questions,
      reported: model.reported)
  }
}
