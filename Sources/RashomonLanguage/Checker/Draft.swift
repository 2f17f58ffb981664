import OrderedCollections
import RashomonText

/// Common ground, or common ground with one account laid over it: statements by what they define,
/// before any formula has been looked at.
struct Draft {
  /// `common-ground`, or the account's id.
  var id: String
  var title = ""
  var source: String?
  var date: CalendarDate?
  /// Names to what they stand for, in the order of the files.
  var names: OrderedDictionary<String, Declaration> = [:]
  var parameters: [String: Sourced<ParameterSyntax>] = [:]
  var facts: [String: Sourced<FactSyntax>] = [:]
  var states: [String: Sourced<StateSyntax>] = [:]
  var nexts: [String: Sourced<NextSyntax>] = [:]
  var dailies: [String: Sourced<DailySyntax>] = [:]
  /// Happenings that are no observables.
  var events: [String: Sourced<EventSyntax>] = [:]
  var actors: [String: ActorDraft] = [:]
  /// By observable.
  var truths: [String: Sourced<TruthSyntax>] = [:]
  /// By observable, then by stance ("" for all others).
  var reports: [String: OrderedDictionary<String, Sourced<ReportSyntax>>] = [:]
  // Of the account alone, in its order.
  var adjustments: [Sourced<AdjustSyntax>] = []
  var expectations: [Sourced<ExpectsSyntax>] = []
  var ruledOut: [Sourced<RulesOutSyntax>] = []
  var silences: [Sourced<SaysNothingSyntax>] = []
  var verdicts: [Sourced<VerdictSyntax>] = []

  /// What a name stands for, and where it was said.
  struct Declaration {
    let kind: NameKind
    let statement: Statement
  }

  func names(_ kinds: NameKind...) -> [String] {
    names.filter { kinds.contains($0.value.kind) }.map(\.key)
  }
}

/// What a name may stand for.
enum NameKind: Hashable, Sendable {
  case day, parameter, fact, state, daily, event, actor, observable

  /// As a person says it.
  var spoken: String {
    switch self {
    case .day: "a day"
    case .parameter: "a parameter"
    case .fact: "a hidden fact"
    case .state: "a state"
    case .daily: "a daily name"
    case .event: "an event"
    case .actor: "an actor"
    case .observable: "an observable"
    }
  }
}

/// A hidden fact as declared, or as an account asserts it.
enum FactSyntax: Sendable {
  case hidden(HiddenSyntax)
  /// `over` is common ground's declaration, which the thesis takes over.
  case thesis(ThesisSyntax, over: HiddenSyntax?)
}

/// A statement that gives an observable its truth.
enum TruthSyntax: Sendable {
  case daily(DailySyntax)
  case event(EventSyntax)
  case status(StatusSyntax)
}

/// An actor in pieces, since an account may replace each alone.
struct ActorDraft: Sendable {
  let name: NameSyntax
  let sentence: QuotedSyntax?
  let statement: Statement
  var cadence: Sourced<ActorClausesSyntax.Cadence>?
  var from: Sourced<ExpressionSyntax>?
  var rationality: Sourced<ExpressionSyntax>?
  var isSteady: Bool
  var options: [OptionDraft]
  /// Statements of the account that change it.
  var changes: [Statement] = []

  var optionNames: [String] { options.map(\.name) }
}

struct OptionDraft: Sendable {
  let name: String
  let place: Place
  var worth: Sourced<ConditionalSyntax>?
  var onlyIf: Sourced<ExpressionSyntax>?
  var lasting: Sourced<DurationSyntax>?
}
