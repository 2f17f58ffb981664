import RashomonLanguage
import RashomonText
import Testing

struct SyntaxFormsTests {
  @Test(arguments: SyntaxInputs.allForms)
  func `every form of the language parses`(text: SyntaxInputs.Text) {
    let tree = text.tree
    for diagnostic in tree.diagnostics { Issue.record("\(diagnostic.rendered)") }
    for statement in tree.statements {
      if case .malformed = statement.form { Issue.record("\(statement)") }
    }
  }
}
