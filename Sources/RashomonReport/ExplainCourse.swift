import RashomonAnalysis
import RashomonText

/// The posterior as it mounted up: a line of blocks for each model, and a table of the days on which it
/// moved most.
func courseLines(of explanation: Explanation, palette: Palette) -> [String] {
  guard let first = explanation.course.first, let last = explanation.course.last else { return [] }
  let models = first.posteriors.map(\.id)
  let width = models.map(\.count).max() ?? 0
  let columns = columns(of: explanation.course)
  var lines = [
    palette.paint("The posterior, by what had occurred", .strong),
    palette.paint(
      "from \(first.date) to \(last.date), each column \(columns.days)"
        + " \(columns.days == 1 ? "day" : "days"); the higher the block, the nearer to certain",
      .faint),
  ]
  for (place, id) in models.enumerated() {
    let blocks = columns.ends.map { block($0.posteriors[place].value.value) }.joined()
    let end = last.posteriors[place].value
    lines.append(
      id + String(repeating: " ", count: width - id.count) + "  " + blocks + "  "
        + withError(percent(end.value), end.error.map { $0 * 100 }))
  }
  var table = TextTable([.init("the days that moved it most", .left)] + models.map { .init($0) })
  for day in turningPoints(of: explanation.course) {
    table.add([day.date.iso] + day.posteriors.map { percent($0.value.value) })
  }
  return lines + [""] + table.lines(palette: palette)
}

/// The last day of each of at most sixty stretches of equal length.
private func columns(of course: [CourseDay]) -> (ends: [CourseDay], days: Int) {
  guard let first = course.first, let last = course.last else { return ([], 1) }
  let length = last.date.days(since: first.date) + 1
  let days = (length + 59) / 60
  var ends: [CourseDay] = []
  for start in stride(from: 0, to: length, by: days) {
    let end = first.date.advanced(by: start + days - 1)
    if let day = course.last(where: { $0.date <= end }) { ends.append(day) }
  }
  return (ends, days)
}

private func block(_ share: Double) -> String {
  guard share.isFinite else { return " " }
  let blocks = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  return blocks[min(7, max(0, Int(share * 8)))]
}

/// The days on which the posteriors changed most, in order of time, the last day among them.
private func turningPoints(of course: [CourseDay]) -> [CourseDay] {
  let moves = course.indices.dropFirst().map { place in
    (
      place: place,
      move: zip(course[place].posteriors, course[place - 1].posteriors)
        .reduce(0) { $0 + abs($1.0.value.value - $1.1.value.value) }
    )
  }
  let most = moves.filter { $0.move.isFinite && $0.move >= 0.01 }
    .sorted { $0.move > $1.move }.prefix(11).map(\.place)
  return Set(most + [0, course.count - 1]).sorted().map { course[$0] }
}
