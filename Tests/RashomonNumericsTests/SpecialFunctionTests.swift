import RashomonNumerics
import Testing

/// Values computed with mpmath at 50 digits; the quantiles of beta and t with SciPy.
struct SpecialFunctionTests {
  @Test(arguments: [
    (1e-300, -37.047096299361199), (1e-20, -9.2623400897984076), (1e-05, -4.2648907939228246),
    (0.05, -1.6448536269514727), (0.3, -0.52440051270804082), (0.5, 0.0),
    (0.9, 1.2815515655446006), (0.975, 1.9599639845400539),
  ])
  func `the normal quantile keeps all digits`(probability: Double, z: Double) {
    #expect(isClose(normalQuantile(probability), z, relative: 1e-15))
    #expect(isClose(normalCumulative(z), probability, relative: 1e-12))
  }

  @Test func `the normal quantile is total`() {
    #expect(normalQuantile(0) == -.infinity)
    #expect(normalQuantile(1) == .infinity)
    for bad in [-0.1, 1.1, .nan, .infinity] { #expect(normalQuantile(bad).isNaN) }
  }

  @Test(arguments: [
    (-40, -804.60844201375379), (-37, -689.03058557689059), (-20.5, -214.0667289632638),
    (-19.5, -194.0169657774975), (-1, -1.8410216450092635), (0, -0.69314718055994531),
    (3, -0.0013508099647481938), (9, -1.1285884059538406e-19),
  ])
  func `the log of a normal tail keeps its digits`(z: Double, expected: Double) {
    #expect(isClose(logNormalCumulative(z), expected, relative: 1e-13))
  }

  @Test func `the probability of a far interval is finite`() {
    // log(Φ(−40) − Φ(−41)) is log Φ(−40) but for one part in e^40.5.
    #expect(isClose(logNormalProbability(from: 40, to: 41), -804.60844201375379, relative: 1e-12))
    #expect(isClose(logNormalProbability(from: -1, to: 2), -0.20016629432446262, relative: 1e-13))
    #expect(logNormalProbability(from: 1, to: 1) == -.infinity)
    #expect(logNormalProbability(from: .nan, to: 1).isNaN)
    #expect(logNormalProbability(from: -.infinity, to: .infinity) == 0)
  }

  @Test(arguments: [
    (0.5, 0.1, 0.34527915398142298, 0.65472084601857702),
    (0.5, 3, 0.98569412156457036, 0.01430587843542964),
    (0.001, 1e-05, 0.98912304469578267, 0.010876955304217331),
    (3, 1, 0.080301397071394196, 0.9196986029286058),
    (3, 20, 0.99999954448504944, 4.5551495055892128e-7),
    (50, 30, 0.00051889146254803429, 0.99948110853745197),
    (50, 80, 0.99986921602340859, 0.00013078397659141034),
    (1000, 1000, 0.50420524418021551, 0.49579475581978449),
    (100000.0, 99000, 0.00075741992117476797, 0.99924258007882523),
    (100000.0, 101500, 0.99999882631548628, 1.1736845137221691e-6),
  ])
  func `incomplete gamma functions`(shape: Double, x: Double, lower: Double, upper: Double) {
    let found = IncompleteGamma(shape: shape, x: x)
    #expect(isClose(found.lower, lower, relative: 1e-12))
    #expect(isClose(found.upper, upper, relative: 1e-12))
  }

  @Test(arguments: [-5.0, -1, -0.01, 0, 0.5, 3, 6])
  func `the expansion for large shapes continues the series`(sds: Double) {
    let below = IncompleteGamma(shape: 1e6, x: 1e6 + 1e3 * sds)
    let next = 1e6 * (1 + 1e-10)
    let above = IncompleteGamma(shape: next, x: next + next.squareRoot() * sds)
    #expect(isClose(below.lower, above.lower, relative: 1e-9))
    #expect(isClose(below.upper, above.upper, relative: 1e-9))
  }

  @Test(arguments: [
    (0.5, 0.5, 0.2, 0.29516723530086656, 0.70483276469913344),
    (8, 4, 0.5, 0.11328125, 0.88671875),
    (2, 300, 0.001, 0.037080858197070697, 0.9629191418029293),
    (300, 2, 0.97, 0.0010752768104907595, 0.99892472318950924),
    (0.01, 5, 1e-09, 0.82988336201965302, 0.17011663798034698),
    (1000, 1000, 0.45, 3.6831988690075783e-6, 0.99999631680113099),
  ])
  func `incomplete beta functions`(
    a: Double, b: Double, x: Double, lower: Double, upper: Double
  ) {
    let found = IncompleteBeta(x: x, a: a, b: b)
    #expect(isClose(found.lower, lower, relative: 1e-12))
    #expect(isClose(found.upper, upper, relative: 1e-12))
  }

  @Test(arguments: [
    (0.5, 0.5, 1.1447298858494002), (1e-05, 3, 11.512910465032728), (3, 50, -11.101945176173954),
    (200, 3000, -749.83084034773978), (1e8, 2, -36.841361497904731),
    (1e8, 1e8, -138629444.05681731),
  ])
  func `the log of the beta function`(a: Double, b: Double, expected: Double) {
    #expect(isClose(logBeta(a, b), expected, relative: 1e-14))
    #expect(logBeta(a, b) == logBeta(b, a))
  }

  @Test(arguments: [
    (10, 3, 4.787491742782046), (3003, 1500, 2077.2899270819409), (1e9, 3, 60.378038038611178),
    (5, 0, 0), (5, 6, -Double.infinity),
  ])
  func `the log of a number of choices`(total: Double, chosen: Double, expected: Double) {
    #expect(isClose(logChoose(total, chosen), expected, relative: 1e-14))
  }

  @Test(arguments: [
    (5, 5.01, 9.9866866347194833e-6), (1000, 1001, 0.00049966691646683319),
    (3, 40, 29.22919850366252),
  ])
  func `deviance does not cancel`(x: Double, mean: Double, expected: Double) {
    #expect(isClose(deviance(x, from: mean), expected, relative: 1e-12))
  }

  @Test(arguments: [
    (0.05, 8, 4, 0.43562581171077036), (0.95, 8, 4, 0.8649245270803587),
    (1e-10, 0.3, 2, 1.935777743664038e-34), (0.5, 1e5, 3e5, 0.24999958333299893),
    (0.3, 1e-3, 2, 0), (0, 2, 3, 0), (1, 2, 3, 1),
  ])
  func `quantiles of beta`(probability: Double, a: Double, b: Double, expected: Double) {
    #expect(isClose(betaQuantile(probability, a: a, b: b), expected, relative: 1e-12))
  }

  @Test(arguments: [
    (0.975, 7, 2.364624251592784), (0.95, 7, 1.8945786050900062), (0.975, 1, 12.706204736174694),
    (1e-08, 3, -479.5250695797382), (0.5001, 2, 0.0002828427181314423),
    (0.3, 0.5, -1.0095258786071655), (0.975, 1e6, 1.959966356814107), (0.5, 4, 0),
    (0.975, .infinity, 1.9599639845400539),
  ])
  func `quantiles of student's t`(probability: Double, degrees: Double, expected: Double) {
    #expect(isClose(studentTQuantile(probability, degrees: degrees), expected, relative: 1e-11))
  }

  @Test func `sums of exponentials`() {
    #expect(isClose(logSumExp([1000, 1000]), 1000 + 0.6931471805599453, relative: 1e-15))
    #expect(logSumExp([Double]()) == -.infinity)
    #expect(logSumExp([-.infinity, -.infinity]) == -.infinity)
    #expect(logSumExp([1, .nan]).isNaN)
    #expect(logSumExp([1, .infinity]) == .infinity)
    #expect(isClose(logSumExp(-3, -.infinity), -3, relative: 0))
    #expect(logSumExp(-.infinity, -.infinity) == -.infinity)
    #expect(isClose(logMeanExp([2, 2, 2]), 2, relative: 1e-15))
  }
}
