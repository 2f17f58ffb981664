/// The terms of ICD 203 for a probability, as the parser must know them to read several words as
/// one value. Their numbers are not its concern.
///
/// *Reference*: [ODNI2015], the table of expressions of likelihood.
package enum VerbalTerms {
  /// Both rows of the table, longer terms before their beginnings.
  package static let icd203: [String] = [
    "almost no chance", "remote",
    "very unlikely", "highly improbable",
    "unlikely", "improbable",
    "roughly even chance", "roughly even odds", "roughly even",
    "likely", "probable",
    "very likely", "highly probable",
    "almost certain", "nearly certain",
  ]

  /// The words of each term, by the term's first word.
  static let byFirstWord: [String: [[String]]] = Dictionary(
    grouping: icd203.map { $0.split(separator: " ").map(String.init) }, by: { $0[0] })

  /// Words that no name may be, because a term is or starts with them.
  static func reserves(_ word: String) -> Bool { byFirstWord[word] != nil }
}
