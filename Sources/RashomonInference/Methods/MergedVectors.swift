#if canImport(Glibc)
  import Glibc
#endif

/// Weighted vectors of which equal ones have become one.
struct MergedVectors {
  /// For each distinct vector with weight, the first place where it stood; ascending.
  private(set) var kept: [Int] = []
  /// The log of each one's whole weight.
  private(set) var logWeights: [Double] = []

  /// - Parameters:
  ///   - columns: the vectors, `[component][vector]`.
  ///   - logWeights: one for each vector; those of −∞ are dropped.
  ///
  /// *Complexity*: O(components · vectors).
  init(columns: [[Double]], logWeights: [Double]) {
    let top = logWeights.max() ?? -.infinity
    guard top > -.infinity else { return }
    let hashes = MergedVectors.hashes(columns, count: logWeights.count)
    // Open addressing over a table at least twice as large as what it holds: probes stay short.
    var size = 16
    while size < 2 * logWeights.count { size *= 2 }
    // The upper bits of a product depend on all bits of its factors; the lower ones of a hash of small
    // whole numbers, whose own lower bits are 0, would fall together.
    let shift = UInt64(64 - size.trailingZeroBitCount)
    var table = [Int](repeating: -1, count: size)
    var weights: [Double] = []
    for (lane, logWeight) in logWeights.enumerated() where logWeight > -.infinity {
      var slot = Int(hashes[lane] &>> shift)
      while table[slot] >= 0 {
        let other = kept[table[slot]]
        if hashes[other] == hashes[lane], columns.allSatisfy({ $0[other] == $0[lane] }) { break }
        slot = (slot + 1) & (size - 1)
      }
      let weight = exp(logWeight - top)
      if table[slot] >= 0 {
        weights[table[slot]] += weight
      } else {
        table[slot] = kept.count
        kept.append(lane)
        weights.append(weight)
      }
    }
    self.logWeights = weights.map { top + log($0) }
  }

  private static func hashes(_ columns: [[Double]], count: Int) -> [UInt64] {
    var hashes = [UInt64](repeating: 0x9E37_79B9_7F4A_7C15, count: count)
    for column in columns {
      for lane in 0..<count {
        // Adding 0 turns −0 into 0, which is equal to it.
        var mixed = (hashes[lane] ^ (column[lane] + 0).bitPattern) &* 0xBF58_476D_1CE4_E5B9
        mixed ^= mixed &>> 29
        hashes[lane] = mixed &* 0x94D0_49BB_1331_11EB ^ (mixed &>> 32)
      }
    }
    return hashes
  }
}
