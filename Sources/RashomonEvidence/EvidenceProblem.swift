import RashomonText

/// What can be wrong with a row of the record.
enum EvidenceProblem: Problem {
  case unknownObservable(String, near: String?)
  case unknownSource(String, near: String?)
  case reportedBeforeOccurred(occurred: CalendarDate, reported: CalendarDate)
  case outsidePeriod(CalendarDate, period: ClosedRange<CalendarDate>)
  case outsideWatched(CalendarDate, observable: String, watched: ClosedRange<CalendarDate>)
  case badGrade(String)
  case noValue(ObservableSchema)
  case statusValue(String)
  case negativeEvent(String)
  case negativeNumber(String, observable: String)
  case rangeWithoutNumber(ObservableSchema)
  case lowAboveHigh(low: String, high: String)
  case wrongUnit(String, observable: ObservableSchema)
  case supersedesUnknown(String, near: String?)
  case supersedesCircle([String])

  var wording: Wording {
    switch self {
    case .unknownObservable(let name, let near):
      Wording(
        id: "row-unknown-observable", title: "no observable is called `\(name)`",
        expected: "an observable of the crisis file",
        hint: near.map { "did you mean `\($0)`?" }
          ?? "declare it there, or move the row to set-aside.csv")
    case .unknownSource(let name, let near):
      Wording(
        id: "row-unknown-source", title: "no source is called `\(name)`",
        expected: "an id of sources.csv",
        hint: near.map { "did you mean `\($0)`?" } ?? "add it there")
    case .reportedBeforeOccurred(let occurred, let reported):
      Wording(
        id: "row-reported-before-occurred", title: "this was reported before it occurred",
        found: "reported \(reported)", expected: "\(occurred) or later",
        hint: "an announcement is no report of what it announces: correct the date, or move the"
          + " row to set-aside.csv")
    case .outsidePeriod(let date, let period):
      Wording(
        id: "row-outside-period", title: "this occurred outside the period of the case",
        found: "\(date)", expected: "\(period.lowerBound) to \(period.upperBound)",
        hint: "move the row to set-aside.csv, or widen `period` in the crisis file")
    case .outsideWatched(let date, let observable, let watched):
      Wording(
        id: "row-outside-watched",
        title: "this occurred on a day on which nobody watched `\(observable)`",
        found: "\(date)", expected: "\(watched.lowerBound) to \(watched.upperBound)",
        hint: "move the row to set-aside.csv, or widen `watched` in the crisis file if the record"
          + " was kept that long")
    case .badGrade(let text):
      Wording(
        id: "row-bad-grade", title: "this is not a grade", found: text,
        expected: "a letter A to F and a digit 1 to 6, as in B2, or the digit alone",
        hint: Grade(text.uppercased()).map { "write \($0)" }
          ?? "leave it empty only where the row is certain")
    case .noValue(let observable):
      Wording(
        id: "row-without-value", title: "this row says nothing: it has no value",
        expected: observable.kind.values,
        hint: "where the source cannot judge, move the row to set-aside.csv")
    case .statusValue(let text):
      Wording(
        id: "row-status-value", title: "a status is true or false", found: text,
        expected: "1 for true, 0 for false")
    case .negativeEvent(let text):
      Wording(
        id: "row-negative-event", title: "an event happened or did not", found: text,
        expected: "1 (or any number above 0) for yes, 0 for no")
    case .negativeNumber(let text, let observable):
      Wording(
        id: "row-negative-number", title: "`\(observable)` cannot be below 0", found: text,
        hint: "a fall, a net figure or a correction is another observable")
    case .rangeWithoutNumber(let observable):
      Wording(
        id: "row-range-without-number",
        title: "only a number has a range, and `\(observable.id)` is \(observable.kind.article)",
        hint: "leave `low` and `high` empty")
    case .lowAboveHigh(let low, let high):
      Wording(
        id: "row-low-above-high", title: "the range ends before it begins",
        found: "\(low) to \(high)", hint: "swap `low` and `high`")
    case .wrongUnit(let unit, let observable):
      Wording(
        id: "row-wrong-unit", title: "this is not the unit of `\(observable.id)`",
        found: unit.isEmpty ? "no unit" : unit,
        expected: observable.unit ?? "no unit, as the observable has none",
        hint: "convert the value, or move the row to set-aside.csv")
    case .supersedesUnknown(let id, let near):
      Wording(
        id: "row-supersedes-unknown", title: "no row has the id `\(id)`",
        expected: "the id of the row that this one replaces",
        hint: near.map { "did you mean `\($0)`?" })
    case .supersedesCircle(let ids):
      Wording(
        id: "row-supersedes-circle", title: "these rows replace one another in a circle",
        found: ids.joined(separator: " → "), hint: "only a later row replaces an earlier one")
    }
  }
}

extension ObservableSchema.Kind {
  fileprivate var article: String {
    switch self {
    case .event: "an event"
    case .status: "a status"
    case .number: "a number"
    }
  }

  fileprivate var values: String {
    switch self {
    case .event: "1 for yes, 0 for no"
    case .status: "1 for true, 0 for false"
    case .number: "a number in `value`, or a range in `low` and `high`"
    }
  }
}
