/// A zero of a continuous function between two points where its signs differ, or nil where they do
/// not (or a value is NaN).
///
/// Bisection mixed with inverse quadratic interpolation where that is safe; never slower than three
/// times bisection. Reference: [Chandrupatla1997].
package func findRoot(
  between low: Double, and high: Double, tolerance: Double = 0, _ function: (Double) -> Double
) -> Double? {
  var a = high
  var b = low
  var fa = function(a)
  var fb = function(b)
  if fa == 0 { return a }
  if fb == 0 { return b }
  guard fa * fb < 0 else { return nil }
  var c = a
  var fc = fa
  var fraction = 0.5
  for _ in 0..<200 {
    let point = a + fraction * (b - a)
    let value = function(point)
    if value.isNaN { return nil }
    if (value < 0) == (fa < 0) {
      (c, fc) = (a, fa)
    } else {
      (c, fc) = (b, fb)
      (b, fb) = (a, fa)
    }
    (a, fa) = (point, value)
    let (best, bestValue) = abs(fa) < abs(fb) ? (a, fa) : (b, fb)
    let resolution = 2 * best.ulp + 0.5 * tolerance
    let least = resolution / abs(b - a)
    if bestValue == 0 || least > 0.5 { return best }
    let xi = (a - b) / (c - b)
    let phi = (fa - fb) / (fc - fb)
    if phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi {
      fraction =
        fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
    } else {
      fraction = 0.5
    }
    fraction = min(1 - least, max(least, fraction))
  }
  return abs(fa) < abs(fb) ? a : b
}

/// A zero of an increasing function, sought outward from a guess in doubling steps; nil if none
/// lies within `limit` of it.
package func findRoot(
  near guess: Double, step: Double, limit: Double, tolerance: Double = 0,
  increasing function: (Double) -> Double
) -> Double? {
  let atGuess = function(guess)
  if atGuess == 0 { return guess }
  if atGuess.isNaN { return nil }
  let direction: Double = atGuess < 0 ? 1 : -1
  var inner = guess
  var reach = step
  while reach <= 2 * limit {
    let outer = guess + direction * reach
    let value = function(outer)
    if value.isNaN { return nil }
    if value * atGuess <= 0 {
      return findRoot(
        between: min(inner, outer), and: max(inner, outer), tolerance: tolerance, function)
    }
    inner = outer
    reach *= 2
  }
  return nil
}
