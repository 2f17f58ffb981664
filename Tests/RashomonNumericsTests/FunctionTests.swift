import RashomonNumerics
import Testing

struct FunctionTests {
  @Test(arguments: [
    ("abs", [-2], 2), ("min", [1, 2], 1), ("max", [1, 2], 2), ("min", [1, .nan], .nan),
    ("max", [.nan, 1], .nan), ("min", [.nan, 1], .nan), ("max", [1, .nan], .nan),
    ("clamp", [5, 0, 1], 1), ("clamp", [-5, 0, 1], 0),
    ("clamp", [0.3, 0, 1], 0.3), ("clamp", [0.3, 1, 0], .nan), ("clamp", [.nan, 0, 1], .nan),
    ("exp", [1], 2.718281828459045), ("log", [2], 0.6931471805599453), ("log", [0], .nan),
    ("log", [-1], .nan), ("sqrt", [9], 3), ("sqrt", [-1], .nan), ("logistic", [0], 0.5),
    ("logistic", [-800], 0), ("logistic", [800], 1), ("normal_cdf", [0], 0.5),
    ("normal_cdf", [1.6448536269514722], 0.95), ("rising", [10, 10, 60], 0.05),
    ("rising", [60, 10, 60], 0.95), ("rising", [35, 10, 60], 0.5),
    ("rising", [60, 60, 10], 0.05), ("rising", [1, 2, 2], .nan),
  ])
  func `has this value`(name: String, arguments: [Double], expected: Double) throws {
    let function = try #require(FunctionCatalog.named(name))
    #expect(arguments.count == function.arguments.count)
    let value = function.evaluate(lanes(arguments))
    #expect(expected.isNaN ? value.isNaN : isClose(value, expected, relative: 1e-14))
  }

  @Test func `the catalogue is well formed`() {
    let names = FunctionCatalog.all.map { $0.name }
    #expect(Set(names).count == names.count)
    for function in FunctionCatalog.all {
      #expect((1...4).contains(function.arguments.count))
      #expect((1...function.arguments.count).contains(function.positionalCount))
      #expect(Set(function.arguments).count == function.arguments.count)
      #expect(function.summary.hasSuffix("."))
      let anyNaN = lanes(function.arguments.map { _ in Double.nan })
      #expect(function.evaluate(anyNaN).isNaN)
    }
  }
}
