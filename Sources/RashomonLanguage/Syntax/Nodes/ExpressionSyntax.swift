package import RashomonText

/// Anything that has a value: formulas, conditions, dates, distributions, words.
package indirect enum ExpressionSyntax: Hashable, Sendable {
  /// `0.3`, `200k`, `20%`.
  case number(NumberSyntax)
  /// `2020-08-09`.
  case date(DateSyntax)
  /// `almost no chance`.
  case words(WordsSyntax)
  /// A name that is no keyword. What it means is the checker's to say; a category of `one of` and a
  /// one-word term of the case's own table stand here too.
  case name(NameSyntax)
  /// `Kremlin.deploy`: is the option in force?
  case option(QualifiedNameSyntax)
  case today(Range<Int>)
  case weekday(Range<Int>)
  /// `monday` (0) to `sunday` (6).
  case weekdayName(Int, Range<Int>)
  /// A function or a distribution: `max(a, b)`, `lognormal(median: m, spread: 2)`, also the
  /// aggregates of questions: `max(x)`, `count(condition)`.
  case call(CallSyntax)
  /// `chance(Kremlin.deploy)`.
  case chanceOf(QualifiedNameSyntax, Range<Int>)
  /// `yesterday(x, first: v)`.
  case yesterday(YesterdaySyntax)
  case unary(UnarySyntax)
  case binary(BinarySyntax)
  /// `who is a`.
  case isValue(IsValueSyntax)
  /// `if c then a else b`.
  case choice(ChoiceSyntax)
  /// `a to b`: a 90 % interval.
  case interval(IntervalSyntax)
  /// `e happens`: today.
  case happens(NameSyntax, Range<Int>)
  /// `e has happened`: before today.
  case hasHappened(NameSyntax, Range<Int>)
  /// `days since e`.
  case daysSince(NameSyntax, Range<Int>)
  /// `one of { a: 0.5, b: 0.5 }`.
  case oneOf(OneOfSyntax)
  /// Only in questions: `e by D`, `max(x) from D1 to D2`, `x on D`.
  case during(DuringSyntax)
  /// `( … )`; the range holds the brackets.
  case parenthesized(ExpressionSyntax, Range<Int>)
  /// Nothing readable; the parser has said so. Empty, or the tokens passed over.
  case missing(Range<Int>)

  /// UTF-8 bytes of the file.
  package var range: Range<Int> {
    switch self {
    case .number(let node): node.range
    case .date(let node): node.range
    case .words(let node): node.range
    case .name(let node): node.range
    case .option(let node): node.range
    case .today(let range), .weekday(let range), .weekdayName(_, let range): range
    case .call(let node): node.range
    case .chanceOf(_, let range): range
    case .yesterday(let node): node.range
    case .unary(let node): node.range
    case .binary(let node): node.range
    case .isValue(let node): node.range
    case .choice(let node): node.range
    case .interval(let node): node.range
    case .happens(_, let range), .hasHappened(_, let range), .daysSince(_, let range): range
    case .oneOf(let node): node.range
    case .during(let node): node.range
    case .parenthesized(_, let range), .missing(let range): range
    }
  }
}

package struct NumberSyntax: Hashable, Sendable {
  package enum Suffix: String, Hashable, Sendable {
    case none = ""
    case percent = "%"
    case thousand = "k"
    case million = "M"
  }

  /// With its suffix applied: 0.2 for `20%`, 200 000 for `200k`.
  package let value: Double
  package let suffix: Suffix
  package let range: Range<Int>

  package init(value: Double, suffix: Suffix, range: Range<Int>) {
    self.value = value
    self.suffix = suffix
    self.range = range
  }
}

package struct DateSyntax: Hashable, Sendable {
  /// nil where the calendar has no such day; the parser has said so.
  package let date: CalendarDate?
  package let range: Range<Int>

  package init(date: CalendarDate?, range: Range<Int>) {
    self.date = date
    self.range = range
  }
}

package struct CallSyntax: Hashable, Sendable {
  package let function: NameSyntax
  package let arguments: [ArgumentSyntax]
  package let range: Range<Int>

  package init(function: NameSyntax, arguments: [ArgumentSyntax], range: Range<Int>) {
    self.function = function
    self.arguments = arguments
    self.range = range
  }
}

