import RashomonText

/// The stable names of everything the checker may say; never reused.
package enum ProblemID: String, CaseIterable, Sendable {
  // Names.
  case unknownName = "unknown-name"
  case unknownObservable = "unknown-observable"
  case unknownSource = "unknown-source"
  case unknownQuestion = "unknown-question"
  case unknownState = "unknown-state"
  case unknownEvent = "unknown-event"
  case unknownActor = "unknown-actor"
  case unknownOption = "unknown-option"
  case unknownFunction = "unknown-function"
  case unknownDistribution = "unknown-distribution"
  case unknownArgument = "unknown-argument"
  case unknownCategory = "unknown-category"
  case unknownWords = "unknown-words"
  case unknownStance = "unknown-stance"
  case unknownAccount = "unknown-account"
  case unknownField = "unknown-field"
  case reservedID = "reserved-id"
  case definedTwice = "defined-twice"
  case truthTwice = "truth-twice"
  case saidTwice = "said-twice"
  // Types and units.
  case typeMismatch = "type-mismatch"
  case unitMismatch = "unit-mismatch"
  case distributionAsValue = "distribution-as-value"
  case distributionExpected = "distribution-expected"
  case notOncePerHistory = "not-once-per-history"
  case hiddenFactExpected = "hidden-fact-expected"
  case constantExpected = "constant-expected"
  case actorAsValue = "actor-as-value"
  case onlyInQuestion = "only-in-question"
  // Calls and laws.
  case missingArgument = "missing-argument"
  case tooManyArguments = "too-many-arguments"
  case unnamedArgument = "unnamed-argument"
  case argumentOutOfRange = "argument-out-of-range"
  case intervalReversed = "interval-reversed"
  case sharedMisfit = "shared-misfit"
  // Probabilities.
  case probabilityOutOfRange = "probability-out-of-range"
  case sharesNotOne = "shares-not-one"
  case factorOutOfRange = "factor-out-of-range"
  // The frame.
  case titleMissing = "title-missing"
  case accountWithoutDate = "account-without-date"
  case periodMissing = "period-missing"
  case periodReversed = "period-reversed"
  case dateOutsidePeriod = "date-outside-period"
  case dateExpected = "date-expected"
  case clauseMisfit = "clause-misfit"
  case usualMissing = "usual-missing"
  case bareUsual = "bare-usual"
  case unreadableGrade = "unreadable-grade"
  case wholeNumberExpected = "whole-number-expected"
  case emptyWindow = "empty-window"
  // Overlays.
  case overridesNothing = "overrides-nothing"
  case overrideMissing = "override-missing"
  case overrideKind = "override-kind"
  case nothingToReport = "nothing-to-report"
  case truthMisfit = "truth-misfit"
  case stanceLawInAccount = "stance-law-in-account"
  // Actors.
  case cadenceMissing = "cadence-missing"
  case rationalityMissing = "rationality-missing"
  case worthMissing = "worth-missing"
  case noUnconditionalOption = "no-unconditional-option"
  // Claims of an account.
  case overlappingWindows = "overlapping-windows"
  case absoluteOverMechanism = "absolute-over-mechanism"
  case claimMisfit = "claim-misfit"
  case noChanceToChange = "no-chance-to-change"
  case rulesOut = "rules-out"
  case silenceBroken = "silence-broken"
  case thesisNeedsValue = "thesis-needs-value"
  case thesisMisfit = "thesis-misfit"
  // Questions.
  case opensMissing = "opens-missing"
  case opensTooLate = "opens-too-late"
  case questionNotObservable = "question-not-observable"
  case questionWithoutTime = "question-without-time"
  // Cycles.
  case cycle = "cycle"
  case mutualAnticipation = "mutual-anticipation"
  // Provenance.
  case numberWithoutSource = "number-without-source"
  case unknownParagraph = "unknown-paragraph"
  case paragraphCountDiffers = "paragraph-count-differs"
  case influencesNothing = "influences-nothing"
}

extension Wording {
  /// The words of one of the checker's problems.
  init(
    _ id: ProblemID, severity: Diagnostic.Severity = .error, title: String, found: String? = nil,
    expected: String? = nil, hint: String? = nil
  ) {
    self.init(
      id: id.rawValue, severity: severity, title: title, found: found, expected: expected,
      hint: hint)
  }
}

/// A stretch of one of the case's files.
struct Place {
  let file: SourceFile
  let range: Range<Int>

  /// `belarus-2020.crisis:41`.
  var text: String { "\(file.name):\(file.line(at: range.lowerBound))" }
}

/// Problems as they are found; the same one found again (common ground is checked under each
/// account) is kept once.
struct ProblemLog {
  private(set) var diagnostics: [Diagnostic] = []
  private var seen: Set<Diagnostic> = []
  /// The account under which common ground is being read, if it is.
  var overlay: (account: String, commonGround: String)?

  mutating func report(_ problem: some Problem, at place: Place) {
    var wording = problem.wording
    let plain = wording.diagnostic(in: place.file, at: place.range)
    // What common ground has by itself was said before; the rest comes of the account.
    guard let overlay, place.file.name == overlay.commonGround, !seen.contains(plain) else {
      add(plain)
      return
    }
    wording.title += " in account `\(overlay.account)`"
    add(wording.diagnostic(in: place.file, at: place.range))
  }

  mutating func add(_ diagnostic: Diagnostic) {
    if seen.insert(diagnostic).inserted { diagnostics.append(diagnostic) }
  }

  var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

/// `a`, `b` and `c`, each in backquotes; at most six of them.
func listed(_ names: some Collection<String>) -> String {
  let shown = names.prefix(6).map { "`\($0)`" }
  let rest = names.count > 6 ? [" …"] : []
  return shown.joined(separator: ", ") + rest.joined()
}

/// "there are `a` and `b`", or that there is nothing to choose from.
func offered(_ names: [String]) -> String {
  names.isEmpty ? "none is declared yet" : "there are \(listed(names))"
}

/// "did you mean `x`?", or nil if nothing is near.
func nearHint(_ name: String, _ candidates: some Sequence<String>) -> String? {
  nearestName(to: name, among: candidates).map { "did you mean `\($0)`?" }
}
