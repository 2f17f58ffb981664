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

  /// What a check found out of range: in how many lanes, and the first such value.
  struct Found {
    let count: Int
    let example: Double
  }

  /// Clamps to 0…1 and counts what was out of range by more than 1e-9; 0 without a fault where there
  /// is a mask that is 0.
  static func probability(
    _ target: Column, _ a: Operand, mask: Operand?, _ count: Int
  ) -> Found? {
    for lane in 0..<count {
      target[lane] = mask.map { $0[lane] != 0 } ?? true ? a[lane] : 0
    }
    let found = find(Operand(pointer: target, isScalar: false), .probability, count)
    for lane in 0..<count {
      let value = target[lane]
      target[lane] = value > 0 ? min(1, value) : 0
    }
    return found
  }

  /// Copies and counts what is out of range.
  static func check(_ target: Column, _ a: Operand, _ check: Check, _ count: Int) -> Found? {
    for lane in 0..<count { target[lane] = a[lane] }
    return find(a, check, count)
  }

  private static func find(_ a: Operand, _ check: Check, _ count: Int) -> Found? {
    guard let first = (0..<count).first(where: { !check.accepts(a[$0]) }) else { return nil }
    return Found(
      count: (first..<count).count { !check.accepts(a[$0]) }, example: a[first])
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
