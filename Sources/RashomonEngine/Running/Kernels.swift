import RashomonNumerics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

// The loops over lanes. Every column operation of a program ends in one of these; a faster set
// (vector instructions chosen at run time) can take their place without the rest knowing.
//
// The column written never overlaps one that is read (see `Assembler`), so that the compiler may
// run the plain loops on whole vectors.

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
    _ target: Column, _ a: Operand, _ count: Int, _ body: (Double) -> Double
  ) {
    if a.isScalar {
      target.update(repeating: body(a.pointer[0]), count: count)
    } else {
      let a = a.pointer
      for lane in 0..<count { target[lane] = body(a[lane]) }
    }
  }

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

  static func select(
    _ target: Column, _ condition: Operand, _ yes: Operand, _ no: Operand, _ count: Int
  ) {
    let c = condition.pointer
    let (x, y) = (yes.pointer, no.pointer)
    switch (yes.isScalar, no.isScalar) {
    case (false, false): for lane in 0..<count { target[lane] = c[lane] != 0 ? x[lane] : y[lane] }
    case (true, false):
      let x = x[0]
      for lane in 0..<count { target[lane] = c[lane] != 0 ? x : y[lane] }
    case (false, true):
      let y = y[0]
      for lane in 0..<count { target[lane] = c[lane] != 0 ? x[lane] : y }
    case (true, true):
      let (x, y) = (x[0], y[0])
      for lane in 0..<count { target[lane] = c[lane] != 0 ? x : y }
    }
  }

  /// w·yes + (1 − w)·no.
  static func mixture(
    _ target: Column, _ weight: Operand, _ yes: Operand, _ no: Operand, _ count: Int
  ) {
    let w = weight.pointer
    let (x, y) = (yes.pointer, no.pointer)
    switch (yes.isScalar, no.isScalar) {
    case (true, true) where !weight.isScalar:
      let (x, y) = (x[0], y[0])
      for lane in 0..<count { target[lane] = w[lane] * x + (1 - w[lane]) * y }
    case (false, false) where !weight.isScalar:
      for lane in 0..<count { target[lane] = w[lane] * x[lane] + (1 - w[lane]) * y[lane] }
    default:
      for lane in 0..<count {
        let share = weight[lane]
        target[lane] = share * yes[lane] + (1 - share) * no[lane]
      }
    }
  }

  static func uniform(_ target: Column, _ key: RandomKey, _ count: Int) {
    for lane in 0..<count { target[lane] = key.uniform(lane: lane) }
  }

  /// Clamps to 0…1 and counts what was out of range by more than 1e-9.
  static func probability(_ target: Column, _ a: Operand, _ count: Int) -> Int {
    guard !a.isScalar else {
      target.update(repeating: min(1, max(0, a.pointer[0])), count: count)
      return Check.probability.accepts(a.pointer[0]) ? 0 : count
    }
    let a = a.pointer
    var faults = 0
    for lane in 0..<count {
      let value = a[lane]
      faults &+= (value >= -1e-9) && (value <= 1 + 1e-9) ? 0 : 1
      let raised = value > 0 ? value : 0
      target[lane] = raised < 1 ? raised : 1
    }
    return faults
  }

  /// The same where the mask is not 0; elsewhere 0 without a fault.
  static func probability(
    _ target: Column, _ a: Operand, mask: Operand, _ count: Int
  ) -> Int {
    var faults = 0
    let m = mask.pointer
    for lane in 0..<count {
      let value = a[lane]
      let isAsked = m[lane] != 0
      let isWithin = (value >= -1e-9) && (value <= 1 + 1e-9)
      faults &+= isAsked && !isWithin ? 1 : 0
      let raised = value > 0 ? value : 0
      let clamped = raised < 1 ? raised : 1
      target[lane] = isAsked ? clamped : 0
    }
    return faults
  }

  /// Copies and counts what is out of range.
  static func check(_ target: Column, _ a: Operand, _ check: Check, _ count: Int) -> Int {
    func tally(_ isWithin: (Double) -> Bool) -> Int {
      var faults = 0
      for lane in 0..<count {
        let value = a[lane]
        faults &+= isWithin(value) ? 0 : 1
        target[lane] = value
      }
      return faults
    }
    switch check {
    case .probability: return probability(target, a, count)
    case .one: return tally { Check.one.accepts($0) }
    case .finite: return tally { $0.isFinite }
    case .positive: return tally { $0 > 0 && $0 < .infinity }
    case .number: return tally { $0 == $0 }
    }
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

  static func add(_ target: Column, _ a: Operand, _ count: Int) {
    if a.isScalar {
      let value = a.pointer[0]
      for lane in 0..<count { target[lane] += value }
    } else {
      let a = a.pointer
      for lane in 0..<count { target[lane] += a[lane] }
    }
  }
}
