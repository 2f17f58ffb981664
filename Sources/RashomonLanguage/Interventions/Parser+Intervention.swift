import RashomonText

// Interventions come from the command line and are no statements of a file, so that their rule is no
// part of a file's grammar:
//
//   intervention ::= name ["." name] (("=" | "is") expression | "happens")
//     ("from" sum ["to" sum] | "on" sum)
extension Parser {
  /// One intervention a line.
  mutating func interventions() -> [InterventionSyntax] {
    var interventions: [InterventionSyntax] = []
    let last = tokens.count - 1
    while position < last {
      limit = endOfLine(from: position, before: last)
      isLost = false
      construct = "this intervention"
      interventions.append(intervention())
      position = limit
    }
    return interventions
  }

  private func endOfLine(from start: Int, before last: Int) -> Int {
    (start + 1..<last).first { tokens[$0].startsLine } ?? last
  }

  private mutating func intervention() -> InterventionSyntax {
    let start = position
    let target = name("the name of what is fixed, such as an actor or a state")
    let option = eat(.dot) ? name("an option") : nil
    let change = change()
    let time = isLost ? .missing : time()
    if !atEnd { reportUnexpected(expected: "the end of the intervention") }
    return InterventionSyntax(
      target: target, option: option, change: change, time: time, range: range(from: start))
  }

  private mutating func change() -> InterventionSyntax.Change {
    if at(.happens) { return .happens(advance()) }
    if eat(.equals) || eat(.is) {
      // A keyword of observables, and here a value.
      if at(.falseReports) { return .equals(.name(NameSyntax(currentText, at: advance()))) }
      return .equals(expression("a value: an option, `yes`, `no` or a number"))
    }
    reportUnexpected(
      expected: "`=` and a value, or `happens`",
      hint: at(.tilde)
        ? "what is fixed has one value: write `=`"
        : at(.equal) ? "one `=` is enough" : "write it as `Kremlin = mediate from 2020-08-20`")
    return .missing
  }

  private mutating func time() -> InterventionSyntax.Time {
    if eat(.on) { return .on(sum("a day")) }
    if eat(.from) {
      let first = sum("a day")
      return eat(.to) ? .fromTo(first, sum("a day")) : .from(first)
    }
    reportUnexpected(
      expected: "`from` and a day, or `on` and a day",
      hint: "say since when it is fixed, such as `from 2020-08-20`; what was known before that day "
        + "is the evidence")
    return .missing
  }
}
