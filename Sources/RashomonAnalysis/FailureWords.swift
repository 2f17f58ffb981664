import RashomonEngine
import RashomonInference
import RashomonModel
import RashomonText

// What a computation that could not be done says to the person who wrote the model.

/// A value that left its range: the statement, the day, the share of histories.
func words(for fault: RangeFault, account: Model) -> String {
  let date = fault.day < 0 ? "before the first day" : "on \(account.period.date(at: fault.day))"
  let share = fault.share >= 0.01 ? "\(Int((fault.share * 100).rounded())) %" : "under 1 %"
  let problem =
    switch fault.problem {
    case .probability: "its chance is \(fault.example), which is not between 0 and 1"
    case .probabilitySum: "its probabilities add up to \(fault.example), not to 1"
    case .law(let name):
      "\(name) does not accept its arguments (the first is \(fault.example))"
    case .notANumber: "its value is not a number"
    }
  return """
    \(fault.place): `\(fault.variable)` leaves its range in “\(account.title)”
      found: \(date), in \(share) of histories, \(problem)
      hint: bound the state it depends on, or write clamp(x, low, high) where that is meant
    """
}

/// A record that no history of an account could produce: the row and the day.
func words(for collapse: Collapse, account: Model) -> String {
  let date = account.period.date(at: collapse.day)
  let rows = collapse.rows
  let what =
    rows.isEmpty
    ? "the silence of \(collapse.readings.map(\.observable).joined(separator: ", "))"
    : "row\(rows.count == 1 ? "" : "s") \(rows.joined(separator: ", "))"
      + " (\(collapse.readings.map(\.observable).joined(separator: ", ")))"
  return """
    no history of “\(account.title)” could produce \(what) on \(date)
      hint: give the row a grade below certain or a range, or give the account a way to that value
    """
}
