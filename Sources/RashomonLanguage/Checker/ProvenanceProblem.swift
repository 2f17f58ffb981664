import RashomonText

/// Numbers and citations that cannot be traced.
enum ProvenanceProblem: Problem {
  case numberWithoutSource(String)
  case unknownParagraph(Int, source: String, count: Int)
  case countDiffers(source: String, said: Int, counted: Int)
  case influencesNothing

  var wording: Wording {
    switch self {
    case .numberWithoutSource(let number):
      Wording(
        .numberWithoutSource, severity: .warning,
        title: "\(number) comes from nowhere", expected: "`@source:paragraph` or `because \"…\"`",
        hint: "cite the passage, or say that it is your own assumption")
    case .unknownParagraph(let paragraph, let source, let count):
      Wording(
        .unknownParagraph, title: "`\(source)` has no paragraph \(paragraph)",
        expected: "1 to \(count)",
        hint: "paragraphs are the non-blank lines of the source's text, from 1")
    case .countDiffers(let source, let said, let counted):
      Wording(
        .paragraphCountDiffers, severity: .warning,
        title: "the text of `\(source)` has \(counted) paragraphs", found: "paragraphs \(said)",
        expected: "paragraphs \(counted)", hint: "count its non-blank lines")
    case .influencesNothing:
      Wording(
        .influencesNothing, severity: .warning,
        title: "this influences no observable and no question",
        hint: "nothing that can be seen depends on it: connect it, or say `leaves out \"…\"`")
    }
  }
}