/// `median: m`, or `m` alone.
package struct ArgumentSyntax: Hashable, Sendable {
  package let label: NameSyntax?
  package let value: ExpressionSyntax

  package init(label: NameSyntax?, value: ExpressionSyntax) {
    self.label = label
    self.value = value
  }
}

package struct YesterdaySyntax: Hashable, Sendable {
  package let subject: ExpressionSyntax
  /// `.missing` where it was not given.
  package let first: ExpressionSyntax
  package let range: Range<Int>

  package init(subject: ExpressionSyntax, first: ExpressionSyntax, range: Range<Int>) {
    self.subject = subject
    self.first = first
    self.range = range
  }
}

package struct UnarySyntax: Hashable, Sendable {
  package enum Operator: String, Hashable, Sendable {
    case negate = "-"
    case not = "not"
  }

  package let operation: Operator
  package let operand: ExpressionSyntax
  package let range: Range<Int>

  package init(operation: Operator, operand: ExpressionSyntax, range: Range<Int>) {
    self.operation = operation
    self.operand = operand
    self.range = range
  }
}

package struct BinarySyntax: Hashable, Sendable {
  package enum Operator: String, Hashable, Sendable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case power = "^"
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case equal = "=="
    case notEqual = "!="
    case and = "and"
    case or = "or"
  }

  package let operation: Operator
  package let operatorRange: Range<Int>
  package let left: ExpressionSyntax
  package let right: ExpressionSyntax

  package init(
    operation: Operator, operatorRange: Range<Int>, left: ExpressionSyntax, right: ExpressionSyntax
  ) {
    self.operation = operation
    self.operatorRange = operatorRange
    self.left = left
    self.right = right
  }

  package var range: Range<Int> { left.range.lowerBound..<right.range.upperBound }
}

package struct IsValueSyntax: Hashable, Sendable {
  package let subject: NameSyntax
  package let value: NameSyntax
  package let range: Range<Int>

  package init(subject: NameSyntax, value: NameSyntax, range: Range<Int>) {
    self.subject = subject
    self.value = value
    self.range = range
  }
}

package struct ChoiceSyntax: Hashable, Sendable {
  package let condition: ExpressionSyntax
  package let yes: ExpressionSyntax
  package let no: ExpressionSyntax
  package let range: Range<Int>

  package init(
    condition: ExpressionSyntax, yes: ExpressionSyntax, no: ExpressionSyntax, range: Range<Int>
  ) {
    self.condition = condition
    self.yes = yes
    self.no = no
    self.range = range
  }
}

package struct IntervalSyntax: Hashable, Sendable {
  package let low: ExpressionSyntax
  package let high: ExpressionSyntax

  package init(low: ExpressionSyntax, high: ExpressionSyntax) {
    self.low = low
    self.high = high
  }

  package var range: Range<Int> { low.range.lowerBound..<high.range.upperBound }
}

package struct OneOfSyntax: Hashable, Sendable {
  package let items: [OneOfItemSyntax]
  package let range: Range<Int>

  package init(items: [OneOfItemSyntax], range: Range<Int>) {
    self.items = items
    self.range = range
  }
}

/// `ukraine "Kyiv did it": 0.3`.
package struct OneOfItemSyntax: Hashable, Sendable {
  /// A `.name` for a category, a number in a distribution.
  package let value: ExpressionSyntax
  package let sentence: QuotedSyntax?
  package let weight: ExpressionSyntax

  package init(value: ExpressionSyntax, sentence: QuotedSyntax?, weight: ExpressionSyntax) {
    self.value = value
    self.sentence = sentence
    self.weight = weight
  }
}

/// A truth at a time of which a question asks.
package struct DuringSyntax: Hashable, Sendable {
  package enum Time: Hashable, Sendable {
    case by(ExpressionSyntax)
    case fromTo(ExpressionSyntax, ExpressionSyntax)
    case on(ExpressionSyntax)
  }

  /// A `.name`, or a `.call` of `max`, `min`, `sum`, `mean` or `count`.
  package let subject: ExpressionSyntax
  package let time: Time
  package let range: Range<Int>

  package init(subject: ExpressionSyntax, time: Time, range: Range<Int>) {
    self.subject = subject
    self.time = time
    self.range = range
  }
}
