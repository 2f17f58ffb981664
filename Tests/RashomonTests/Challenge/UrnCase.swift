import RashomonAnalysis

/// Ten clues drawn from an urn, seven of which speak for the theory [LopezBowersGajardo2026]: under the
/// theory it held 8 for it and 3 against, under the rival 7 and 8.
enum UrnCase {
  /// - Parameter omega: how the odds of finding a clue for the theory are defined.
  static func data(omega: String = "= 1") throws -> CaseData {
    try TextCase.open(
      crisis: """
        crisis "An urn of clues"
        period 2001-01-01 to 2001-01-01
        source book { title "A theory" author "A" outlet "O" date 2000-12-31 }
        source paper { title "Its rival" author "B" outlet "O" date 2000-12-31 }
        observable clues: number "clues for the theory among ten"
          usual 0 to 10  because "knowing nothing"
        param omega "how much likelier a clue for the theory is found" \(omega)  because "an unbiased search"
        param pro "clues for the theory that there are" = 8  because "as under the theory"
        param con "clues against it" = 3  because "as under the theory"
        each day {
          clues ~ noncentral_hypergeometric(good: pro, bad: con, draws: 10, odds: omega)
            because "draws from an urn"
        }
        """,
      accounts: [
        "theory": "account \"The theory\" by book\n\noverride param pro = 8  because \"eight\"",
        "rival": """
        account "Its rival" by paper

        override param pro = 7  because "seven"
        override param con = 8  because "eight"
        """,
      ],
      evidence: ["U,2001-01-01,2001-01-01,clues,7,,,,,archive,,,,"])
  }
}
