import RashomonModel
import RashomonText
import Testing

@testable import RashomonLanguage

/// Small cases for the tests of lowering: ten days, one source dated on the third.
enum Toy {
  static let frame = """
    crisis "Toy"
    period 2020-01-01 to 2020-01-10
    source text { title "A text" date 2020-01-03 paragraphs 9 }

    """

  /// The models of a case whose crisis file is the toy's frame and these lines.
  static func models(
    _ lines: String, account: String? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> [Model] {
    let checked = CaseTexts.check(
      frame + lines, account.map { [("toy", "account \"Toy\" by text\n" + $0)] } ?? [])
    let errors = checked.diagnostics.filter { $0.severity == .error }
    try #require(
      errors.isEmpty, "\(errors.map(\.rendered).joined(separator: "\n"))",
      sourceLocation: sourceLocation)
    return checked.models
  }

  static func commonGround(
    _ lines: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Model {
    try #require(
      try models(lines, sourceLocation: sourceLocation).first, sourceLocation: sourceLocation)
  }

  static func account(
    _ lines: String, _ account: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Model {
    try #require(
      try models(lines, account: account, sourceLocation: sourceLocation).last,
      sourceLocation: sourceLocation)
  }
}

extension Model {
  func observable(_ id: String) throws -> Observable {
    try #require(observables.first { $0.id == id })
  }

  func question(_ id: String) throws -> Question {
    try #require(questions.first { $0.id == id })
  }

  func index(of name: String) -> Int? { variables.firstIndex { $0.name == name } }
}

/// The chance that something with these chances day by day ever happens.
func everHappens(_ chances: [Double]) -> Double {
  1 - chances.reduce(1) { $0 * (1 - $1) }
}
