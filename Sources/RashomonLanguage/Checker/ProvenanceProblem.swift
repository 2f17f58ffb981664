import RashomonText

/// Numbers and citations that cannot be traced.
enum ProvenanceProblem: Problem {
  case numberWithoutSource(String)
  case unknownParagraph(Int, source: String, count: Int)
  case countDiffers(source: String, said: Int, counted: Int)
  case influencesNothing

  var words: ProblemWords {
    switch self {
    case .numberWithoutSource(let number):
      ProblemWords(
        id: .numberWithoutSource, severity: .warning,
        title: "\(number) comes from nowhere", expected: "`@source:paragraph` or `because \"…\"`",
        hint: "cite the passage, or say that it is your own assumption")
    case .unknownParagraph(let paragraph, let source, let count):
      ProblemWords(
        id: .unknownParagraph, title: "`\(source)` has no paragraph \(paragraph)",
        expected: "1 to \(count)",
        hint: "paragraphs are the non-blank lines of the source's text, from 1")
    case .countDiffers(let source, let said, let counted):
      ProblemWords(
        id: .paragraphCountDiffers, severity: .warning,
        title: "the text of `\(source)` has \(counted) paragraphs", found: "paragraphs \(said)",
        expected: "paragraphs \(counted)", hint: "count its non-blank lines")
    case .influencesNothing:
      ProblemWords(
        id: .influencesNothing, severity: .warning,
        title: "this influences no observable and no question",
        hint: "nothing that can be seen depends on it: connect it, or say `leaves out \"…\"`")
    }
  }
}
