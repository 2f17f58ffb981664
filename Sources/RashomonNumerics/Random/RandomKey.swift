// Random numbers with an address.
//
// Every draw in Rashomon has an address (seed, stream, block, day, statement, lane), and the
// number that stands there depends on nothing else: not on the order of work, not on the number of
// threads, not on what other statements draw. A key is the address without the lane; it names a
// column of numbers, one for each history of a block.
//
// The generator is SplitMix with a gamma of its own for each key [Steele2014]: the number at lane
// i is mix(state + (i + 1)·gamma), so any lane can be had without those before it, and the loop
// over lanes is straight arithmetic. 128 bits of key keep columns from overlapping. Philox was
// tried in an early spike and costs four times as much for no defect that anyone found here.

/// The place of a column of random numbers: everything of its address but the lane.
package struct RandomKey: Hashable, Sendable {
  package let state: UInt64
  package let gamma: UInt64

  /// - Parameters:
  ///   - seed: the user's seed.
  ///   - stream: which independent run.
  ///   - block: which block of histories.
  ///   - day: the step, −1 before the first day.
  ///   - statement: what is drawn (`Variable.address`).
  package init(seed: UInt64, stream: Int, block: Int, day: Int, statement: UInt64) {
    var hash = mix64(seed &+ goldenGamma)
    for word in [
      UInt64(bitPattern: Int64(stream)), UInt64(bitPattern: Int64(block)),
      UInt64(bitPattern: Int64(day)), statement,
    ] {
      hash = mix64((hash ^ word) &* 0xD6E8_FEB8_6659_FD93 &+ goldenGamma)
    }
    self.init(hash: hash)
  }

  @usableFromInline init(hash: UInt64) {
    state = mix64(hash &+ goldenGamma)
    gamma = mixGamma(hash &+ 2 &* goldenGamma)
  }

  /// A uniform number in the open interval (0, 1) for the history at `lane`.
  @inlinable @inline(__always)
  package func uniform(lane: Int) -> Double {
    unitInterval(mix64(state &+ UInt64(truncatingIfNeeded: lane &+ 1) &* gamma))
  }

  /// A generator of its own for one lane, for samplers that need a varying number of draws.
  @inlinable
  package func generator(lane: Int) -> LaneGenerator {
    let hash = mix64(
      (state ^ 0xA076_1D64_78BD_642F) &+ UInt64(truncatingIfNeeded: lane &+ 1) &* goldenGamma)
    return LaneGenerator(
      state: mix64(hash ^ gamma), gamma: mixGamma(hash &+ goldenGamma))
  }
}

/// SplitMix64 with its own gamma: a sequence of numbers for one history's rejection sampler.
package struct LaneGenerator: RandomNumberGenerator, Sendable {
  @usableFromInline var state: UInt64
  @usableFromInline let gamma: UInt64

  @inlinable init(state: UInt64, gamma: UInt64) {
    self.state = state
    self.gamma = gamma
  }

  /// A generator for work that has no lanes, such as shuffling in a test.
  package init(seed: UInt64) {
    state = mix64(seed)
    gamma = goldenGamma
  }

  @inlinable package mutating func next() -> UInt64 {
    state = state &+ gamma
    return mix64(state)
  }

  /// A uniform number in the open interval (0, 1).
  @inlinable package mutating func uniform() -> Double {
    unitInterval(next())
  }
}

/// A stable 64-bit name for a statement (FNV-1a of its text), the `statement` of a key.
package func statementAddress(_ name: String) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in name.utf8 {
    hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }
  return hash
}

/// 2⁶⁴ divided by the golden ratio. Computed, so that it is a constant in other modules too.
@inlinable var goldenGamma: UInt64 { 0x9E37_79B9_7F4A_7C15 }

/// Stafford's mix 13, the finaliser of SplitMix64.
@inlinable @inline(__always)
func mix64(_ bits: UInt64) -> UInt64 {
  var mixed = (bits ^ (bits &>> 30)) &* 0xBF58_476D_1CE4_E5B9
  mixed = (mixed ^ (mixed &>> 27)) &* 0x94D0_49BB_1331_11EB
  return mixed ^ (mixed &>> 31)
}

/// An odd increment with enough transitions between bits [Steele2014, §5].
@inlinable
func mixGamma(_ bits: UInt64) -> UInt64 {
  let mixed = mix64(bits &* 0xFF51_AFD7_ED55_8CCD) | 1
  let transitions = (mixed ^ (mixed &>> 1)).nonzeroBitCount
  return transitions < 24 ? mixed ^ 0xAAAA_AAAA_AAAA_AAAA : mixed
}

/// 52 random bits as the midpoint of their cell, so that 0 and 1 never come out.
@inlinable @inline(__always)
func unitInterval(_ bits: UInt64) -> Double {
  (Double(bits &>> 12) + 0.5) * 0x1p-52
}
