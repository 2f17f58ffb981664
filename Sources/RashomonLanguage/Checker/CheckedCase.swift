package import RashomonModel
package import RashomonText

/// A case whose texts have been read: ready to run, or with all that is wrong.
package struct CheckedCase: Sendable {
  /// What the crisis file says of the frame; where it has errors, as far as it could be read.
  package let frame: CaseFrame
  /// Common ground first, then the accounts in the order given; empty if there are errors.
  package let models: [Model]
  /// Every problem of syntax and meaning, by file and place.
  package let diagnostics: [Diagnostic]
  /// What the accounts expect, for `check` to set common ground's chance beside it.
  package let expectations: [ExpectationNote]
  /// The options of all actors, for `check` to say how often each is ever chosen.
  package let options: [OptionNote]
  /// What is cited of each source, in the order of the sources.
  package let citations: [SourceReading]
  /// Statements that no observable and no question depends on, as warnings; `check --sources`
  /// prints them.
  package let uninfluential: [Diagnostic]
  /// Every number of the texts that may be varied: by model, each where it is first read.
  package let assumptions: [Assumption]
  /// What names stand for in each model, for reading interventions.
  let names: CaseNames

  init(
    frame: CaseFrame, models: [Model], diagnostics: [Diagnostic],
    expectations: [ExpectationNote], options: [OptionNote], citations: [SourceReading],
    uninfluential: [Diagnostic], assumptions: [Assumption], names: CaseNames
  ) {
    self.frame = frame
    self.models = models
    self.diagnostics = diagnostics
    self.expectations = expectations
    self.options = options
    self.citations = citations
    self.uninfluential = uninfluential
    self.assumptions = assumptions
    self.names = names
  }

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

/// An `expects` or `rules out` of an account.
package struct ExpectationNote: Hashable, Sendable {
  package let account: String
  /// As written, without provenance: `expects walkout by 2024-03-31: likely`.
  package let statement: String
  /// `accounts/gazette.account:5`.
  package let place: String
  package let observable: String
  /// Day indices, both ends included; nil for a window that another event opens.
  package let window: ClosedRange<Int>?

  package init(
    account: String, statement: String, place: String, observable: String,
    window: ClosedRange<Int>?
  ) {
    self.account = account
    self.statement = statement
    self.place = place
    self.observable = observable
    self.window = window
  }
}

/// An option of an actor in one model.
package struct OptionNote: Hashable, Sendable {
  package let model: String
  package let actor: String
  package let option: String
  /// The variable that holds the actor's choice in force.
  package let variable: VariableID
  /// Its value while this option is in force.
  package let index: Int

  package init(
    model: String, actor: String, option: String, variable: VariableID, index: Int
  ) {
    self.model = model
    self.actor = actor
    self.option = option
    self.variable = variable
    self.index = index
  }
}

/// Which paragraphs of a source the case has read.
package struct SourceReading: Hashable, Sendable {
  package let source: String
  /// How many paragraphs it has, if known.
  package let paragraphs: Int?
  /// Cited by a statement that encodes something; ascending.
  package let cited: [Int]
  /// Named by `leaves out` and not cited; ascending.
  package let leftOut: [Int]
  /// Neither; ascending, empty if the count is not known.
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
