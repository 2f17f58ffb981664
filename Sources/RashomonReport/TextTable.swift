/// A table of text with a title row, columns padded to their widest cell.
///
/// Nothing is drawn but spaces and one rule under the titles, so that a table can be pasted into a
/// mail and still be read.
package struct TextTable {
  package enum Alignment: Sendable {
    case left
    case right
  }

  package struct Column: Sendable {
    package let title: String
    package let alignment: Alignment

    package init(_ title: String, _ alignment: Alignment = .right) {
      self.title = title
      self.alignment = alignment
    }
  }

  private let columns: [Column]
  private var rows: [(cells: [String], style: Style)] = []

  package init(_ columns: [Column]) {
    self.columns = columns
  }

  /// Adds a row; missing cells are empty.
  package mutating func add(_ cells: [String], style: Style = .plain) {
    precondition(cells.count <= columns.count, "a row has more cells than the table has columns")
    rows.append((cells + Array(repeating: "", count: columns.count - cells.count), style))
  }

  /// Whether it has no row.
  package var isEmpty: Bool { rows.isEmpty }

  /// The lines of the table, two spaces between columns.
  package func lines(palette: Palette) -> [String] {
    let widths = columns.indices.map { column in
      max(columns[column].title.count, rows.map { $0.cells[column].count }.max() ?? 0)
    }
    func line(_ cells: [String]) -> String {
      let padded = cells.indices.map { index in
        let gap = String(repeating: " ", count: widths[index] - cells[index].count)
        return columns[index].alignment == .left ? cells[index] + gap : gap + cells[index]
      }
      return trimmed(padded.joined(separator: "  "))
    }
    let rule = String(repeating: "─", count: widths.reduce(0, +) + 2 * max(0, columns.count - 1))
    return [palette.paint(line(columns.map(\.title)), .faint), palette.paint(rule, .faint)]
      + rows.map { palette.paint(line($0.cells), $0.style) }
  }

  private func trimmed(_ line: String) -> String {
    String(line.reversed().drop { $0 == " " }.reversed())
  }
}
