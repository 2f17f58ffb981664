package import RashomonAnalysis
import RashomonEvidence
import RashomonLanguage
import RashomonModel
package import RashomonText

/// The outcome of checking a case: everything wrong with its files and, where nothing is, what its
/// statements amount to.
package struct CheckOutcome {
  /// Errors and warnings, by file and place.
  package let diagnostics: [Diagnostic]
  /// nil where there are errors.
  package let findings: Findings?

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

/// Checks a case's folder.
///
/// - Parameters:
///   - sources: a folder with the sources' texts, to verify citations against; adds warnings for
///     statements that no observable and no question depends on.
///   - histories: how many to simulate for the chances printed.
///
/// *Errors*: `OutsideProblem` where a file cannot be read, `RunFailure` where a formula leaves its
/// range. Mistakes in files are diagnostics.
package func checkCase(
  _ path: String, sources: String?, histories: Int = 2_000
) throws -> CheckOutcome {
  let reading = try CaseReading(folder: CaseFolder(path: path), sources: sources)
  let extra = sources == nil ? [] : reading.checked.uninfluential
  let diagnostics = (reading.diagnostics + extra).sorted()
  guard !diagnostics.contains(where: { $0.severity == .error }) else {
    return CheckOutcome(diagnostics: diagnostics, findings: nil)
  }
  let opened = try reading.opened()
  return CheckOutcome(
    diagnostics: diagnostics,
    findings: try findings(of: opened, isVerifyingSources: sources != nil, histories: histories))
}

private func findings(
  of opened: Case, isVerifyingSources: Bool, histories: Int
) throws -> Findings {
  let checked = opened.checked
  let data = opened.data
  var options: [OptionFinding] = []
  for model in data.models {
    let notes = checked.options.filter { $0.model == model.id }
    let chances = try PriorChances(model, histories: histories).everInForce(
      notes.map { .init(choice: $0.variable, value: $0.index) })
    options += zip(notes, chances).map { note, chance in
      OptionFinding(
        model: model.id, actor: note.actor, option: note.option, chance: chance)
    }
  }
  return Findings(
    caseID: data.id, title: data.title, accounts: data.accounts.count,
    observables: checked.frame.observables.count, questions: checked.frame.questions.count,
    rows: data.record.rows.count, expectations: try opened.expectations(histories: histories),
    options: options,
    anticipations: try data.models.flatMap { try AnticipationFinding.all(in: $0) },
    citations: isVerifyingSources
      ? checked.citations.map {
        CitationFinding(
          source: $0.source, paragraphs: $0.paragraphs, cited: $0.cited, leftOut: $0.leftOut,
          nowhere: $0.nowhere)
      } : [],
    histories: histories)
}

extension Case {
  /// What each `expects` says beside what common ground says, from so many histories.
  ///
  /// *Errors*: `RunFailure` where a formula leaves its range.
  func expectations(histories: Int) throws -> [ExpectationFinding] {
    let windows = checked.expectations.map { note in
      PriorChances.Window(
        observable: note.observable,
        days: note.window ?? 0...(data.period.dayCount - 1))
    }
    let common = try PriorChances(data.commonGround, histories: histories).inWindows(windows)
    var accountSays = common
    for model in data.accounts {
      let own = checked.expectations.indices.filter { checked.expectations[$0].account == model.id }
      let chances = try PriorChances(model, histories: histories).inWindows(own.map { windows[$0] })
      for (place, chance) in zip(own, chances) { accountSays[place] = chance }
    }
    return checked.expectations.indices.map { index in
      let note = checked.expectations[index]
      let observable = data.commonGround.observables.first { $0.id == note.observable }
      let isNumber = if case .number = observable?.kind { true } else { false }
      return ExpectationFinding(
        account: note.account, place: note.place, statement: note.statement,
        commonGround: common[index], accountSays: accountSays[index], isProbability: !isNumber,
        followsEvent: note.window == nil)
    }
  }
}
