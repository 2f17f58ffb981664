/// How a piece of text stands out.
package enum Style: Sendable {
  case plain, strong, faint, good, bad
}

/// Colours for a terminal, or none.
package struct Palette: Sendable {
  private let usesColour: Bool

  package static let plain = Palette(usesColour: false)
  package static let terminal = Palette(usesColour: true)

  package func paint(_ text: String, _ style: Style) -> String {
    guard usesColour, let code = code(of: style) else { return text }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }

  private func code(of style: Style) -> String? {
    switch style {
    case .plain: nil
    case .strong: "1"
    case .faint: "2"
    case .good: "32"
    case .bad: "31"
    }
  }
}
