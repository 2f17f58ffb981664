import RashomonLanguage
import RashomonText
import Testing

struct SyntaxTreeTests {
  @Test(arguments: [
    ("1 + 2 * 3", "(1.0 + (2.0 * 3.0))"),
    ("1 - 2 - 3", "((1.0 - 2.0) - 3.0)"),
    ("-x ^ 2", "-(x ^ 2.0)"),
    ("2 ^ 3 ^ -1", "(2.0 ^ (3.0 ^ -1.0))"),
    ("a or b and not c > 1", "(a or (b and not (c > 1.0)))"),
    ("20% to 200k", "[0.2 to 200000.0]"),
    ("1.5M", "1500000.0"),
    ("if a then 1 else 2 + 3", "if a then 1.0 else (2.0 + 3.0)"),
    ("who is a and e happens", "(who=a and e!)"),
    ("e has happened or days since e > 3", "(e!! or (since e > 3.0))"),
    (
      "Kremlin.deploy and chance(Kremlin.deploy) < 0.5",
      "(Kremlin.deploy and (chance(Kremlin.deploy) < 0.5))"
    ),
    ("yesterday(x, first: 0) + f(1, b: 2)", "(yesterday(x, 0.0) + f(1.0, b: 2.0))"),
    ("weekday == sunday", "(weekday == day6)"),
    ("today - 2020-08-09", "(today - 2020-08-09)"),
    ("almost no chance", "'almost no chance'"),
    ("roughly even chance", "'roughly even chance'"),
    ("quite likly", "'quite likly'"),
    ("one of { 1: 0.5, 2: 0.5 }", "one of {1.0: 0.5, 2.0: 0.5}"),
  ])
  func `a formula groups as the grammar says`(text: String, expected: String) throws {
    let tree = SyntaxInputs.tree("param p = \(text)")
    #expect(tree.diagnostics == [])
    guard case .parameter(let node) = try #require(tree.statements.first).form,
      case .equals(let value) = node.definition
    else {
      Issue.record("no parameter")
      return
    }
    #expect(shown(value) == expected)
    #expect(value.range == 10..<10 + text.utf8.count)
  }

