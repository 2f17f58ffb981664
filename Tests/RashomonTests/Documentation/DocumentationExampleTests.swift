import Foundation
import RashomonLanguage
import RashomonText
import Testing

/// The examples of the documents, read as a user's files would be.
struct DocumentationExampleTests {
  private static let page = "Docs/reference/language.md"

  /// The page with everything blanked that is not in its blocks of that kind, so that a problem's
  /// line is the page's.
  private static func file(of kind: FileKind) throws -> SourceFile {
    var isInside = false
    let lines = try Repository.lines(of: page).map { line in
      if line == "```\(kind.rawValue)" {
        isInside = true
        return ""
      }
      if line.hasPrefix("```") { isInside = false }
      return isInside ? line : ""
    }
    return SourceFile(name: page, text: lines.joined(separator: "\n"))
  }

  @Test(arguments: [FileKind.crisis, .account])
  func `the language's page can be read`(kind: FileKind) throws {
    let tree = parse(try Self.file(of: kind), as: kind)
    #expect(tree.statements.count > 10)
    #expect(tree.diagnostics.map(\.rendered) == [])
  }

  @Test func `the language's page is a case without a mistake`() throws {
    let checked = checkCase(
      parse(try Self.file(of: .crisis), as: .crisis),
      accounts: [parse(try Self.file(of: .account), as: .account)])
    #expect(checked.diagnostics.map(\.rendered) == [])
    #expect(checked.uninfluential.map(\.rendered) == [])
    #expect(checked.models.count == 2)
  }
}
