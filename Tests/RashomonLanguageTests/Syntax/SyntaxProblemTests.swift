import RashomonLanguage
import RashomonText
import Testing

struct SyntaxProblemTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let text: String
    let id: String
    /// `line:column`, and how many characters are marked.
    let place: String
    let hint: String?
    var kind = FileKind.account

    var testDescription: String { text }
  }

  static let examples: [Example] = [
    Example(
      text: "expcts a by 2031-01-01: likely", id: "unknown-statement", place: "1:1-6",
      hint: "did you mean `expects`?"),
    Example(
      text: "expects a by 2031-01-01 likely", id: "unexpected-text", place: "1:25-6", hint: nil),
    Example(
      text: "expects a by 2031-02-30: likely", id: "no-such-date", place: "1:14-10", hint: nil),
    Example(
      text: "param half ~ 1 to 2", id: "name-is-keyword", place: "1:7-4",
      hint: "choose another name, such as `half_1` or one that says more"),
    Example(
      text: "hidden remote is likely", id: "name-is-verbal-probability", place: "1:8-6",
      hint: "choose another name, such as `remote_1` or one that says more"),
    Example(
      text: "hidden h is likely if g", id: "missing-otherwise", place: "1:13-11",
      hint: "only in `expects` may it be left out, where common ground then holds"),
    Example(
      text: "event e when 1 > 0", id: "misplaced-statement", place: "1:1-5",
      hint: "put it between the braces of `each day { … }`; there may be several such blocks"),
    Example(
      text: "each day {\n  param x = 1\n}", id: "misplaced-statement", place: "2:3-5",
      hint: "move it out of the block; it holds for the whole history"),
    Example(
      text: "x = 1", id: "misplaced-daily-name", place: "1:1-1",
      hint: "for one value in a whole history write `param x …`"),
    Example(
      text: "verdict q: likely", id: "statement-in-wrong-file", place: "1:1-7",
      hint: "it is what one account says; put it into a file of `accounts/`", kind: .crisis),
    Example(
      text: "observable e: event", id: "statement-in-wrong-file", place: "1:1-10",
      hint: "all accounts are judged on the same frame; put it into the crisis file"),
    Example(
      text: "override verdict q: likely", id: "cannot-override", place: "1:10-7",
      hint: "leave out `override`, or write the statement into the crisis file"),
    Example(
      text: "override A.b worth 1, worth 2", id: "repeated-clause", place: "1:23-5",
      hint: "keep one of the two"),
    Example(
      text: "hidden h is (1) if if a then b else c, 2 otherwise", id: "choice-needs-brackets",
      place: "1:20-18", hint: "write `(if … then … else …)`"),
    Example(
      text: "param x = 1 < 2 < 3", id: "chained-comparison", place: "1:17-1",
      hint: "write `a < b and b < c`"),
    Example(
      text: "param x = 3xy", id: "malformed-number", place: "1:11-3",
      hint: "a name starts with a letter"),
    Example(text: "param x = 2 @a:b", id: "malformed-citation", place: "1:13-4", hint: nil),
    Example(
      text: "leaves out \"what", id: "unclosed-quote", place: "1:12-5",
      hint: "add `\"` at its end; a quote stays on one line"),
    Example(
      text: "param x = max(1,\n  2\nparam y = 1", id: "unclosed-bracket", place: "1:14-1",
      hint: "add `)` where the part ends"),
    Example(
      text: "each day {\n  x = 1\nparam y = 1", id: "unclosed-bracket", place: "1:10-1",
      hint: "add `}` where the part ends"),
    Example(
      text: "leaves out “what”", id: "unknown-character", place: "1:12-1", hint: "write `\"`"),
    Example(
      text: "param x = 1 if a, 2 otherwise", id: "unexpected-text", place: "1:13-2",
      hint: "`… if …, … otherwise` stands only after `is`, `expects …:`, `chance` and `worth`; "
        + "elsewhere write `if … then … else …`"),
    Example(
      text: "hidden h ~ beta(1, 2)", id: "unexpected-text", place: "1:10-1",
      hint: "a hidden fact is true or false, or one of some values; for a number write `param`"),
    Example(
      text: "param y = 1\n  param z = 2", id: "unexpected-text", place: "2:3-5",
      hint: "a line indented deeper goes on with the statement above; "
        + "if another one is meant, start it in the column of that statement"),
    Example(
      text: "observable e: evnt", id: "unexpected-text", place: "1:15-4",
      hint: "did you mean `event`?", kind: .crisis),
    Example(
      text: "observable e: event, wached 2031-01-01 to 2031-02-01", id: "unknown-clause",
      place: "1:22-6", hint: "did you mean `watched`?", kind: .crisis),
    Example(
      text: "each day {\n  event e with chance 5%\n}", id: "unexpected-text", place: "2:16-6",
      hint: "a chance of an event needs a time: per what?"),
    Example(text: "param x =", id: "unexpected-text", place: "1:10-1", hint: nil),
    Example(
      text: "each day {\n  actor A decides every day {\n    go wrth 1\n    stay worth 0\n  }\n}",
      id: "unexpected-text", place: "3:8-4", hint: "did you mean `worth`?"),
  ]

  @Test(arguments: examples)
  func `a problem is named, placed and answered, once`(example: Example) throws {
    let tree = SyntaxInputs.tree(example.text, as: example.kind)
    #expect(tree.diagnostics.count == 1, "\(tree.diagnostics.map(\.rendered))")
    let diagnostic = try #require(tree.diagnostics.first)
    #expect(diagnostic.id == example.id)
    #expect("\(diagnostic.line):\(diagnostic.column)-\(diagnostic.width)" == example.place)
    #expect(diagnostic.hint == example.hint)
    #expect(!diagnostic.title.hasSuffix("."))
  }

  @Test func `reading goes on at the next statement`() {
    let tree = SyntaxInputs.tree(
      """
      param a = (1 +
      param b = ]
      expects c by 2031-01-01:
      hidden d is likely
      each day {
        x = 1 +
        y = 2
        next z
      }
      verdict e: likely
      """, as: .account)
    #expect(tree.diagnostics.map(\.line) == [1, 2, 3, 6, 8])
    #expect(tree.statements.count == 6)
    guard case .eachDay(let block) = tree.statements[4].form else {
      Issue.record("no block")
      return
    }
    #expect(block.statements.count == 3)
  }

  @Test func `a message shows the line, what was found and what was expected`() throws {
    let tree = SyntaxInputs.tree("expects a by 2031-01-01 likely", as: .account)
    #expect(
      try #require(tree.diagnostics.first).rendered == """
        toy.account:1:25: error: `expects` cannot be read past this place [unexpected-text]
          1 | expects a by 2031-01-01 likely
            |                         ^^^^^^
          found: `likely`
          expected: `:` and how likely it is
        """)
  }
}
