#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Actors that anticipate each other, in one history: their options' chances p solve
///
/// ```
/// p(i) = exp(u_i(p)) / Σ exp(u_j(p))    over the options j of one actor,
/// ```
///
/// where u is rationality times worth: a logit quantal response equilibrium. Of several the one on the
/// principal branch is taken: it is followed from rationality 0, where all options are equally
/// likely, up to the actors' own.
///
/// In log odds x against each actor's first option, and with all rationalities scaled by t,
///
/// ```
/// H(x, t) = x − t·(u(p(x)) − u_first(p(x))) = 0
/// ```
///
/// is a curve from x = 0, t = 0, which is followed by its arc length, so that it may turn back on
/// its way to t = 1.
///
/// *Complexity*: some ten steps, each a few solutions of a linear system in as many unknowns as there
/// are options more than actors.
///
/// *Reference*: [McKelvey1995]; [Turocy2005] for the method.
struct LogitGame {
  /// Places of each actor's options.
  let actors: [[Int]]
  let tape: WorthTape
  let inputs: [Double]
  /// For each free log odds the option and the first one of the same actor.
  private let free: [(option: Int, first: Int)]
  private let open: [[Int]]
  private let optionCount: Int

  init(actors: [[Int]], tape: WorthTape, inputs: [Double], allowed: [Bool]) {
    self.actors = actors
    self.tape = tape
    self.inputs = inputs
    open = actors.map { options in options.filter { allowed[$0] } }
    free = open.flatMap { options in
      options.dropFirst().map { (option: $0, first: options[0]) }
    }
    optionCount = actors.reduce(0) { $0 + $1.count }
  }

  private var size: Int { free.count }

  /// The chances of all options on the principal branch; NaN where it cannot be followed.
  func principal() -> [Double] {
    guard size > 0 else { return chances([]) }
    return follow().map { chances($0) } ?? [Double](repeating: .nan, count: optionCount)
  }

  /// All equilibria that are found: the principal one first, then those to which repeated response
  /// leads from each combination of options chosen for certain.
  func equilibria() -> [[Double]] {
    var found = [principal()]
    guard size > 0, found[0].allSatisfy({ !$0.isNaN }) else { return found }
    let corners = open.reduce(1) { $0 * $1.count }
    guard corners <= Self.mostCorners else { return found }
    for corner in 0..<corners {
      guard let settled = settled(fromCorner: corner).map({ chances($0) }) else { continue }
      let isNew = found.allSatisfy { known in
        zip(known, settled).contains { abs($0 - $1) > Self.distinct }
      }
      if isNew { found.append(settled) }
    }
    return found
  }

  private static let mostCorners = 1_000
  /// Chances that differ by less are one equilibrium.
  private static let distinct = 1e-6

  // MARK: The system

  /// Of every option from the free log odds.
  private func chances(_ x: [Double]) -> [Double] {
    var odds = [Double](repeating: -.infinity, count: optionCount)
    for options in open { if let first = options.first { odds[first] = 0 } }
    for (place, free) in free.enumerated() { odds[free.option] = x[place] }
    var chances = [Double](repeating: 0, count: optionCount)
    for options in open {
      let largest = options.map { odds[$0] }.max() ?? 0
      let total = options.reduce(0) { $0 + exp(odds[$1] - largest) }
      for option in options { chances[option] = exp(odds[option] - largest) / total }
    }
    return chances
  }

  /// u − u_first at x, with its derivatives by x, row by row.
  private func pull(_ x: [Double]) -> (values: [Double], slopes: [Double]) {
    let width = size + 1
    let chances = chances(x)
    var seeds = [Double](repeating: 0, count: optionCount * width)
    for option in 0..<optionCount { seeds[option * width] = chances[option] }
    for options in open {
      for (place, free) in free.enumerated() where options.contains(free.option) {
        for option in options {
          let same = option == free.option ? 1.0 : 0
          seeds[option * width + place + 1] = chances[option] * (same - chances[free.option])
        }
      }
    }
    var slots = [Double](repeating: 0, count: max(1, tape.operations.count * width))
    slots.withUnsafeMutableBufferPointer { slots in
      seeds.withUnsafeBufferPointer { seeds in
        guard let slots = slots.baseAddress, let seeds = seeds.baseAddress else { return }
        tape.run(slots, directions: size, inputs: inputs, chances: seeds)
      }
    }
    var values = [Double](repeating: 0, count: size)
    var slopes = [Double](repeating: 0, count: size * size)
    for (row, free) in free.enumerated() {
      let (own, first) = (tape.utilities[free.option] * width, tape.utilities[free.first] * width)
      values[row] = slots[own] - slots[first]
      for column in 0..<size {
        slopes[row * size + column] = slots[own + column + 1] - slots[first + column + 1]
      }
    }
    return (values, slopes)
  }

  /// One Newton step at fixed t: the change of x, and how far H is from 0.
  private func step(_ x: [Double], t: Double) -> (change: [Double], miss: Double)? {
    let (values, slopes) = pull(x)
    var matrix = [[Double]](repeating: [], count: size)
    var miss = 0.0
    for row in 0..<size {
      let residual = x[row] - t * values[row]
      miss = max(miss, abs(residual))
      matrix[row] =
        (0..<size).map { (row == $0 ? 1 : 0) - t * slopes[row * size + $0] } + [-residual]
    }
    guard miss.isFinite else { return nil }
    return solved(matrix).map { ($0, miss) }
  }

