import RashomonNumerics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

// The loops over lanes for what the vector kernels of `CRashomonKernels` have not or decline.
//
// The column written never overlaps one that is read (see `Assembler`), except where a check looks at
// its operand in place.

/// A column, or one number that stands in all lanes.
struct Operand {
  let pointer: UnsafePointer<Double>
  let isScalar: Bool

  /// Its value in a lane, for loops that call out for each lane anyway.
  @inline(__always) subscript(lane: Int) -> Double { pointer[isScalar ? 0 : lane] }
}

enum Kernels {
  typealias Column = UnsafeMutablePointer<Double>

  @inline(__always)
  static func map(
    _ target: Column, _ a: Operand, _ b: Operand, _ count: Int,
    _ body: (Double, Double) -> Double
  ) {
    let (x, y) = (a.pointer, b.pointer)
    if a.isScalar {
      let left = x[0]
      if b.isScalar {
        target.update(repeating: body(left, y[0]), count: count)
      } else {
        for lane in 0..<count { target[lane] = body(left, y[lane]) }
      }
    } else if b.isScalar {
      let right = y[0]
      for lane in 0..<count { target[lane] = body(x[lane], right) }
    } else {
      for lane in 0..<count { target[lane] = body(x[lane], y[lane]) }
    }
  }

  // The checks first run over the bit patterns: numbers that are not negative are ordered as their
  // patterns are, so that the sign bit of a difference tells what is out of range, whole vectors at
  // a time. Only where it shows do they look at each lane.

  //
  // A check may be asked to leave its result where its operand stands; then nothing is copied.

  /// What a check found out of range: in how many lanes, and the first such value.
  struct Found {
    let count: Int
    let example: Double
  }

  private static var one: UInt64 { 0x3FF0_0000_0000_0000 }
  private static var infinity: UInt64 { 0x7FF0_0000_0000_0000 }
  private static var magnitude: UInt64 { 0x7FFF_FFFF_FFFF_FFFF }
  private static var sign: UInt64 { 0x8000_0000_0000_0000 }

  /// Clamps to 0…1 and counts what was out of range by more than 1e-9.
  static func probability(_ target: Column, _ a: Operand, _ count: Int) -> Found? {
    guard !a.isScalar else {
      target.update(repeating: min(1, max(0, a.pointer[0])), count: count)
      return Check.probability.accepts(a.pointer[0])
        ? nil : Found(count: count, example: a.pointer[0])
    }
    let a = a.pointer
    var outside: UInt64 = 0
    for lane in 0..<count {
      let bits = a[lane].bitPattern
      outside |= bits | (one &- bits)
    }
    copy(a, to: target, count)
    return outside & sign == 0 ? nil : clamp(target, count)
  }

  /// The same where the mask is not 0; elsewhere 0 without a fault.
  static func probability(
    _ target: Column, _ a: Operand, mask: Operand, _ count: Int
  ) -> Found? {
    let m = mask.pointer
    var outside: UInt64 = 0
    for lane in 0..<count {
      let value = m[lane] != 0 ? a[lane] : 0
      outside |= value.bitPattern | (one &- value.bitPattern)
      target[lane] = value
    }
    return outside & sign == 0 ? nil : clamp(target, count)
  }

  private static func copy(_ a: UnsafePointer<Double>, to target: Column, _ count: Int) {
    if a != UnsafePointer(target) { target.update(from: a, count: count) }
  }

  private static func clamp(_ target: Column, _ count: Int) -> Found? {
    let found = find(UnsafePointer(target), .probability, count)
    for lane in 0..<count {
      let value = target[lane]
      target[lane] = value > 0 ? min(1, value) : 0
    }
    return found
  }

  private static func find(
    _ a: UnsafePointer<Double>, _ check: Check, _ count: Int
  ) -> Found? {
    guard let first = (0..<count).first(where: { !check.accepts(a[$0]) }) else { return nil }
    return Found(
      count: (first..<count).count { !check.accepts(a[$0]) }, example: a[first])
  }

  /// Copies and counts what is out of range.
  static func check(_ target: Column, _ a: Operand, _ check: Check, _ count: Int) -> Found? {
    guard !a.isScalar else {
      target.update(repeating: a.pointer[0], count: count)
      return check.accepts(a.pointer[0]) ? nil : Found(count: count, example: a.pointer[0])
    }
    let a = a.pointer
    var outside: UInt64 = 0
    switch check {
    case .probability: return probability(target, Operand(pointer: a, isScalar: false), count)
    case .one:
      for lane in 0..<count {
        outside |= 0x3EB0_C6F7_A0B5_ED8D &- abs(a[lane] - 1).bitPattern  // 1e-6
      }
    case .finite:
      for lane in 0..<count {
        outside |= (infinity - 1) &- (a[lane].bitPattern & magnitude)
      }
    case .positive:
      for lane in 0..<count {
        let bits = a[lane].bitPattern
        outside |= bits | (bits &- 1) | ((infinity - 1) &- bits)
      }
    case .notNegative:
      for lane in 0..<count {
        let bits = a[lane].bitPattern
        outside |= bits | ((infinity - 1) &- bits)
      }
    case .number:
      for lane in 0..<count { outside |= infinity &- (a[lane].bitPattern & magnitude) }
    }
    copy(a, to: target, count)
    return outside & sign == 0 ? nil : find(a, check, count)
  }

  /// log Π of the factors: one logarithm of the product where it is a normal number, else the sum
  /// of theirs.
  static func logProduct(_ target: Column, _ factors: [Operand], _ count: Int) {
    target.update(repeating: 1, count: count)
    for factor in factors {
      if factor.isScalar {
        let value = factor.pointer[0]
        for lane in 0..<count { target[lane] *= value }
      } else {
        let column = factor.pointer
        for lane in 0..<count { target[lane] *= column[lane] }
      }
    }
    for lane in 0..<count {
      let product = target[lane]
      if product > 1e-290, product < 1e290 {
        target[lane] = log(product)
      } else {
        var sum = 0.0
        for factor in factors { sum += log(factor[lane]) }
        target[lane] = sum
      }
    }
  }

  static func logSumExp(_ target: Column, _ terms: [Operand], _ count: Int) {
    for lane in 0..<count {
      var largest = -Double.infinity
      for term in terms {
        let value = term[lane]
        if !(value <= largest) { largest = value }
      }
      guard largest.isFinite else {
        target[lane] = largest
        continue
      }
      var sum = 0.0
      for term in terms { sum += exp(term[lane] - largest) }
      target[lane] = largest + log(sum)
    }
  }
}
