import RashomonAnalysis
import RashomonText

/// The tables of an explanation.
struct ExplainTables {
  let explanation: Explanation

  /// How many rows a table of what mattered most has.
  private static let most = 15

  private var accounts: [ExplainedAccount] { explanation.accounts }

  /// A column for each account.
  private var weightColumns: [TextTable.Column] { accounts.map { .init($0.id) } }

  private func cells(_ weights: [Measured?]) -> [String] {
    zip(weights, accounts).map { weightCell($0, isReliable: $1.isReliable) }
  }

  // MARK: Totals

  var totals: TextTable? {
    var table = TextTable([.init("", .left)] + weightColumns)
    let groups = explanation.groups.filter { $0.kind == .stance }
    for group in groups where group.name != ExplainedGroup.silence {
      table.add(["items, \(group.name) sources (\(group.items))"] + cells(group.weights))
    }
    if let silence = groups.first(where: { $0.name == ExplainedGroup.silence }) {
      table.add(["what did not happen"] + cells(silence.weights))
    }
    table.add(["total"] + cells(accounts.map(\.total)), style: .strong)
    if let since = explanation.since, accounts.contains(where: { $0.before != nil }) {
      table.add(["of it, occurred by \(since)"] + cells(accounts.map(\.before)))
      table.add(["of it, occurred later"] + cells(accounts.map(\.after)))
    }
    return table
  }

  var errorNotes: [String] {
    var notes: [String] = []
    if accounts.contains(where: { $0.histories > 0 }) {
      notes.append(
        "±: one standard error of the computation, left out where it is under 0.05 dB")
    }
    if accounts.contains(where: { !$0.isReliable }) {
      notes.append(
        "?: unreliable, the runs differ too much to state an error; raise --histories")
    }
    return notes
  }

  // MARK: Items

  private func name(of item: ExplainedItem) -> String { "\(item.observable): \(item.says)" }

  private func source(of item: ExplainedItem) -> String {
    [item.source, item.grade].compactMap(\.self).joined(separator: " ")
  }

  var heaviestItems: TextTable? {
    var table = TextTable(
      [.init("item", .left), .init("occurred", .left), .init("says", .left)] + weightColumns
        + [.init("source", .left), .init("note", .left)])
    let heaviest = explanation.items.filter { $0.uncounted == nil }.sorted { $0.heft > $1.heft }
    for item in heaviest.prefix(Self.most) {
      table.add(
        [item.id, item.occurred.iso, name(of: item)] + cells(item.weights.map(\.weight))
          + [source(of: item), shortened(item.note)])
    }
    return table.isEmpty ? nil : table
  }

  /// Every item for the only account.
  var ledger: TextTable? {
    var table = TextTable([
      .init("item", .left), .init("occurred", .left), .init("reported", .left),
      .init("says", .left), .init("weight dB"), .init("at least"), .init("at most"),
      .init("test", .left), .init("source", .left), .init("note", .left),
    ])
    for item in explanation.items {
      let head = [item.id, item.occurred.iso, item.reported.iso, name(of: item)]
      guard item.uncounted == nil, let weight = item.weights.first else {
        table.add(
          head + ["", "", "", item.uncounted ?? "", source(of: item), shortened(item.note)],
          style: .faint)
        continue
      }
      table.add(
        head + cells([weight.weight]) + [
          bound(weight.floor), bound(weight.ceiling), test(weight),
          source(of: item), shortened(item.note),
        ])
    }
    return table.isEmpty ? nil : table
  }

  var ledgerNotes: [String] {
    [
      "at least, at most: what the item would have weighed had the day's answer been another;"
        + " of a number, over the values that both sides together expected",
      "test: by what its presence (P) and its absence (A) weigh; smoking gun P ≥ 10 and |A| < 5,"
        + " hoop A ≤ −10 and |P| < 5, doubly decisive both, else a straw in the wind",
    ]
  }

  /// Nothing for an item that is no test: whatever it says, it weighs nothing.
  private func test(_ weight: ItemWeight) -> String {
    guard heft([weight.presence, weight.absence]) >= 0.05 else { return "" }
    return weight.test?.rawValue ?? ""
  }

  private func bound(_ weight: Measured?) -> String {
    guard let weight else { return "" }
    return weight.value.isFinite ? decibels(weight.value) : weight.value > 0 ? "∞" : "−∞"
  }

