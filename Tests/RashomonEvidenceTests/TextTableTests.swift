import Testing

@testable import RashomonEvidence

struct TextTableTests {
  private func number(_ text: String, in table: inout TextTable) -> (number: Int, isNew: Bool) {
    let bytes = Array("<\(text)>".utf8)
    return table.number(of: bytes, in: 1..<bytes.count - 1)
  }

  @Test(arguments: [0, 100_000]) func `numbers texts in the order in which they first came`(
    room: Int
  ) {
    var table = TextTable()
    table.reserve(room)
    // Short and long ones, some a part of others, among them the empty one.
    let texts = (0..<2000).map {
      String(repeating: "ab", count: $0 % 40) + ($0 == 0 ? "" : "\($0)")
    }
    for (index, text) in texts.enumerated() {
      let found = number(text, in: &table)
      #expect(found.number == index && found.isNew)
    }
    for (index, text) in texts.enumerated().reversed() {
      let found = number(text, in: &table)
      #expect(found.number == index && !found.isNew)
      #expect(table.contains(text) && !table.contains(text + "c"))
    }
    #expect(table.texts == texts)
  }
}
