package import RashomonText

/// What `diff` found between two weighings of a case, and how far each change moved each account.
package struct RunComparison: Sendable {
  package let caseID: String
  package let title: String
  package let old: RunSummary
  package let new: RunSummary
  /// How the moves were computed.
  package let settings: RunSettings
  /// Settings of the two weighings that are not the same.
  package let settingsChanged: [SettingChange]
  /// In the order in which they were made.
  package let steps: [RunStep]
  /// Accounts that both weighings know, with what all steps together moved them.
  package let totals: [Total]
  /// Titles of accounts that only one of the two has, and what else is not weighed.
  package let notes: [String]

  package init(
    caseID: String, title: String, old: RunSummary, new: RunSummary, settings: RunSettings,
    settingsChanged: [SettingChange], steps: [RunStep], totals: [Total], notes: [String]
  ) {
    self.caseID = caseID
    self.title = title
    self.old = old
    self.new = new
    self.settings = settings
    self.settingsChanged = settingsChanged
    self.steps = steps
    self.totals = totals
    self.notes = notes
  }

  package struct SettingChange: Hashable, Sendable {
    package let what: String
    package let old: String
    package let new: String

    package init(what: String, old: String, new: String) {
      self.what = what
      self.old = old
      self.new = new
    }
  }

  /// What all steps together moved an account, in dB against common ground.
  package struct Total: Sendable {
    package let account: String
    package let title: String
    package let moved: Measured
    /// By how much the weights that the two files print differ; nil where one of them has none.
    package let printed: Double?

    /// What the printed difference has besides the moves: noise of the two weighings, and their
    /// methods.
    package var remainder: Double? { printed.map { $0 - moved.value } }

    package init(account: String, title: String, moved: Measured, printed: Double?) {
      self.account = account
      self.title = title
      self.moved = moved
      self.printed = printed
    }
  }
}

/// One of the two weighings, as its file has it.
package struct RunSummary: Sendable {
  package let file: String
  package let asOf: CalendarDate
  package let visibleRows: Int
  package let accounts: [Account]

  package init(file: String, asOf: CalendarDate, visibleRows: Int, accounts: [Account]) {
    self.file = file
    self.asOf = asOf
    self.visibleRows = visibleRows
    self.accounts = accounts
  }

  package struct Account: Codable, Hashable, Sendable {
    package let id: String
    package let title: String
    /// In dB against common ground; nil where the record rules the account out.
    package let weight: Double?
    package let weightError: Double?
    package let posterior: Double?

    package init(
      id: String, title: String, weight: Double?, weightError: Double?, posterior: Double?
    ) {
      self.id = id
      self.title = title
      self.weight = weight
      self.weightError = weightError
      self.posterior = posterior
    }
  }
}

/// One change, or several that only make sense together.
package struct RunStep: Sendable {
  package let changes: [RunChange]
  /// In dB against common ground, by account; not finite where the record rules an account out before
  /// or after it.
  package let moved: [String: Measured]

  package init(changes: [RunChange], moved: [String: Measured]) {
    self.changes = changes
    self.moved = moved
  }
}

/// One thing that is not as it was.
package struct RunChange: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    case statementAdded = "statement added"
    case statementRemoved = "statement removed"
    case statementEdited = "statement edited"
    case table
    case rowNew = "row new"
    case rowGone = "row gone"
    case rowRegraded = "row regraded"
    case rowChanged = "row changed"
    case rowNowVisible = "row now visible"
    case timePassed = "time"
    case order
  }

  package let kind: Kind
  /// Id of the row, place of the statement (`accounts/luxmoore.account:28`), name of the table.
  package let place: String
  /// In words: `expects reserve`, or what a row says.
  package let what: String
  /// As written; nil where there is none.
  package let old: String?
  package let new: String?

  package init(kind: Kind, place: String, what: String, old: String? = nil, new: String? = nil) {
    self.kind = kind
    self.place = place
    self.what = what
    self.old = old
    self.new = new
  }
}
