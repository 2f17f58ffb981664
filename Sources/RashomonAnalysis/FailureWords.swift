import RashomonEngine
import RashomonInference
import RashomonModel
import RashomonText

// What a computation that could not be done says to the person who wrote the model.

/// Runs a computation on one model, and says in words what stopped it.
///
/// *Errors*: `RunFailure` where a formula leaves its range, or where the method asked for cannot
/// compute the model; whatever else `body` throws.
func explainingFailures<Result>(of model: Model, _ body: () throws -> Result) throws -> Result {
  do {
    return try body()
  } catch let fault as RangeFault {
    throw RunFailure(words(for: fault, account: model))
  } catch let objection as Objection {
    throw RunFailure("\(title(of: model)): \(objection.reason)")
  }
}

/// Makes sure that some model is left to say something.
///
/// *Errors*: `RunFailure` where the record rules out every one of them, with its words for each.
func requireSurvivor(of models: [Model], _ results: [AccountResult]) throws {
  guard results.allSatisfy({ $0.collapse != nil }) else { return }
  let reasons = zip(models, results).compactMap { model, result in
    result.collapse.map { words(for: $0, account: model) }
  }
  throw RunFailure(reasons.joined(separator: "\n"))
}

/// A model as a sentence names it; common ground by its role, since its title is the case's.
private func title(of model: Model) -> String {
  model.id == "common-ground" ? "common ground" : "“\(model.title)”"
}

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
    \(fault.place): `\(fault.variable)` leaves its range in \(title(of: account))
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
    no history of \(title(of: account)) could produce \(what) on \(date)
      hint: give the row a grade below certain or a range, or give the account a way to that value
    """
}
