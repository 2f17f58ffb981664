import RashomonEvidence
import RashomonText
import Testing

/// Matrices of competing hypotheses as they come out of spreadsheets and ACH programs.
struct AchMatrixTests {
  private func read(_ text: String) throws -> AchMatrix {
    let read = AchMatrix.read(CSVInput(name: "matrix.csv", text: text))
    #expect(read.diagnostics.map(\.rendered) == [])
    return try #require(read.value)
  }

  @Test func `columns that are no hypotheses are known by their names`() throws {
    let matrix = try read(
      """
      #,Enter Evidence,Type,Credibility,Relevance,Plot,Accident,Notes,Diagnosticity
      7,"Guards  withdrawn ",SIGINT,Medium,High,C,I,who saw it?,0.8
      Inconsistency score ⇒,,,,,4,1,,

      """.replacing(
        "Inconsistency score ⇒,,", with: ",Inconsistency score ⇒,"))
    #expect(matrix.hypotheses == ["Plot", "Accident"])
    let item = try #require(matrix.items.first)
    #expect(matrix.items.count == 1)
    #expect(item.text == "Guards withdrawn")
    #expect(item.id == "7")
    #expect(item.credibility == .medium)
    #expect(item.note == "who saw it?")
    #expect(item.ratings == [.consistent, .inconsistent])
  }

  @Test func `the first column holds the items where none says so`() throws {
    let matrix = try read("Indicator,H1,H2,H3\nGuards withdrawn,VI,,VC\n")
    #expect(matrix.hypotheses == ["H1", "H2", "H3"])
    #expect(matrix.items[0].ratings == [.veryInconsistent, .notApplicable, .veryConsistent])
  }

  @Test(arguments: [
    ("II", AchRating.veryInconsistent), ("very inconsistent", .veryInconsistent),
    ("i", .inconsistent),
    ("Neutral", .neutral), ("c", .consistent), ("CC", .veryConsistent), ("n/a", .notApplicable),
    ("", .notApplicable), ("—", .notApplicable),
  ])
  func `ratings have several spellings`(text: String, rating: AchRating) {
    #expect(AchRating(spelling: text) == rating)
  }

  /// A dash may mean "inconsistent" in a matrix of plus and minus: nobody guesses.
  @Test(arguments: ["-", "--", "+", "++", "3", "VVI", "?"])
  func `what could mean two things is refused`(text: String) {
    #expect(AchRating(spelling: text) == nil)
  }

  @Test func `a weight of evidence is a rating`() {
    let bands: [(Double, AchRating)] = [
      (-.infinity, .veryInconsistent), (-10, .veryInconsistent), (-9.99, .inconsistent),
      (-3, .inconsistent), (-2.99, .neutral), (0, .neutral), (2.99, .neutral), (3, .consistent),
      (9.99, .consistent), (10, .veryConsistent), (.infinity, .veryConsistent),
      (.nan, .notApplicable),
    ]
    for (decibels, rating) in bands { #expect(AchRating(decibels: decibels) == rating) }
  }
}
