import RashomonText

/// `Kremlin = mediate from 2020-08-20`, `reserve happens on 2020-08-25`.
struct InterventionSyntax: Hashable, Sendable {
  enum Change: Hashable, Sendable {
    /// `= value`, `is value`.
    case equals(ExpressionSyntax)
    /// `happens`.
    case happens(Range<Int>)
    case missing
  }

  enum Time: Hashable, Sendable {
    case from(ExpressionSyntax)
    case fromTo(ExpressionSyntax, ExpressionSyntax)
    case on(ExpressionSyntax)
    case missing
  }

  let target: NameSyntax
  /// `mediate` in `Kremlin.mediate = yes`.
  let option: NameSyntax?
  let change: Change
  let time: Time
  let range: Range<Int>
}
