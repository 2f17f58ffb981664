/// The first word of a statement, with where the statement may stand.
enum StatementKeyword: String, CaseIterable, Sendable {
  case crisis, account, period, day, source, observable, question, prior
  case param, hidden, state, each
  case next, event, status, report, actor
  case expects, rules, thesis, verdict, leaves, says
  case add, remove, adjust

  /// Inside `each day { … }`, or outside.
  enum Place { case outside, eachDay }

  var place: Place {
    switch self {
    case .next, .event, .status, .report, .actor: .eachDay
    case .crisis, .account, .period, .day, .source, .observable, .question, .prior, .param,
      .hidden, .state, .each, .expects, .rules, .thesis, .verdict, .leaves, .says, .add, .remove,
      .adjust:
      .outside
    }
  }

  /// The only kind of file that it may stand in; nil for both.
  var onlyIn: FileKind? {
    switch self {
    case .crisis, .period, .observable, .question, .prior: .crisis
    case .account, .expects, .rules, .thesis, .verdict, .leaves, .says, .add, .remove, .adjust:
      .account
    case .day, .source, .param, .hidden, .state, .each, .next, .event, .status, .report, .actor:
      nil
    }
  }

  /// Whether an account may put `override` before it.
  var isReplaceable: Bool {
    switch self {
    case .param, .hidden, .state, .next, .event, .status, .report, .actor: true
    case .crisis, .account, .period, .day, .source, .observable, .question, .prior, .each,
      .expects, .rules, .thesis, .verdict, .leaves, .says, .add, .remove, .adjust:
      false
    }
  }
}
