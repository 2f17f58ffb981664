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
  /// Every id in the file, also of rows that cannot be used.
  private var ids: [String] = []
  /// For each row that replaces another: what to say if it cannot.
  private var replacements: [(id: String, supersedes: String, site: TextSite)] = []

  /// Reads every row, or says everything that is wrong with the file.
  ///
  /// *Errors*: only what the input throws; mistakes in the file are diagnostics.
  package static func read<Failure>(
    _ input: CSVInput<Failure>, frame: EvidenceFrame
  ) throws(Failure) -> Checked<[EvidenceRow]> {
    var reader = EvidenceReader(file: input.name, frame: frame)
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
    let id = check.uniqueID("id", of: row)
    ids.append(row["id"])
    let observable = readObservable(of: row)
    let (occurred, reported) = readDates(of: row, observable: observable)
    let source = readSource(of: row)
    let grade = readGrade(of: row, source: source.flatMap { sources?[$0] })
    let values = readValues(of: row, observable: observable)
    if let id, !row["supersedes"].isEmpty {
      replacements.append((id, row["supersedes"], row.site(of: "supersedes")))
    }
    guard let id, let observable, let occurred, let reported, let source, let values,
      occurred <= reported
    else { return }
    rows.append(
      EvidenceRow(
        id: id, occurred: occurred, reported: reported, observable: observable.id,
        value: values.value, low: values.low, high: values.high, unit: row["unit"].nonEmpty,
        grade: grade, source: source, origin: row["origin"].nonEmpty,
        supersedes: row["supersedes"].nonEmpty, gradedBy: row["graded_by"].nonEmpty,
        url: row["url"], note: row["note"], line: row.site(of: "id").line))
  }

  private mutating func readObservable(of row: CSVRow) -> ObservableSchema? {
    guard let name = check.required("observable", of: row) else { return nil }
    if let observable = observables[name] { return observable }
    let near = nearestName(to: name, among: frame.observables.map(\.id))
    check.report(
      EvidenceProblem.unknownObservable(name, near: near), at: row.site(of: "observable"))
    return nil
  }

  private mutating func readSource(of row: CSVRow) -> String? {
    guard let name = check.required("source", of: row) else { return nil }
    guard let sources, sources[name] == nil else { return name }
    let near = nearestName(to: name, among: (frame.sources ?? []).map(\.id))
    check.report(EvidenceProblem.unknownSource(name, near: near), at: row.site(of: "source"))
    return nil
  }

  private mutating func readDates(
    of row: CSVRow, observable: ObservableSchema?
  ) -> (occurred: CalendarDate?, reported: CalendarDate?) {
    let occurred = check.date("occurred", of: row)
    let reported = check.date("reported", of: row)
    guard let occurred else { return (nil, reported) }
    if !frame.period.contains(occurred) {
      check.report(
        EvidenceProblem.outsidePeriod(occurred, period: frame.period), at: row.site(of: "occurred"))
    } else if let observable, let watched = observable.watched, !watched.contains(occurred) {
      check.report(
        EvidenceProblem.outsideWatched(occurred, observable: observable.id, watched: watched),
        at: row.site(of: "occurred"))
    }
    if let reported, reported < occurred {
      check.report(
        EvidenceProblem.reportedBeforeOccurred(occurred: occurred, reported: reported),
        at: row.site(of: "reported"))
    }
    return (occurred, reported)
  }

  private mutating func readGrade(of row: CSVRow, source: Source?) -> Grade? {
    let text = row["grade"]
    if text.isEmpty { return nil }
    if let grade = Grade(text) { return grade }
    if let digit = Int(text), text.count == 1, let credibility = Grade.Credibility(rawValue: digit)
    {
      return source.map { Grade($0.reliability, credibility) }
    }
    check.report(EvidenceProblem.badGrade(text), at: row.site(of: "grade"))
    return nil
  }

  private typealias Values = (value: Double?, low: Double?, high: Double?)

  private mutating func readValues(of row: CSVRow, observable: ObservableSchema?) -> Values? {
    // Each field is read on its own, so that all bad ones are reported.
    let value = Result { () throws(FieldChecker.Refused) in try check.number("value", of: row) }
    let low = Result { () throws(FieldChecker.Refused) in try check.number("low", of: row) }
    let high = Result { () throws(FieldChecker.Refused) in try check.number("high", of: row) }
    guard case .success(let value) = value, case .success(let low) = low,
      case .success(let high) = high, let observable
    else { return nil }
    let values = Values(value, low, high)
    switch observable.kind {
    case .event, .status: checkAnswer(values, of: row, observable: observable)
    case .number: checkNumber(values, of: row, observable: observable)
    }
    return values
  }

  private mutating func checkAnswer(
    _ values: Values, of row: CSVRow, observable: ObservableSchema
  ) {
    for (column, end) in [("low", values.low), ("high", values.high)] where end != nil {
      check.report(
        EvidenceProblem.rangeWithoutNumber(observable), at: row.site(of: column))
      break
    }
    guard let value = values.value else {
      return check.report(EvidenceProblem.noValue(observable), at: row.site(of: "value"))
    }
    if observable.kind == .status, value != 0, value != 1 {
      check.report(EvidenceProblem.statusValue(row["value"]), at: row.site(of: "value"))
    } else if value < 0 {
      check.report(EvidenceProblem.negativeEvent(row["value"]), at: row.site(of: "value"))
    }
  }

  private mutating func checkNumber(
    _ values: Values, of row: CSVRow, observable: ObservableSchema
  ) {
    if values.value == nil, values.low == nil, values.high == nil {
      check.report(EvidenceProblem.noValue(observable), at: row.site(of: "value"))
    }
    if row["unit"] != observable.unit ?? "" {
      check.report(
        EvidenceProblem.wrongUnit(row["unit"], observable: observable), at: row.site(of: "unit"))
    }
    if let low = values.low, let high = values.high, low > high {
      check.report(
        EvidenceProblem.lowAboveHigh(low: row["low"], high: row["high"]), at: row.site(of: "low"))
    }
    if observable.allowsNegative { return }
    for (column, number) in [("value", values.value), ("low", values.low), ("high", values.high)] {
      guard let number, number < 0 else { continue }
      check.report(
        EvidenceProblem.negativeNumber(row[column], observable: observable.id),
        at: row.site(of: column))
    }
  }

  private mutating func checkReplacements() {
    let known = Set(ids)
    let next = Dictionary(replacements.map { ($0.id, $0.supersedes) }) { first, _ in first }
    var circled: Set<String> = []
    for (id, target, site) in replacements where !circled.contains(id) {
      if !known.contains(target) {
        let near = nearestName(to: target, among: ids)
        check.report(EvidenceProblem.supersedesUnknown(target, near: near), at: site)
        continue
      }
      var circle = [id]
      var at = target
      while at != id, !circle.contains(at), let following = next[at] {
        circle.append(at)
        at = following
      }
      if at == id {
        circled.formUnion(circle)
        check.report(EvidenceProblem.supersedesCircle(circle + [id]), at: site)
      }
    }
  }
}

extension String {
  fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
