/// What sort of value an expression has.
enum ValueType: Hashable, Sendable {
  /// True or false.
  case truth
  /// A number with the unit of an observable, or a plain one.
  case number(unit: String?)
  /// One of the named values of a hidden fact.
  case category(of: String, labels: [String])
  /// A day of the calendar.
  case date
  /// `weekday` or one of its values.
  case weekday
  /// Something was wrong and has been said; fits everywhere, so that one mistake is one message.
  case unknown

  static let plain = ValueType.number(unit: nil)

  var isNumber: Bool {
    if case .number = self { return true }
    return self == .unknown
  }

  /// As a person says it.
  var spoken: String {
    switch self {
    case .truth: "a truth value (true or false)"
    case .number(nil): "a number"
    case .number(let unit?): "a number of \(unit)"
    case .category(let owner, _): "the value of `\(owner)`"
    case .date: "a date"
    case .weekday: "a day of the week"
    case .unknown: "something unknown"
    }
  }

  /// Whether one may stand where the other is wanted, units apart.
  func fits(_ wanted: ValueType) -> Bool {
    switch (self, wanted) {
    case (.unknown, _), (_, .unknown), (.number, .number): true
    default: self == wanted
    }
  }
}
