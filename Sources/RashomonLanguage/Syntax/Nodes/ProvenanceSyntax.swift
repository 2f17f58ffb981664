/// Where a statement comes from: citations and glosses, in the order written.
package struct ProvenanceSyntax: Hashable, Sendable {
  package let citations: [CitationSyntax]
  /// The texts after `because`.
  package let glosses: [QuotedSyntax]

  package init(citations: [CitationSyntax] = [], glosses: [QuotedSyntax] = []) {
    self.citations = citations
    self.glosses = glosses
  }

  package var isEmpty: Bool { citations.isEmpty && glosses.isEmpty }
}

/// `@luxmoore`, `@luxmoore:14,26-27`.
package struct CitationSyntax: Hashable, Sendable {
  package let source: NameSyntax
  /// From 1, both ends included; empty where the whole source is meant.
  package let paragraphs: [ClosedRange<Int>]
  package let range: Range<Int>

  package init(source: NameSyntax, paragraphs: [ClosedRange<Int>], range: Range<Int>) {
    self.source = source
    self.paragraphs = paragraphs
    self.range = range
  }
}
