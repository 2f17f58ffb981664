import RashomonEvidence
package import RashomonText

/// What became of one visible row.
package struct RowUse: Hashable, Sendable {
  package enum Use: Hashable, Sendable {
    /// It is weighed, with this r.
    case counts(reliability: Double)
    /// It tells what another row tells already.
    case repeats(RepeatReason)
    /// Nobody asked: no observable of the model has its name, or its day is not watched. The
    /// record's reader refuses such rows, so this is seen only where a reading is narrowed.
    case notRead
  }

  /// Id of the row.
  package let row: String
  package let use: Use

  package init(row: String, use: Use) {
    self.row = row
    self.use = use
  }
}

/// Why a row does not count, with the id of the row that counts in its place.
package enum RepeatReason: Hashable, Sendable {
  /// Both have it from one origin, and the other is better graded (or was reported first).
  case sameOrigin(as: String)
  /// Both give one answer of one event and day, and the other is better graded.
  case sameDay(as: String)
  /// The other gives the other answer of that event and day, and is better graded; a yes wins a tie.
  case overruled(by: String)
  /// The event happens at most once, and the other, as well graded or better, says that it
  /// happened on an earlier day.
  case alreadyHappened(per: String)

  /// As a ledger prints it: `same origin as BY012`.
  package var sentence: String {
    switch self {
    case .sameOrigin(let row): "same origin as \(row)"
    case .sameDay(let row): "same day as \(row)"
    case .overruled(let row): "overruled by \(row)"
    case .alreadyHappened(let row): "happened already, says \(row)"
    }
  }
}

/// A report that came later than its observable's `lag` promises: either an odd case, or the lag is
/// too short and silence is read too strictly.
///
/// Only where silence says something (events and `complete` numbers), and only of the first row to
/// tell of that day: `lag` has no other use, and a repeat delays nothing.
package struct LateReport: Hashable, Sendable {
  /// Id of the row.
  package let row: String
  package let observable: String
  /// Where the row stands in its file.
  package let line: Int
  /// From its day to the report.
  package let days: Int
  /// What the observable promises, for 90 % of its reports.
  package let lag: Double

  /// As a warning about the record's file.
  package func diagnostic(in file: String) -> Diagnostic {
    let promised = lag == lag.rounded() ? String(Int(lag)) : String(lag)
    return Diagnostic(
      id: "row-late-report", severity: .warning, file: file, line: line, column: 1, sourceLine: "",
      title: "row \(row) came later than the lag of `\(observable)` promises",
      found: "\(days) \(days == 1 ? "day" : "days") after it occurred",
      expected: "\(promised) \(promised == "1" ? "day" : "days") or less for 90 % of its reports",
      hint: "if this is no exception, give `\(observable)` a longer `lag`: silence is read as if"
        + " most reports were in by then")
  }
}
