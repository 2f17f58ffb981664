import RashomonEvidence
import RashomonLanguage
import RashomonText

/// The files of a case that says what a matrix of competing hypotheses says.
///
/// Each item becomes an observable and a row that says that it is there: an event on its date, or,
/// where the matrix gives no date, a status. Each hypothesis becomes an account; each cell a factor
/// on the odds of the item, such that the item's weight against common ground lies in the band of
/// dB that its rating stands for (`AchRating.init(decibels:)`), wherever in the period it falls:
///
///     VI ×1/20: about −13 dB    I ×1/4: −6 dB    N, NA: 0 dB    C ×4: +6 dB    VC ×20: about +12 dB
///
/// The factors, and the 2 % that common ground gives every item, are assumptions: a matrix says which
/// way an item points and how firmly, not how likely it was. With 2 % the odds ratio is nearly the
/// ratio of the chances, and a VC is still far from certainty (29 %).
struct AchCase {
  private let matrix: AchMatrix
  private let file: String
  private let name: String
  /// First and last day.
  private let period: ClosedRange<CalendarDate>
  private let items: [Item]
  private let accounts: [Account]
  private let sources: [(id: String, name: String)]

  private struct Item {
    let row: AchMatrix.Item
    let id: String
    let observable: String
    let date: CalendarDate
    let source: String
  }

  private struct Account {
    let id: String
    let title: String
    let place: Int
  }

  /// The chance that common ground gives every item, in the period.
  static let usualPercent = 2
  /// Where neither the matrix nor the user gives a date.
  static let arbitraryDate = CalendarDate(daysSinceEpoch: 11_323)

  /// The factor on the odds, as it is written; nil for 1.
  static func factor(_ rating: AchRating) -> String? {
    switch rating {
    case .veryInconsistent: "0.05 times"
    case .inconsistent: "0.25 times"
    case .neutral, .notApplicable: nil
    case .consistent: "4 times"
    case .veryConsistent: "20 times"
    }
  }

  init(_ matrix: AchMatrix, file: String, name: String, date: CalendarDate?) {
    self.matrix = matrix
    self.file = file
    self.name = name
    let given = matrix.items.compactMap(\.date)
    let fallback = date ?? given.max() ?? Self.arbitraryDate
    let dates = given + (given.count < matrix.items.count ? [fallback] : [])
    period = (dates.min() ?? fallback)...(dates.max() ?? fallback)
    var sourceNames = NameGiver(joiner: "_", reserved: [])
    var sourceIDs: [String: String] = [:]
    var sources: [(id: String, name: String)] = []
    func source(_ name: String) -> String {
      if let id = sourceIDs[name] { return id }
      let id = sourceNames.name(for: name, otherwise: "source")
      sourceIDs[name] = id
      sources.append((id, name))
      return id
    }
    var observables = NameGiver(joiner: "_", reserved: [])
    let taken = Set(matrix.items.compactMap(\.id))
    items = matrix.items.enumerated().map { index, row in
      var id = row.id ?? "E\(index + 1)"
      while row.id == nil, taken.contains(id) { id += "x" }
      return Item(
        row: row, id: id, observable: observables.name(for: row.text, otherwise: "item"),
        date: row.date ?? fallback, source: source(row.source ?? "the matrix"))
    }
    var ids = NameGiver(joiner: "-", reserved: ["common-ground", "climatology", "average"])
    accounts = matrix.hypotheses.enumerated().map { place, title in
      Account(id: ids.name(for: title, otherwise: "hypothesis"), title: title, place: place)
    }
    self.sources = sources
  }

  var files: [(path: String, text: String)] {
    [("\(name).crisis", crisis)]
      + accounts.map { ("accounts/\($0.id).account", text(of: $0)) }
      + [
        ("evidence.csv", evidence), ("sources.csv", sourceTable),
        ("set-aside.csv", "id,reason\n"), ("README.md", readme),
      ]
  }

  // MARK: Models

