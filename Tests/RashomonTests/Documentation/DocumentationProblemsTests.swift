import Testing

/// The page that lists what can be wrong with a text.
@Suite(.serialized)
struct DocumentationProblemsTests {
  private static let page = "Docs/reference/problems.md"

  @Test func `problems of form are those of the parser`() throws {
    let examples = ProblemExamples.ofSyntax()
    #expect(try ProblemExamples.syntaxIDs().subtracting(examples.keys).sorted() == [])
    try expect(examples, in: "syntax")
  }

  @Test func `problems of meaning are those of the language's suite`() throws {
    let examples = try ProblemExamples.ofMeaning()
    #expect(examples.count > 50)
    try expect(examples.filter { ProblemExamples.ofSyntax()[$0.key] == nil }, in: "meaning")
  }

  @Test func `problems of the record are those of its readers`() throws {
    let examples = try ProblemExamples.ofRecord()
    #expect(examples.count > 30)
    try expect(examples, in: "record")
  }

  private func expect(_ examples: ProblemExamples.Examples, in section: String) throws {
    let entries = examples.sorted { $0.key < $1.key }.map { id, message in
      "### \(id)\n\n```text\n\(message)\n```"
    }
    try GeneratedSection(page: Self.page, name: "problems \(section)").expect(
      entries.joined(separator: "\n\n"))
  }
}
