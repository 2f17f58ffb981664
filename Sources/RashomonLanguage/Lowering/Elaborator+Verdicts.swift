import RashomonModel
import RashomonNumerics
import RashomonText

extension Elaborator {
  /// What the author says of each question. Of a number nothing has a probability: what is said is
  /// kept as it is written.
  mutating func verdicts(on questions: [Question]) -> [Verdict] {
    let kinds = Dictionary(questions.map { ($0.id, $0.kind) }) { first, _ in first }
    return draft.verdicts.map { source in
      let statement = source.statement
      let name = source.node.question.text
      let isNumber = kinds[name] == .number
      let words: String
      var probability: Double?
      var range: ClosedRange<Double>?
      switch source.node.answer {
      case .words(let node):
        words = node.text
        probability = scale.term(written: node.text)?.mean
        range = scale.term(written: node.text)?.range
      case .probability(.name(let node)):
        words = node.text
        probability = scale.term(written: node.text)?.mean
        range = scale.term(written: node.text)?.range
      case .probability(.interval(let node)):
        words = statement.text(node.range)
        let ends = [node.low, node.high].compactMap { verdict($0, isNumber, statement) }
        probability = ends.count == 2 ? (ends[0] + ends[1]) / 2 : nil
        range = ends.count == 2 && ends[0] <= ends[1] ? ends[0]...ends[1] : nil
      case .probability(let expression):
        words = statement.text(expression.range)
        probability = verdict(expression, isNumber, statement)
        range = probability.flatMap { scale.term(for: $0)?.range(with: $0) }
      case .missing:
        words = ""
      }
      return Verdict(
        question: name, probability: isNumber ? nil : probability,
        range: isNumber ? nil : range, words: words,
        citation: statement.syntax.provenance.citations.first.map { statement.text($0.range) })
    }
  }

  private mutating func verdict(
    _ expression: ExpressionSyntax, _ isNumber: Bool, _ statement: Statement
  ) -> Double? {
    isNumber
      ? constant(expression, statement, what: "a verdict")
      : probability(expression, Context(statement, .constants)).constantValue
  }
}
