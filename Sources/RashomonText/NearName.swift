/// Of `candidates` the one most like `name`, or nil if none is near.
///
/// Near means a distance (insertions, deletions, substitutions, swaps of neighbours, each 1) of at
/// most a third of the name's length, and at least 1. Ties go to the first candidate.
///
/// *Complexity*: O(candidates · length · greatest distance); candidates of quite another length, and
/// all once an equal has been found, cost next to nothing.
///
/// *Reference*: optimal string alignment distance, [Damerau1964].
package func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
  var search = NearNameSearch(name)
  for candidate in candidates where candidate != name { search.consider(candidate) }
  return search.best
}

private struct NearNameSearch {
  private(set) var best: String?

  /// In lower case, as bytes and as characters.
  private let bytes: [UInt8]?
  private let characters: [Character]
  /// The greatest distance that the next candidate may have to be the best.
  private var limit: Int
  private var candidateBytes: [UInt8] = []
  /// Which bytes the name has, each a bit; several share one.
  private let byteSet: UInt64
  private var table = AlignmentTable()

  init(_ name: String) {
    limit = max(1, name.count / 3)
    bytes = Self.isPlain(name) ? name.utf8.map(Self.lowercased) : nil
    characters = Array(name.lowercased())
    byteSet = (bytes ?? []).reduce(0) { $0 | Self.bit($1) }
  }

  mutating func consider(_ candidate: String) {
    guard let distance = distance(to: candidate) else { return }
    best = candidate
    limit = distance - 1
  }

  /// The distance if it is at most `limit`.
  private mutating func distance(to candidate: String) -> Int? {
    guard let bytes, Self.isPlain(candidate) else {
      return table.distance(characters, Array(candidate.lowercased()), limit: limit)
    }
    if abs(candidate.utf8.count - bytes.count) > limit { return nil }
    candidateBytes.removeAll(keepingCapacity: true)
    var candidateSet: UInt64 = 0
    for byte in candidate.utf8 {
      let lowercased = Self.lowercased(byte)
      candidateBytes.append(lowercased)
      candidateSet |= Self.bit(lowercased)
    }
    // No edit brings more than one byte that was not there, nor takes away more than one.
    let missing = (byteSet & ~candidateSet).nonzeroBitCount
    let extra = (candidateSet & ~byteSet).nonzeroBitCount
    if max(missing, extra) > limit { return nil }
    return table.distance(bytes, candidateBytes, limit: limit)
  }

  /// Whether every byte is a character.
  private static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 < 0x80 && $0 != UInt8(ascii: "\r") }
  }

  private static func bit(_ byte: UInt8) -> UInt64 { 1 << UInt64(byte & 63) }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
  }
}

/// The last three rows of the usual table of distances, kept from one candidate to the next.
private struct AlignmentTable {
  private var beforePrevious: [Int] = []
  private var previous: [Int] = []
  private var current: [Int] = []

  /// The distance if it is at most `limit`. A cell of the table that is farther from the diagonal than
  /// `limit` cannot lie on a way that short.
  mutating func distance<Element: Equatable>(
    _ left: [Element], _ right: [Element], limit: Int
  ) -> Int? {
    guard abs(left.count - right.count) <= limit else { return nil }
    if limit == 0 { return left == right ? 0 : nil }
    if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
    let far = limit + 1
    if previous.count <= right.count {
      beforePrevious = Array(repeating: 0, count: right.count + 1)
      previous = beforePrevious
      current = beforePrevious
    }
    for column in 0...right.count { previous[column] = min(column, far) }
    for row in 1...left.count {
      let columns = max(1, row - limit)...max(1, min(right.count, row + limit))
      current[columns.lowerBound - 1] = columns.lowerBound == 1 ? min(row, far) : far
      var least = current[columns.lowerBound - 1]
      for column in columns {
        let substitution = previous[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1)
        var distance = min(substitution, previous[column] + 1, current[column - 1] + 1)
        if row > 1, column > 1, left[row - 1] == right[column - 2],
          left[row - 2] == right[column - 1]
        {
          distance = min(distance, beforePrevious[column - 2] + 1)
        }
        current[column] = min(distance, far)
        least = min(least, distance)
      }
      if columns.upperBound < right.count { current[columns.upperBound + 1] = far }
      // A swap may still start from the row before this one.
      let before = previous[columns.lowerBound - 1...columns.upperBound]
      if least > limit, before.allSatisfy({ $0 >= limit }) { return nil }
      swap(&beforePrevious, &previous)
      swap(&previous, &current)
    }
    let distance = previous[right.count]
    return distance <= limit ? distance : nil
  }
}
