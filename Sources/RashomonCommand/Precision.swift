import ArgumentParser
import RashomonAnalysis
import RashomonReport

/// An error to be reached, in dB: `0.5dB` or `0.5`.
struct Precision: ExpressibleByArgument {
  let decibels: Double

  init?(argument: String) {
    let text = argument.lowercased()
    let number = (text.hasSuffix("db") ? text.dropLast(2) : text[...]).filter { $0 != " " }
    guard let decibels = Double(number),
      (0.01...100).contains(decibels)
    else { return nil }
    self.decibels = decibels
  }
}

/// What is still to do, and how long it will take at the pace so far.
func words(for round: PrecisionRound, elapsed: Duration) -> String {
  let next =
    round.nextHistories.map { "\($0) histories in each of \(round.nextRuns) runs" }
    ?? "\(round.nextRuns) runs"
  let reached =
    round.reached.isFinite
    ? "±\(decimal(round.reached, 2)) dB reached"
    : "the runs still differ too much to state an error"
  let seconds = Double(elapsed.components.seconds) * round.remaining
  return
    "\(round.runs) runs: \(reached), ±\(decimal(round.target, 2)) dB wanted; going on to \(next), "
    + words(for: .seconds(seconds)) + " more"
}
