/// The Admiralty code of an evidence item: how reliable its source is (A–F) and how credible the
/// information (1–6).
package struct Grade: Hashable, Sendable {
  package enum Reliability: String, CaseIterable, Hashable, Sendable {
    case a = "A"
    case b = "B"
    case c = "C"
    case d = "D"
    case e = "E"
    case f = "F"
  }

  package enum Credibility: Int, CaseIterable, Hashable, Sendable {
    case one = 1
    case two, three, four, five, six
  }

  package let reliability: Reliability
  package let credibility: Credibility

  package init(_ reliability: Reliability, _ credibility: Credibility) {
    self.reliability = reliability
    self.credibility = credibility
  }

  /// The grade written as a capital letter and a digit (`B2`), or nil.
  package init?(_ text: some StringProtocol) {
    guard text.count == 2, let reliability = Reliability(rawValue: String(text.prefix(1))),
      let digit = Int(text.suffix(1)), let credibility = Credibility(rawValue: digit)
    else { return nil }
    self.init(reliability, credibility)
  }

  /// The grade that some of the bytes of a text write.
  init?(_ bytes: [UInt8], in range: Range<Int>) {
    guard range.count == 2, let reliability = Reliability(letter: bytes[range.lowerBound]),
      let credibility = Credibility(rawValue: Int(bytes[range.lowerBound + 1]) - 48)
    else { return nil }
    self.init(reliability, credibility)
  }
}

extension Grade.Reliability {
  fileprivate init?(letter: UInt8) {
    switch letter {
    case UInt8(ascii: "A"): self = .a
    case UInt8(ascii: "B"): self = .b
    case UInt8(ascii: "C"): self = .c
    case UInt8(ascii: "D"): self = .d
    case UInt8(ascii: "E"): self = .e
    case UInt8(ascii: "F"): self = .f
    default: return nil
    }
  }
}

extension Grade: CustomStringConvertible {
  package var description: String { "\(reliability.rawValue)\(credibility.rawValue)" }
}
