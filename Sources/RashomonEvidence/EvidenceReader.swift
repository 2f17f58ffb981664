import RashomonText

/// Reads `evidence.csv` against a crisis' frame, all or nothing.
package struct EvidenceReader {
  static let columns = CSVColumns(
    required: [
      "id", "occurred", "reported", "observable", "value", "low", "high", "unit", "grade",
      "source", "origin", "supersedes", "url", "note",
    ],
    optional: ["graded_by"])

  private let frame: EvidenceFrame
  private let observables: [String: ObservableSchema]
  private let sources: [String: Source]?
  private var check: FieldChecker
  private var rows: [EvidenceRow] = []
  /// Where the columns are, once the header is known.
  private var columns: Columns?
  /// The names of observables and of sources that rows give, with what each stands for.
  private var observableNames = TextTable()
  private var namedObservables: [Named<ObservableSchema>] = []
  private var sourceNames = TextTable()
  private var namedSources: [Named<Source?>] = []
  /// Units, origins and graders: texts that many rows have in common.
  private var sharedTexts = TextTable()
  /// For each row that replaces another: what to say if it cannot.
  private var replacements: [Replacement] = []

  /// What a name stands for; if nothing, the name that was probably meant.
  private enum Named<Thing> {
    case known(Thing)
    case unknown(near: String?)
  }

  private final class Columns {
    let id, occurred, reported, observable, value, low, high, unit, grade, source, origin,
      supersedes, gradedBy, url, note: CSVColumn

    init(of row: CSVRow) {
      id = row.column("id")
      occurred = row.column("occurred")
      reported = row.column("reported")
      observable = row.column("observable")
      value = row.column("value")
      low = row.column("low")
      high = row.column("high")
      unit = row.column("unit")
      grade = row.column("grade")
      source = row.column("source")
      origin = row.column("origin")
      supersedes = row.column("supersedes")
      gradedBy = row.column("graded_by")
      url = row.column("url")
      note = row.column("note")
    }
  }

  /// Reads every row, or says everything that is wrong with the file.
  ///
  /// *Errors*: only what the input throws; mistakes in the file are diagnostics.
  package static func read<Failure>(
    _ input: CSVInput<Failure>, frame: EvidenceFrame
  ) throws(Failure) -> Checked<[EvidenceRow]> {
    var reader = EvidenceReader(file: input.name, frame: frame)
    reader.rows.reserveCapacity(input.expectedLines)
    reader.check.reserveIDs(input.expectedLines)
    let malformed = try readTable(input, columns: columns) { reader.take($0) }
    // Where a row could not be scanned, its id is unknown, and nobody is to blame for naming it.
    if malformed.isEmpty { reader.checkReplacements() }
    return Checked(reader.rows, malformed + reader.check.diagnostics)
  }

  private init(file: String, frame: EvidenceFrame) {
    self.frame = frame
    self.observables = Dictionary(frame.observables.map { ($0.id, $0) }) { first, _ in first }
    self.sources = frame.sources.map { Dictionary($0.map { ($0.id, $0) }) { first, _ in first } }
    self.check = FieldChecker(file: file)
  }

  private mutating func take(_ row: CSVRow) {
    let columns = columns ?? Columns(of: row)
    self.columns = columns
    let id = check.uniqueID(columns.id, of: row)
    let observable = readObservable(of: row, columns)
    let (occurred, reported) = readDates(of: row, columns, observable: observable)
    let source = readSource(of: row, columns)
    let grade = readGrade(of: row, columns, source: source?.source)
    let values = readValues(of: row, columns, observable: observable)
    if let id, !row.content(of: columns.supersedes).isEmpty {
      replacements.append(
        Replacement(
          id: id, supersedes: row[columns.supersedes], site: row.site(of: columns.supersedes)))
    }
    guard let id, let observable, let occurred, let reported, let source, let values,
      occurred <= reported
    else { return }
    rows.append(
      EvidenceRow(
        id: id, occurred: occurred, reported: reported, observable: observable.id,
        value: values.value, low: values.low, high: values.high,
        unit: sharedText(of: row, columns.unit), grade: grade, source: source.id,
        origin: sharedText(of: row, columns.origin),
        supersedes: row[columns.supersedes].nonEmpty,
        gradedBy: sharedText(of: row, columns.gradedBy), url: row[columns.url],
        note: row[columns.note], line: row.line(of: columns.id)))
  }

  private mutating func sharedText(of row: CSVRow, _ column: CSVColumn) -> String? {
    let content = row.content(of: column)
    if content.isEmpty { return nil }
    let number = sharedTexts.number(of: row.record.bytes, in: content).number
    return sharedTexts.texts[number]
  }

  private mutating func readObservable(of row: CSVRow, _ columns: Columns) -> ObservableSchema? {
    guard check.isThere(columns.observable, of: row) else { return nil }
    let (number, isNew) = observableNames.number(
      of: row.record.bytes, in: row.content(of: columns.observable))
    let name = observableNames.texts[number]
    if isNew {
      namedObservables.append(
        observables[name].map { .known($0) }
          ?? .unknown(near: nearestName(to: name, among: frame.observables.map(\.id))))
    }
    switch namedObservables[number] {
    case .known(let observable): return observable
    case .unknown(let near):
      check.report(
        EvidenceProblem.unknownObservable(name, near: near), at: row.site(of: columns.observable))
      return nil
    }
  }

  /// A source's id, and the source where its table could be read.
  private mutating func readSource(
    of row: CSVRow, _ columns: Columns
  ) -> (id: String, source: Source?)? {
    guard check.isThere(columns.source, of: row) else { return nil }
    let (number, isNew) = sourceNames.number(
      of: row.record.bytes, in: row.content(of: columns.source))
    let name = sourceNames.texts[number]
    if isNew { namedSources.append(named(name)) }
    switch namedSources[number] {
    case .known(let source): return (name, source)
    case .unknown(let near):
      check.report(
        EvidenceProblem.unknownSource(name, near: near), at: row.site(of: columns.source))
      return nil
    }
  }

  private func named(_ name: String) -> Named<Source?> {
    guard let sources else { return .known(nil) }
    if let source = sources[name] { return .known(source) }
    return .unknown(near: nearestName(to: name, among: (frame.sources ?? []).map(\.id)))
  }

  private mutating func readDates(
    of row: CSVRow, _ columns: Columns, observable: ObservableSchema?
  ) -> (occurred: CalendarDate?, reported: CalendarDate?) {
    let occurred = check.date(columns.occurred, of: row)
    let reported = check.date(columns.reported, of: row)
    guard let occurred else { return (nil, reported) }
    if !frame.period.contains(occurred) {
      check.report(
        EvidenceProblem.outsidePeriod(occurred, period: frame.period),
        at: row.site(of: columns.occurred))
    } else if let observable, let watched = observable.watched, !watched.contains(occurred) {
      check.report(
        EvidenceProblem.outsideWatched(occurred, observable: observable.id, watched: watched),
        at: row.site(of: columns.occurred))
    }
    if let reported, reported < occurred {
      check.report(
        EvidenceProblem.reportedBeforeOccurred(occurred: occurred, reported: reported),
        at: row.site(of: columns.reported))
    }
    return (occurred, reported)
  }

  private mutating func readGrade(
    of row: CSVRow, _ columns: Columns, source: Source?
  ) -> Grade? {
    let content = row.content(of: columns.grade)
    if content.isEmpty { return nil }
    if let grade = Grade(row.record.bytes, in: content) { return grade }
    let text = row[columns.grade]
    if let digit = Int(text), text.count == 1, let credibility = Grade.Credibility(rawValue: digit)
    {
      return source.map { Grade($0.reliability, credibility) }
    }
    check.report(EvidenceProblem.badGrade(text), at: row.site(of: columns.grade))
    return nil
  }

  private typealias Values = (value: Double?, low: Double?, high: Double?)

  private mutating func readValues(
    of row: CSVRow, _ columns: Columns, observable: ObservableSchema?
  ) -> Values? {
    // Each field is read on its own, so that all bad ones are reported.
    let value = Result { () throws(FieldChecker.Refused) in try check.number(columns.value, of: row)
    }
    let low = Result { () throws(FieldChecker.Refused) in try check.number(columns.low, of: row) }
    let high = Result { () throws(FieldChecker.Refused) in try check.number(columns.high, of: row) }
    guard case .success(let value) = value, case .success(let low) = low,
      case .success(let high) = high, let observable
    else { return nil }
    let values = Values(value, low, high)
    switch observable.kind {
    case .event, .status: checkAnswer(values, of: row, columns, observable: observable)
    case .number: checkNumber(values, of: row, columns, observable: observable)
    }
    return values
  }

  private mutating func checkAnswer(
    _ values: Values, of row: CSVRow, _ columns: Columns, observable: ObservableSchema
  ) {
    if values.low != nil || values.high != nil {
      check.report(
        EvidenceProblem.rangeWithoutNumber(observable),
        at: row.site(of: values.low != nil ? columns.low : columns.high))
    }
    guard let value = values.value else {
      return check.report(EvidenceProblem.noValue(observable), at: row.site(of: columns.value))
    }
    if observable.kind == .status, value != 0, value != 1 {
      check.report(EvidenceProblem.statusValue(row[columns.value]), at: row.site(of: columns.value))
    } else if value < 0 {
      check.report(
        EvidenceProblem.negativeEvent(row[columns.value]), at: row.site(of: columns.value))
    }
  }

  private mutating func checkNumber(
    _ values: Values, of row: CSVRow, _ columns: Columns, observable: ObservableSchema
  ) {
    if values.value == nil, values.low == nil, values.high == nil {
      check.report(EvidenceProblem.noValue(observable), at: row.site(of: columns.value))
    }
    if row[columns.unit] != observable.unit ?? "" {
      check.report(
        EvidenceProblem.wrongUnit(row[columns.unit], observable: observable),
        at: row.site(of: columns.unit))
    }
    if let low = values.low, let high = values.high, low > high {
      check.report(
        EvidenceProblem.lowAboveHigh(low: row[columns.low], high: row[columns.high]),
        at: row.site(of: columns.low))
    }
    if observable.allowsNegative { return }
    checkSign(values.value, columns.value, of: row, observable)
    checkSign(values.low, columns.low, of: row, observable)
    checkSign(values.high, columns.high, of: row, observable)
  }

  private mutating func checkSign(
    _ number: Double?, _ column: CSVColumn, of row: CSVRow, _ observable: ObservableSchema
  ) {
    guard let number, number < 0 else { return }
    check.report(
      EvidenceProblem.negativeNumber(row[column], observable: observable.id),
      at: row.site(of: column))
  }

  private mutating func checkReplacements() {
    for (problem, site) in problems(of: replacements, known: check.ids) {
      check.report(problem, at: site)
    }
  }
}

extension String {
  fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
