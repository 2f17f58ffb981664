package import RashomonText

/// What the rows of one observable may look like.
package struct ObservableSchema: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    case event
    case status
    case number
  }

  package let id: String
  package let kind: Kind
  /// The unit of a number as declared; nil for a plain number, an event and a status.
  package let unit: String?
  /// The days on which the record was kept, both ends included; nil for the whole period.
  package let watched: ClosedRange<CalendarDate>?
  /// Whether a number may be below 0: people cannot, a temperature can.
  package let allowsNegative: Bool

  package init(
    id: String, kind: Kind, unit: String? = nil, watched: ClosedRange<CalendarDate>? = nil,
    allowsNegative: Bool = false
  ) {
    self.id = id
    self.kind = kind
    self.unit = unit
    self.watched = watched
    self.allowsNegative = allowsNegative
  }
}

/// What a record is read against: the days, what can be seen, and who may have reported it.
package struct EvidenceFrame: Sendable {
  package let period: ClosedRange<CalendarDate>
  package let observables: [ObservableSchema]
  /// nil where the table of sources could not be read: then no row is blamed for its source.
  package let sources: [Source]?

  package init(
    period: ClosedRange<CalendarDate>, observables: [ObservableSchema], sources: [Source]?
  ) {
    self.period = period
    self.observables = observables
    self.sources = sources
  }
}