  // MARK: Spans

  var heaviestSpans: TextTable? {
    var table = TextTable(
      [.init("no …", .left), .init("from", .left), .init("to", .left)]
        + weightColumns)
    let heaviest = explanation.spans.sorted { heft($0.weights) > heft($1.weights) }
    for span in heaviest.prefix(Self.most) where heft(span.weights) >= 0.05 {
      table.add([span.observable, span.from.iso, span.to.iso] + cells(span.weights))
    }
    return table.isEmpty ? nil : table
  }

  var spanNotes: [String] {
    explanation.spans.isEmpty
      ? []
      : [
        "silence of each watched observable, in spans that end at its reports and on the dates of the accounts;"
          + " \(explanation.spans.count) in all"
      ]
  }

  // MARK: Groups

  private func heaviestGroups(of kind: ExplainedGroup.Kind) -> [ExplainedGroup] {
    explanation.groups.filter { $0.kind == kind && heft($0.weights) >= 0.05 }
      .sorted { heft($0.weights) > heft($1.weights) }
  }

  func groups(of kind: ExplainedGroup.Kind) -> TextTable? {
    var table = TextTable([.init(kind.rawValue, .left), .init("items")] + weightColumns)
    for group in heaviestGroups(of: kind).prefix(Self.most) {
      table.add(
        [group.name, group.name == ExplainedGroup.silence ? "" : "\(group.items)"]
          + cells(group.weights))
    }
    return table.isEmpty ? nil : table
  }

  func groupNotes(of kind: ExplainedGroup.Kind) -> [String] {
    let left = heaviestGroups(of: kind).count - Self.most
    return left > 0 ? ["\(left) more that weigh less, with --json"] : []
  }

  // MARK: Removals

  var removals: TextTable? {
    guard let removals = explanation.removals else { return nil }
    let ids = removals.removals.first?.changes.map(\.account) ?? []
    var table = TextTable(
      [.init("without", .left), .init("", .left)] + ids.map { .init($0) }
        + [.init("ranking", .left)])
    let linchpins = removals.linchpins
    let others = removals.removals.filter { !$0.changesRanking }
      .sorted { $0.largestChange > $1.largestChange }
    for removal in linchpins + others.prefix(max(5, Self.most - linchpins.count)) {
      table.add(
        [removal.kind.rawValue, removal.name]
          + removal.changes.map { weightCell($0.change) } + [passing(removal)],
        style: removals.changesLead(removal) ? .bad : .plain)
    }
    return table.isEmpty ? nil : table
  }

  private func passing(_ removal: Removal) -> String {
    let told = removal.swaps.filter(\.isTold)
    if told.isEmpty { return "as before" }
    return told.map { "\($0.above) passes \($0.below)" }.joined(separator: ", ")
  }

  /// Where anything was sampled, with how much work.
  private func work(_ settings: RunSettings) -> String {
    guard accounts.contains(where: { $0.histories > 0 }) else { return "" }
    return ", by \(settings.method ?? "auto")"
      + (settings.histories.map { " with \($0) histories × \(settings.runs) runs" } ?? "")
  }

  var removalNotes: [String] {
    guard let removals = explanation.removals else { return [] }
    let isNoisy = removals.removals.contains { $0.swaps.contains { !$0.isTold } }
    return [
      isNoisy
        ? "as before: also where accounts pass each other by less than two errors of the computation"
        : nil,
      "change of each account's weight against common ground that the ranking counts;"
        + " \(removals.removals.count) things left out one at a time"
        + work(removals.settings),
      "an item or source left out never reported, so an event's day falls silent; an observable left out was never watched",
    ].compactMap(\.self)
  }
}

/// The largest of several weights, whatever the sign.
func heft(_ weights: [Measured?]) -> Double {
  weights.compactMap { $0.map { abs($0.value) } }.max() ?? 0
}

extension Removal {
  /// In dB, whatever the sign.
  var largestChange: Double {
    changes.map(\.change.value).filter { !$0.isNaN }.map(abs).max() ?? 0
  }
}

/// A note cut to what a table has room for.
private func shortened(_ note: String) -> String {
  note.count <= 60 ? note : "\(note.prefix(59))…"
}