  /// Newton's method at t = 1; nil where it does not settle.
  private func polished(_ start: [Double]) -> [Double]? {
    var x = start
    var last = Double.infinity
    for _ in 0..<Self.mostPolishing {
      guard let (change, _) = step(x, t: 1) else { return nil }
      let size = zip(change, x).map { abs($0) / (1 + abs($1)) }.max() ?? 0
      for index in x.indices { x[index] += change[index] }
      // As far as rounding lets it go.
      if size < 1e-15 || (size < 1e-11 && size >= last) { return x }
      last = size
    }
    return last < 1e-11 ? x : nil
  }

  private static let mostPolishing = 40

  // MARK: The curve

  private func follow() -> [Double]? {
    var point = [Double](repeating: 0, count: size + 1)
    guard var tangent = tangent(at: point, like: nil) else { return nil }
    var length = 0.25
    for _ in 0..<Self.mostSteps {
      if length < 1e-9 { break }
      let reach = point[size] + length * tangent[size]
      if reach >= 1 {
        let share = (1 - point[size]) / tangent[size]
        let guess = (0..<size).map { point[$0] + share * tangent[$0] }
        // What is far from the guess may lie on another branch.
        if let end = polished(guess), distance(end, guess) <= 0.3 * max(share, 1e-3) { return end }
        length = min(length, share) / 2
        continue
      }
      let guess = zip(point, tangent).map { $0 + length * $1 }
      guard let (next, rounds) = corrected(guess, along: tangent),
        distance(next, guess) <= 0.3 * length, let turned = self.tangent(at: next, like: tangent),
        zip(turned, tangent).reduce(0, { $0 + $1.0 * $1.1 }) > 0.9
      else {
        length /= 2
        continue
      }
      point = next
      tangent = turned
      if rounds <= 3 { length = min(4, 1.7 * length) }
    }
    // Lost where the curve bends too sharply for doubles: where responses settle from there.
    return settled(from: Array(point[..<size]))
  }

  private static let mostSteps = 1_000

  /// Where repeated responses lead, by smaller and smaller steps; nil where they settle nowhere.
  private func settled(from start: [Double]) -> [Double]? {
    for share in [0.5, 0.1, 0.02] {
      var x = start
      for _ in 0..<Int(200 / share) {
        let (values, _) = pull(x)
        for index in x.indices { x[index] += share * (values[index] - x[index]) }
      }
      if x.allSatisfy(\.isFinite), let end = polished(x), distance(end, x) < 1e-3 { return end }
    }
    return nil
  }

  /// The direction of the curve, of length 1: forward in t at first, then as it went before.
  private func tangent(at point: [Double], like last: [Double]?) -> [Double]? {
    var matrix = bordered(at: point, miss: nil)
    // At the start the curve goes with t; later nearly as it did.
    let border = last ?? [Double](repeating: 0, count: size) + [1]
    matrix.append(border + [1])
    guard let direction = solved(matrix) else { return nil }
    let length = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
    guard length.isFinite, length > 0 else { return nil }
    return direction.map { $0 / length }
  }

  /// Back onto the curve at right angles to the direction; with how many rounds it took.
  private func corrected(
    _ guess: [Double], along tangent: [Double]
  ) -> (point: [Double], rounds: Int)? {
    var point = guess
    for round in 1...8 {
      var matrix = bordered(at: point, miss: true)
      matrix.append(tangent + [0])
      guard let change = solved(matrix) else { return nil }
      for index in point.indices { point[index] += change[index] }
      let size = change.map { abs($0) }.max() ?? 0
      guard size.isFinite else { return nil }
      if size < 1e-9 { return (point, round) }
    }
    return nil
  }

  /// The rows [H_x, H_t | −H], or with 0 in place of −H.
  private func bordered(at point: [Double], miss: Bool?) -> [[Double]] {
    let x = Array(point[..<size])
    let t = point[size]
    let (values, slopes) = pull(x)
    return (0..<size).map { row in
      let columns = (0..<size).map { (row == $0 ? 1 : 0) - t * slopes[row * size + $0] }
      return columns + [-values[row], miss == nil ? 0 : t * values[row] - x[row]]
    }
  }

  private func distance(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
  }

  // MARK: Other equilibria

  /// Where repeated response, half a step at a time, leads from options chosen for certain.
  private func settled(fromCorner corner: Int) -> [Double]? {
    var rest = corner
    var x = [Double](repeating: 0, count: size)
    for options in open {
      let chosen = options[rest % options.count]
      rest /= options.count
      for (place, free) in free.enumerated() where options.contains(free.option) {
        if chosen == free.first {
          x[place] = -Self.certain
        } else if free.option == chosen {
          x[place] = Self.certain
        }
      }
    }
    for _ in 0..<400 {
      let (values, _) = pull(x)
      for index in x.indices { x[index] += 0.5 * (values[index] - x[index]) }
    }
    guard x.allSatisfy(\.isFinite), let end = polished(x), distance(end, x) < 1e-3 else {
      return nil
    }
    return end
  }

  private static let certain = 20.0

  /// The solution of a linear system given row by row with its right side; nil where there is none.
  private func solved(_ system: [[Double]]) -> [Double]? {
    var rows = system
    let count = rows.count
    for column in 0..<count {
      let pivot = (column..<count).max { abs(rows[$0][column]) < abs(rows[$1][column]) } ?? column
      rows.swapAt(column, pivot)
      let lead = rows[column][column]
      guard abs(lead) > 1e-300, lead.isFinite else { return nil }
      for row in (column + 1)..<count {
        let factor = rows[row][column] / lead
        if factor == 0 { continue }
        for place in column...count { rows[row][place] -= factor * rows[column][place] }
      }
    }
    var solution = [Double](repeating: 0, count: count)
    for row in (0..<count).reversed() {
      var value = rows[row][count]
      for column in (row + 1)..<count { value -= rows[row][column] * solution[column] }
      solution[row] = value / rows[row][row]
    }
    return solution.allSatisfy(\.isFinite) ? solution : nil
  }
}
