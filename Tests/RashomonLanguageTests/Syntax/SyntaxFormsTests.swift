import RashomonLanguage
import RashomonText
import Testing

struct SyntaxFormsTests {
  @Test(arguments: [(SyntaxInputs.crisis, FileKind.crisis), (SyntaxInputs.account, .account)])
  func `every form of the language parses`(text: String, kind: FileKind) {
    let tree = SyntaxInputs.tree(text, as: kind)
    for diagnostic in tree.diagnostics { Issue.record("\(diagnostic.rendered)") }
    for statement in tree.statements {
      if case .malformed = statement.form { Issue.record("\(statement)") }
    }
  }
}
