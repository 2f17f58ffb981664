/// What `check` found about a case that has no errors: what its accounts say beside what common
/// ground says, how often each option is chosen, and which paragraphs were read.
package struct Findings: Sendable {
  package let caseID: String
  package let title: String
  package let accounts: Int
  package let observables: Int
  package let questions: Int
  package let rows: Int
  package let expectations: [ExpectationFinding]
  package let options: [OptionFinding]
  package let anticipations: [AnticipationFinding]
  package let citations: [CitationFinding]
  package let histories: Int

  package init(
    caseID: String, title: String, accounts: Int, observables: Int, questions: Int, rows: Int,
    expectations: [ExpectationFinding], options: [OptionFinding],
    anticipations: [AnticipationFinding], citations: [CitationFinding], histories: Int
  ) {
    self.caseID = caseID
    self.title = title
    self.accounts = accounts
    self.observables = observables
    self.questions = questions
    self.rows = rows
    self.expectations = expectations
    self.options = options
    self.anticipations = anticipations
    self.citations = citations
    self.histories = histories
  }
}

/// One `expects` beside common ground.
package struct ExpectationFinding: Sendable {
  package let account: String
  package let place: String
  package let statement: String
  /// An event's chance in the window; a status' share of days; a number's mean.
  package let commonGround: Double
  package let accountSays: Double
  /// Whether the two values are probabilities.
  package let isProbability: Bool
  /// Whether another event opens the window, so that the two values are of the whole period.
  package let followsEvent: Bool

  package init(
    account: String, place: String, statement: String, commonGround: Double, accountSays: Double,
    isProbability: Bool, followsEvent: Bool
  ) {
    self.followsEvent = followsEvent
    self.account = account
    self.place = place
    self.statement = statement
    self.commonGround = commonGround
    self.accountSays = accountSays
    self.isProbability = isProbability
  }
}

/// How often an option is ever in force.
package struct OptionFinding: Sendable {
  package let model: String
  package let actor: String
  package let option: String
  package let chance: Double

  package init(model: String, actor: String, option: String, chance: Double) {
    self.model = model
    self.actor = actor
    self.option = option
    self.chance = chance
  }
}

/// Which paragraphs of a source are read.
package struct CitationFinding: Sendable {
  package let source: String
  package let paragraphs: Int?
  package let cited: [Int]
  package let leftOut: [Int]
  package let nowhere: [Int]

  package init(
    source: String, paragraphs: Int?, cited: [Int], leftOut: [Int], nowhere: [Int]
  ) {
    self.source = source
    self.paragraphs = paragraphs
    self.cited = cited
    self.leftOut = leftOut
    self.nowhere = nowhere
  }
}
