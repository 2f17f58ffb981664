/// A table as RFC 4180 writes it.
func csv(_ rows: [[String]]) -> String {
  rows.map { $0.map(csvField).joined(separator: ",") }.joined(separator: "\n") + "\n"
}

/// A field as RFC 4180 writes it, quoted where it must be.
private func csvField(_ text: String) -> String {
  let special: Set<Character> = [",", "\"", "\n", "\r\n", "\r"]
  guard text.contains(where: special.contains) else { return text }
  return "\"" + text.replacing("\"", with: "\"\"") + "\""
}
