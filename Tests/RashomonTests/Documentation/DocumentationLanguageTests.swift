import Foundation
import RashomonEvidence
import RashomonInference
import RashomonNumerics
import Testing

/// The parts of pages that the catalogues and the parser write.
///
/// Serialized, because several tests record in the same page.
@Suite(.serialized)
struct DocumentationLanguageTests {
  private static let page = "Docs/reference/language.md"

  @Test func `the words of probability are those of the scale`() throws {
    let rows = VerbalScale.icd203.terms.map { term in
      [
        "`\(term.term)`", "\(percent(term.low))–\(percent(term.high)) %",
        number(term.mean, digits: 3),
        "`beta(\(number(term.beta.x, digits: 2)), \(number(term.beta.y, digits: 2)))`",
      ]
    }
    try GeneratedSection(page: Self.page, name: "words").expect(
      GeneratedSection.table(["word", "range", "as a chance", "as a parameter"], rows))
  }

  @Test func `the distributions are those of the catalogue`() throws {
    let rows = DistributionCatalog.all.map { family in
      [
        "`\(family.name)(\(family.signature.map(\.name).joined(separator: ", ")))`",
        values(of: family.support), family.summary,
        family.signature.map { "`\($0.name)`: \($0.meaning)" }.joined(separator: "<br>"),
      ]
    }
    try GeneratedSection(page: Self.page, name: "distributions").expect(
      GeneratedSection.table(["distribution", "values", "what for", "arguments"], rows))
  }

  @Test func `the functions are those of the catalogue`() throws {
    let rows = FunctionCatalog.all.map { function in
      let arguments = function.arguments.enumerated().map { place, name in
        place < function.positionalCount ? name : "\(name): …"
      }
      return ["`\(function.name)(\(arguments.joined(separator: ", ")))`", function.summary]
    }
    try GeneratedSection(page: Self.page, name: "functions").expect(
      GeneratedSection.table(["function", "value"], rows))
  }

  @Test func `the grades are those of the table`() throws {
    let digits = Grade.Credibility.allCases
    let rows = Grade.Reliability.allCases.map { letter in
      ["**\(letter.rawValue)**"]
        + digits.map { number(GradeTable.admiralty[Grade(letter, $0)], digits: 3) }
    }
    try GeneratedSection(page: "Docs/reference/evidence.md", name: "grades").expect(
      GeneratedSection.table([""] + digits.map { String($0.rawValue) }, rows))
  }

  @Test func `the methods are those of the catalogue`() throws {
    let rows = MethodCatalog.all.map { method in
      ["`\(method.name)`", method.summary, method.isExact ? "rounding" : "Monte Carlo error"]
    }
    try GeneratedSection(page: "Docs/explanation/how-it-weighs.md", name: "methods").expect(
      GeneratedSection.table(["method", "", "exact up to"], rows))
  }

  @Test func `the grammar is what the parser's functions say`() throws {
    let rules = try Grammar.read().rules
    try GeneratedSection(page: Self.page, name: "grammar").expect(
      "```text\n" + rules.map(\.rendered).joined(separator: "\n") + "\n```")
  }

  @Test func `every rule that the grammar uses is there, once, and used`() throws {
    let grammar = try Grammar.read()
    let names = grammar.rules.map(\.name)
    let used = Set(grammar.rules.flatMap(\.uses))
    #expect(names.count > 50)
    #expect(Set(names).count == names.count, "a rule is defined twice")
    #expect(used.subtracting(names).subtracting(Grammar.letters) == [])
    #expect(Set(names).subtracting(used) == [Grammar.start])
  }

  private func percent(_ probability: Double) -> String {
    String(Int((probability * 100).rounded()))
  }

  private func number(_ value: Double, digits: Int) -> String {
    String(format: "%.\(digits)f", value)
  }

  private func values(of support: Support) -> String {
    switch support {
    case .real: "any number"
    case .positive: "above 0"
    case .unitInterval: "0 to 1"
    case .bounded: "between its bounds"
    case .counts: "0, 1, 2, …"
    }
  }
}
