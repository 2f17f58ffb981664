import RashomonText
import Testing

struct NearNameTests {
  let names = ["turnout", "deployment", "leader_exit", "in_office"]

  @Test(arguments: [
    ("turnuot", "turnout"), ("Turnout", "turnout"), ("deploy", nil),
    ("leader_exist", "leader_exit"),
    ("inoffice", "in_office"), ("sanctions", nil), ("", nil), ("x", nil),
  ])
  func `finds the name that was meant`(written: String, meant: String?) {
    #expect(nearestName(to: written, among: names) == meant)
  }

  @Test func `takes the first of equally near names and never the name itself`() {
    #expect(nearestName(to: "cat", among: ["cut", "bat"]) == "cut")
    #expect(nearestName(to: "cat", among: ["cat"]) == nil)
  }

  /// Every two words of up to five of three letters, so that all ends of the search are met.
  @Test func `is as near as the whole table of distances says`() {
    var words = [""]
    var last = words
    for _ in 1...5 {
      last = last.flatMap { word in ["a", "b", "ż"].map { word + $0 } }
      words += last
    }
    var state: UInt64 = 1
    func draw(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    var found = 0
    for _ in 0..<1500 {
      // Twice the word, so that distances of up to three are near.
      let name = words[draw(words.count)] + words[draw(words.count)]
      let candidates = (0..<20).map { _ in words[draw(words.count)] + words[draw(words.count)] }
      let near = nearestName(to: name, among: candidates)
      #expect(near == nearestByTable(name, candidates), "\(name) among \(candidates)")
      if near != nil { found += 1 }
    }
    #expect(found > 300 && found < 1400)
  }

  private func nearestByTable(_ name: String, _ candidates: [String]) -> String? {
    var best: (name: String, distance: Int)?
    for candidate in candidates where candidate != name {
      let distance = distance(Array(name), Array(candidate))
      if distance <= max(1, name.count / 3), distance < best?.distance ?? .max {
        best = (candidate, distance)
      }
    }
    return best?.name
  }

  private func distance(_ left: [Character], _ right: [Character]) -> Int {
    var table = Array(repeating: Array(0...right.count), count: left.count + 1)
    for row in left.indices {
      table[row + 1][0] = row + 1
      for column in right.indices {
        var least = table[row][column] + (left[row] == right[column] ? 0 : 1)
        least = min(least, table[row][column + 1] + 1, table[row + 1][column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          least = min(least, table[row - 1][column - 1] + 1)
        }
        table[row + 1][column + 1] = least
      }
    }
    return table[left.count][right.count]
  }
}
