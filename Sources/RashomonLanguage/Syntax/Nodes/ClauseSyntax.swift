// Pieces that several statements share.

/// `p`, or `p if c, p2 if c2, p3 otherwise`.
package struct ConditionalSyntax: Hashable, Sendable {
  package struct Branch: Hashable, Sendable {
    package let value: ExpressionSyntax
    package let condition: ExpressionSyntax

    package init(value: ExpressionSyntax, condition: ExpressionSyntax) {
      self.value = value
      self.condition = condition
    }
  }

  /// The first whose condition holds counts. Empty for a plain value.
  package let branches: [Branch]
  /// A plain value, or what stands before `otherwise`; nil only where branches have no `otherwise`,
  /// which the parser lets pass in `expects` alone.
  package let otherwise: ExpressionSyntax?
  package let range: Range<Int>

  package init(branches: [Branch], otherwise: ExpressionSyntax?, range: Range<Int>) {
    self.branches = branches
    self.otherwise = otherwise
    self.range = range
  }
}

/// How a name gets its value: `= formula` or `~ distribution`.
package enum DefinitionSyntax: Hashable, Sendable {
  case equals(ExpressionSyntax)
  case drawn(ExpressionSyntax)
  case missing(Range<Int>)
}

package enum TimeUnitSyntax: String, Hashable, Sendable, CaseIterable {
  case day, week, month, year

  /// 1, 7, 30, 365.
  package var days: Int {
    switch self {
    case .day: 1
    case .week: 7
    case .month: 30
    case .year: 365
    }
  }
}

/// `28 days`; the count is `.number` 1 with an empty range in `per day` and `every day`.
package struct DurationSyntax: Hashable, Sendable {
  package let count: ExpressionSyntax
  package let unit: TimeUnitSyntax
  package let range: Range<Int>

  package init(count: ExpressionSyntax, unit: TimeUnitSyntax, range: Range<Int>) {
    self.count = count
    self.unit = unit
    self.range = range
  }
}

/// `from D1 by D2`, either of which may be absent.
package struct WindowSyntax: Hashable, Sendable {
  package let from: ExpressionSyntax?
  package let by: ExpressionSyntax?
  package let range: Range<Int>

  package init(from: ExpressionSyntax?, by: ExpressionSyntax?, range: Range<Int>) {
    self.from = from
    self.by = by
    self.range = range
  }
}
