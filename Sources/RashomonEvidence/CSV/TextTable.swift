/// Texts that a file says again and again, each kept once and numbered in the order in which they
/// first came; a text is looked up by its bytes, without making a `String` of it.
///
/// *Complexity*: O(bytes of the text) for a look-up; memory of the distinct texts.
struct TextTable {
  private(set) var texts: [String] = []
  /// All texts, one after the other, and where each ends.
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  /// An open hash table, at most half full: of each text its hash in the upper half and its number,
  /// from 1, in the lower; 0 where free.
  private var slots = [UInt64](repeating: 0, count: 64)

  /// The number of a text, new or not.
  mutating func number(
    of source: [UInt8], in range: Range<Int>
  ) -> (number: Int, isNew: Bool) {
    let hash = Self.hash(source, range)
    let (place, known) = place(of: hash, source, range)
    if let known { return (known, false) }
    texts.append(String(decoding: source[range], as: UTF8.self))
    bytes += source[range]
    ends.append(bytes.count)
    slots[place] = hash << 32 | UInt64(texts.count)
    if 2 * texts.count > slots.count { grow(to: 2 * slots.count) }
    return (texts.count - 1, true)
  }

  /// Whether it holds a text.
  func contains(_ text: String) -> Bool {
    let source = Array(text.utf8)
    return place(of: Self.hash(source, source.indices), source, source.indices).known != nil
  }

  /// Makes room for so many texts at once.
  mutating func reserve(_ count: Int) {
    texts.reserveCapacity(count)
    ends.reserveCapacity(count)
    var size = slots.count
    while size < 2 * count { size *= 2 }
    if size > slots.count { grow(to: size) }
  }

  /// Where a text is or belongs, and its number if it is there.
  private func place(
    of hash: UInt64, _ source: [UInt8], _ range: Range<Int>
  ) -> (place: Int, known: Int?) {
    let mask = slots.count - 1
    var place = Int(hash) & mask
    while slots[place] != 0 {
      let number = Int(slots[place] & 0xFFFF_FFFF) - 1
      if slots[place] >> 32 == hash, isText(number, source, range) { return (place, number) }
      place = (place + 1) & mask
    }
    return (place, nil)
  }

  private func isText(_ number: Int, _ source: [UInt8], _ range: Range<Int>) -> Bool {
    let start = number == 0 ? 0 : ends[number - 1]
    guard ends[number] - start == range.count else { return false }
    for offset in 0..<range.count
    where bytes[start + offset] != source[range.lowerBound + offset] {
      return false
    }
    return true
  }

  private mutating func grow(to size: Int) {
    let mask = size - 1
    var larger = [UInt64](repeating: 0, count: size)
    for slot in slots where slot != 0 {
      var place = Int(slot >> 32) & mask
      while larger[place] != 0 { place = (place + 1) & mask }
      larger[place] = slot
    }
    slots = larger
  }

  /// 32 bits; multiplication by an odd constant spreads each eight bytes over the upper ones.
  private static func hash(_ source: [UInt8], _ range: Range<Int>) -> UInt64 {
    source.withUnsafeBytes { source in
      var hash = UInt64(range.count)
      var at = range.lowerBound
      while at + 8 <= range.upperBound {
        hash = spread(hash ^ source.loadUnaligned(fromByteOffset: at, as: UInt64.self))
        at += 8
      }
      var rest: UInt64 = 0
      while at < range.upperBound {
        rest = rest << 8 | UInt64(source[at])
        at += 1
      }
      return spread(spread(hash ^ rest)) >> 32
    }
  }

  private static func spread(_ word: UInt64) -> UInt64 {
    let product = word &* 0x9E37_79B9_7F4A_7C15
    return product ^ product >> 32
  }
}