  @Test(arguments: [
    ("p by D", "p by D"), ("max(x) from D to E + 1 > 3", "(max(x) from D to (E + 1.0) > 3.0)"),
    ("not s on D or p by D", "(not s on D or p by D)"),
  ])
  func `a question binds its times tightly`(text: String, expected: String) throws {
    let tree = SyntaxInputs.tree("question q opens D = \(text) given c on D")
    #expect(tree.diagnostics == [])
    guard case .question(let node) = try #require(tree.statements.first).form else {
      Issue.record("no question")
      return
    }
    #expect(shown(node.value) == expected)
    #expect(node.given.map(shown) == "c on D")
  }

  @Test func `conditional values stop before the next clause`() throws {
    let tree = SyntaxInputs.tree(
      "override A.b worth 1 - p if c, q otherwise, only if d, for 3 weeks  @s:1-2", as: .account)
    #expect(tree.diagnostics == [])
    let statement = try #require(tree.statements.first)
    guard case .optionPart(let node) = statement.form, let worth = node.clauses.worth else {
      Issue.record("no option")
      return
    }
    #expect(worth.branches.map { shown($0.value) } == ["(1.0 - p)"])
    #expect(worth.branches.map { shown($0.condition) } == ["c"])
    #expect(worth.otherwise.map(shown) == "q")
    #expect(node.clauses.onlyIf.map(shown) == "d")
    #expect(node.clauses.lasting?.unit == .week)
    #expect(statement.provenance.citations.map(\.paragraphs) == [[1...2]])
    #expect(statement.isOverride)
  }

  @Test func `expects without otherwise leaves the rest to common ground`() throws {
    let tree = SyntaxInputs.tree("expects e by D: likely if h", as: .account)
    #expect(tree.diagnostics == [])
    guard case .expects(let node) = try #require(tree.statements.first).form,
      case .probability(let chance) = node.claim
    else {
      Issue.record("no expectation")
      return
    }
    #expect(chance.branches.count == 1)
    #expect(chance.otherwise == nil)
  }

  @Test(arguments: [
    ("unlikely by D", "by"), ("2% per month", "per"), ("12 in 95 months", "class"),
    ("poisson(2)", "value"), ("1 to 2", "value"),
  ])
  func `what is usual has four forms`(text: String, expected: String) throws {
    let tree = SyntaxInputs.tree("observable o: event, usual \(text), once")
    #expect(tree.diagnostics == [])
    guard case .observable(let node) = try #require(tree.statements.first).form,
      case .usual(let usual) = try #require(node.clauses.first).form
    else {
      Issue.record("no observable")
      return
    }
    let form =
      switch usual {
      case .byDate: "by"
      case .perDuration: "per"
      case .referenceClass: "class"
      case .value: "value"
      }
    #expect(form == expected)
    #expect(node.clauses.count == 2)
  }

  @Test func `a statement holds provenance of its own line, a block that of its brace`() throws {
    let tree = SyntaxInputs.tree(
      """
      each day {  because "block"
        actor A decides every day {  @s:1
          go worth 1  because "option"
        }
        x = 1  @t
      }
      """)
    #expect(tree.diagnostics == [])
    let block = try #require(tree.statements.first)
    #expect(block.provenance.glosses.map(\.text) == ["block"])
    guard case .eachDay(let node) = block.form, case .actor(let actor) = node.statements[0].form
    else {
      Issue.record("no block")
      return
    }
    #expect(node.statements[0].provenance.citations.map(\.source.text) == ["s"])
    #expect(actor.options.map { $0.provenance.glosses.map(\.text) } == [["option"]])
    #expect(node.statements[1].provenance.citations.map(\.source.text) == ["t"])
  }
}

/// A formula with its grouping in brackets.
private func shown(_ value: ExpressionSyntax) -> String {
  switch value {
  case .number(let node): "\(node.value)"
  case .date(let node): node.date?.iso ?? "?"
  case .words(let node): "'\(node.text)'"
  case .name(let node): node.text
  case .option(let node): node.text
  case .today: "today"
  case .weekday: "weekday"
  case .weekdayName(let index, _): "day\(index)"
  case .call(let node):
    "\(node.function.text)("
      + node.arguments.map { ($0.label.map { "\($0.text): " } ?? "") + shown($0.value) }
      .joined(separator: ", ") + ")"
  case .chanceOf(let node, _): "chance(\(node.text))"
  case .yesterday(let node): "yesterday(\(shown(node.subject)), \(shown(node.first)))"
  case .unary(let node):
    switch node.operation {
    case .negate: "-\(shown(node.operand))"
    case .not: "not \(shown(node.operand))"
    }
  case .binary(let node):
    "(\(shown(node.left)) \(node.operation.rawValue) \(shown(node.right)))"
  case .isValue(let node): "\(node.subject.text)=\(node.value.text)"
  case .choice(let node):
    "if \(shown(node.condition)) then \(shown(node.yes)) else \(shown(node.no))"
  case .interval(let node): "[\(shown(node.low)) to \(shown(node.high))]"
  case .happens(let name, _): "\(name.text)!"
  case .hasHappened(let name, _): "\(name.text)!!"
  case .daysSince(let name, _): "since \(name.text)"
  case .oneOf(let node):
    "one of {"
      + node.items.map { "\(shown($0.value)): \(shown($0.weight))" }.joined(separator: ", ") + "}"
  case .during(let node):
    switch node.time {
    case .by(let day): "\(shown(node.subject)) by \(shown(day))"
    case .fromTo(let first, let last):
      "\(shown(node.subject)) from \(shown(first)) to \(shown(last))"
    case .on(let day): "\(shown(node.subject)) on \(shown(day))"
    }
  case .parenthesized(let inner, _): "(\(shown(inner)))"
  case .missing: "missing"
  }
}
