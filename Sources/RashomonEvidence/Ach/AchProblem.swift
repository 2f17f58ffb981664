import RashomonText

/// What can be wrong with a matrix of competing hypotheses.
enum AchProblem: Problem {
  case noItems
  case fewHypotheses([String])
  case unknownRating(String, near: String?)
  case noRatings(String, example: String)
  case unknownCredibility(String, near: String?)

  var wording: Wording {
    switch self {
    case .noItems:
      Wording(
        id: "ach-no-items", title: "the matrix has no item of evidence",
        expected: "a row for each item below the header")
    case .fewHypotheses(let found):
      Wording(
        id: "ach-few-hypotheses", title: "a matrix compares at least two hypotheses",
        found: found.isEmpty ? "no column of a hypothesis" : "one, `\(found[0])`",
        expected: "a header such as evidence,Hypothesis 1,Hypothesis 2",
        hint:
          "save the file with commas between the columns, each hypothesis in a column of its own")
    case .unknownRating(let text, let near):
      Wording(
        id: "ach-unknown-rating", title: "`\(text)` is no rating of a hypothesis",
        expected: "VI (or II), I, N, C, VC (or CC), NA, or an empty cell",
        hint: near.map { "did you mean `\($0)`?" })
    case .noRatings(let column, let example):
      Wording(
        id: "ach-no-ratings", title: "no cell of the column `\(column)` is a rating",
        found: "`\(example)` and others",
        expected: "VI (or II), I, N, C, VC (or CC), NA, or an empty cell",
        hint: "a column that is no hypothesis can be called `type` or `note`, or deleted")
    case .unknownCredibility(let text, let near):
      Wording(
        id: "ach-unknown-credibility", title: "`\(text)` says nothing of credibility",
        expected: "high, medium, low, or a grade such as B2",
        hint: near.map { "did you mean `\($0)`?" })
    }
  }
}
