import RashomonText

/// How often a report of each grade is right: the table that turns the Admiralty code into r.
///
/// r is the probability that a report means what it says; otherwise it is a false one, which looks
/// like what is `usual`. The code itself gives no numbers. The default is therefore an assumption,
/// made to be easy to say and to dispute: a report is right if its source did not mislead and the
/// piece of information is not wrong, taken as independent,
///
///     r = s(letter) · s(digit)
///     s:  A, 1  0.995    B, 2  0.97    C, 3  0.92    D, 4  0.85    E, 5  0.75    F, 6  0.70
///
/// so that A1 is .990, A2 .965, B2 .941, C3 .846, E5 .563 and F6 .490. F and 6 ("cannot be judged") lie
/// just below E and 5: a source of which nothing is known earns no more trust than one known to be
/// poor. r never rises from A to F nor from 1 to 6. A case replaces the table by `grades.csv`, and
/// `challenge` moves every grade a step up and down.
///
/// *Reference*: the code, and why its two halves are kept apart, in [NATO2016]; how differently
/// analysts read it in numbers, in [Irwin2019].
package struct GradeTable: Hashable, Sendable {
  /// By letter, then digit.
  private let reliabilities: [Double]

  /// A table with a reliability above 0 and at most 1 for each of the 36 grades; nil otherwise.
  package init?(_ table: [Grade: Double]) {
    let values = Grade.all.compactMap { table[$0] }
    guard values.count == Grade.all.count, values.allSatisfy({ $0 > 0 && $0 <= 1 }) else {
      return nil
    }
    self.reliabilities = values
  }

  private init(factors: [Double]) {
    self.reliabilities = factors.flatMap { letter in factors.map { letter * $0 } }
  }

  /// The default.
  package static let admiralty = GradeTable(factors: [0.995, 0.97, 0.92, 0.85, 0.75, 0.70])

  /// The same table with one grade read as another is.
  package func reading(_ grade: Grade, as other: Grade) -> GradeTable {
    var reliabilities = reliabilities
    reliabilities[grade.index] = self[other]
    return GradeTable(reliabilities: reliabilities)
  }

  private init(reliabilities: [Double]) {
    self.reliabilities = reliabilities
  }

  /// The grade one step away, in its letter or its digit, that is read with the highest r (up) or the
  /// lowest (down); nil where no neighbour is read as better or as worse.
  package func step(_ direction: GradeStep, from grade: Grade) -> Grade? {
    let neighbours = grade.neighbours
    switch direction {
    case .up:
      return neighbours.filter { self[$0] > self[grade] }.max { self[$0] < self[$1] }
    case .down:
      return neighbours.filter { self[$0] < self[grade] }.min { self[$0] < self[$1] }
    }
  }

  /// r of a grade.
  package subscript(grade: Grade) -> Double {
    reliabilities[grade.index]
  }
}

/// Which way a grade is moved.
package enum GradeStep: String, CaseIterable, Hashable, Sendable {
  case up, down
}

extension Grade {
  /// The grades one step away: the letter before or after, then the digit before or after.
  package var neighbours: [Grade] {
    let letters = Reliability.allCases
    let place = letters.firstIndex(of: reliability) ?? 0
    let byLetter = [place - 1, place + 1].filter(letters.indices.contains)
      .map { Grade(letters[$0], credibility) }
    let byDigit = [credibility.rawValue - 1, credibility.rawValue + 1]
      .compactMap(Credibility.init).map { Grade(reliability, $0) }
    return byLetter + byDigit
  }

  /// A1, A2, … F6.
  package static let all = Reliability.allCases.flatMap { letter in
    Credibility.allCases.map { Grade(letter, $0) }
  }

  fileprivate var index: Int {
    let letter =
      switch reliability {
      case .a: 0
      case .b: 1
      case .c: 2
      case .d: 3
      case .e: 4
      case .f: 5
      }
    return letter * 6 + credibility.rawValue - 1
  }
}

extension GradeTable {
  /// Reads `grades.csv`, which has one row for each of the 36 grades.
  ///
  /// *Errors*: only what the input throws; mistakes in the file are diagnostics.
  package static func read<Failure>(
    _ input: CSVInput<Failure>
  ) throws(Failure) -> Checked<GradeTable> {
    var check = FieldChecker(file: input.name)
    var table: [Grade: Double] = [:]
    var lastSite = TextSite(line: 1, bytes: [], from: 0, to: 0)
    let columns = CSVColumns(required: ["grade", "reliability"])
    let malformed = try readTable(input, columns: columns) { row in
      lastSite = row.site(of: "grade")
      guard let id = check.uniqueID("grade", of: row) else { return }
      guard let grade = Grade(id) else {
        return check.report(GradeProblem.notAGrade(id), at: lastSite)
      }
      // Named, so not missing, even if its number turns out to be wrong.
      table[grade] = 1
      guard check.required("reliability", of: row) != nil,
        let number = try? check.number("reliability", of: row)
      else { return }
      if number > 0, number <= 1 {
        table[grade] = number
      } else {
        check.report(
          GradeProblem.notAProbability(row["reliability"]), at: row.site(of: "reliability"))
      }
    }
    let missing = Grade.all.filter { table[$0] == nil }
    if malformed.isEmpty, !missing.isEmpty {
      check.report(GradeProblem.missing(missing), at: lastSite)
    }
    // Where the table is incomplete there is an error, and `Checked` holds the stand-in back.
    return Checked(GradeTable(table) ?? .admiralty, malformed + check.diagnostics)
  }
}

/// What can be wrong with a table of grades.
enum GradeProblem: Problem {
  case notAGrade(String)
  case notAProbability(String)
  case missing([Grade])

  var wording: Wording {
    switch self {
    case .notAGrade(let text):
      Wording(
        id: "grade-unknown", title: "this is not a grade", found: text,
        expected: "a letter A to F and a digit 1 to 6, as in B2")
    case .notAProbability(let text):
      Wording(
        id: "grade-not-a-probability", title: "a reliability is a probability", found: text,
        expected: "a number above 0 and at most 1", hint: "write 95 % as 0.95")
    case .missing(let grades):
      Wording(
        id: "grade-missing", title: "the table ends without every grade",
        found: "none for \(grades.map(\.description).joined(separator: ", "))",
        expected: "a row for each of A1 to F6", hint: "add the rows, or delete the file")
    }
  }
}