  private var crisis: String {
    let day = period.lowerBound.advanced(by: -1)
    let observables = items.map { item in
      let isDated = item.row.date != nil
      return "observable \(item.observable): \(isDated ? "event, once" : "status")"
        + " \(quoted(item.row.text))\n"
        + "  usual \(Self.usualPercent)%\(isDated ? " by \(period.upperBound)" : "")"
        + "  because \"an assumption: one of many things that might have turned up\"\n"
    }
    return """
      # Made of the matrix \(file). Each item of it is an observable, each hypothesis an account.
      crisis \(quoted(name))
      period \(period.lowerBound) to \(period.upperBound)

      # Dated before the first item, so that every item counts, as in a matrix. A hypothesis that was written down
      # later gets a source with its own date: then what it explained is told from what it foresaw.
      source matrix {
        title \(quoted("The matrix \(file)")) date \(day)
      }

      # What someone who holds none of the hypotheses expects. Replace 2% by a rate that you know.
      \(observables.joined())
      # A question makes `rashomon forecast` work; it speaks of an observable:
      # question next "Does it happen by the end?" opens \(period.lowerBound) = NAME by \(period.upperBound)

      """
  }

  private func text(of account: Account) -> String {
    func rated(_ ratings: [AchRating]) -> [Item] {
      items.filter { ratings.contains($0.row.ratings[account.place]) }
    }
    let expectations = items.compactMap { item in
      let rating = item.row.ratings[account.place]
      return Self.factor(rating).map {
        "expects \(item.observable): \($0) as likely  @matrix  because \"\(rating.rawValue)\""
      }
    }
    let neutral = rated([.neutral])
    let silent = rated([.notApplicable])
    var lines = [
      "# The ratings as factors on the odds of each item: VI 0.05, I 0.25, N 1, C 4, VC 20 times as likely.",
      "# They are a start. Say what the hypothesis expects in your own words, and why, item by item.",
      "account \(quoted(account.title)) by matrix", "",
    ]
    lines += expectations
    if !neutral.isEmpty {
      lines += ["", "# Neutral, so as common ground has it: \(names(of: neutral))."]
    }
    if !silent.isEmpty {
      lines += [
        "", "# Not applicable or not rated, so as common ground has it: \(names(of: silent)).",
      ]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func names(of items: [Item]) -> String {
    items.map(\.observable).joined(separator: ", ")
  }

  // MARK: Tables

  private var evidence: String {
    let header = [
      "id", "occurred", "reported", "observable", "value", "low", "high", "unit", "grade", "source",
      "origin", "supersedes", "url", "note",
    ]
    let rows = items.map { item in
      [
        item.id, item.date.iso, item.date.iso, item.observable, "1", "", "", "",
        item.row.credibility.map(Self.grade) ?? "", item.source, "", "", item.row.url ?? "",
        item.row.note ?? item.row.text,
      ]
    }
    return csv([header] + rows)
  }

  private static func grade(_ credibility: AchMatrix.Credibility) -> String {
    switch credibility {
    case .high: "B1"
    case .medium: "C3"
    case .low: "D4"
    case .grade(let grade): grade.description
    }
  }

  private var sourceTable: String {
    csv(
      [["id", "name", "stance", "reliability"]]
        + sources.map { [$0.id, $0.name, "independent", "C"] })
  }

  private var readme: String {
    """
    # \(name)

    Made of the matrix \(file): \(items.count) items of evidence, \(accounts.count) hypotheses.

    | rating | the item is | which weighs |
    |---|---|---|
    | VI, II | 0.05 times as likely | about −13 dB |
    | I | 0.25 times as likely | about −6 dB |
    | N, NA, empty | as common ground has it | 0 dB |
    | C | 4 times as likely | about +6 dB |
    | VC, CC | 20 times as likely | about +12 dB |

    These factors on the odds, and the 2 % that common ground gives every item, are assumptions made to have a
    number to start from. The weights are against common ground, which rates no item; where a grade (from the
    matrix' credibility) is in `evidence.csv`, the weight is nearer to 0.

    What to change first: the words in `accounts`, item by item; then `usual` in `\(name).crisis`; items that
    come from one report get one `origin` in `evidence.csv`, since together they say no more than once. What `weigh`
    says of climatology means nothing yet: a matrix lists only what did turn up.

        rashomon weigh \(name)

    """
  }
}

/// A text in the quotes of a model.
func quoted(_ text: String) -> String {
  "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
}
