/// A name as written.
package struct NameSyntax: Hashable, Sendable {
  /// Empty where the name is missing.
  package let text: String
  /// UTF-8 bytes of the file; empty, at the place where the name should stand, if it is missing.
  package let range: Range<Int>

  package init(_ text: String, at range: Range<Int>) {
    self.text = text
    self.range = range
  }

  /// Whether the name could not be read; the parser has then said so.
  package var isMissing: Bool { text.isEmpty }
}

/// An option of an actor: `Kremlin.deploy`.
package struct QualifiedNameSyntax: Hashable, Sendable {
  package let owner: NameSyntax
  package let member: NameSyntax

  package init(owner: NameSyntax, member: NameSyntax) {
    self.owner = owner
    self.member = member
  }

  package var range: Range<Int> {
    owner.range.lowerBound..<max(owner.range.upperBound, member.range.upperBound)
  }

  /// `Kremlin.deploy`.
  package var text: String { "\(owner.text).\(member.text)" }
}

/// A text in quotes.
package struct QuotedSyntax: Hashable, Sendable {
  /// Without the quotes; `\"` and `\\` stand for `"` and `\`.
  package let text: String
  /// With the quotes.
  package let range: Range<Int>

  package init(_ text: String, at range: Range<Int>) {
    self.text = text
    self.range = range
  }
}

/// Words for a probability, `almost no chance`, in a place where a value is expected.
///
/// The parser knows the terms of ICD 203; another run of two or more names is kept as words too, so
/// that a case may bring a table of its own. A single name that is not of ICD 203 is a `.name`.
package struct WordsSyntax: Hashable, Sendable {
  /// In lower case as written, with single spaces.
  package let text: String
  package let range: Range<Int>

  package init(_ text: String, at range: Range<Int>) {
    self.text = text
    self.range = range
  }
}
