import RashomonModel
import RashomonNumerics
import Testing

@testable import RashomonEngine

/// Copies of histories in a population.
struct ResamplingPopulationTests {
  private static let cells = (0..<5).map { VariableID($0) }

  /// A population whose histories all differ, resampled twice.
  private func population(count: Int, threads: Int) -> Population {
    let population = Population(count: count, blockSize: 512, cells: Self.cells)
    for (index, cell) in Self.cells.enumerated() {
      population.setValues((0..<count).map { Double($0 * 10 + index) }, of: cell)
      // As a day's kernels leave it, which run over whole vectors.
      for lane in count..<Population.paddedCount(count) {
        population.column(index)[lane] = Double(1_000 + index)
      }
    }
    let ancestors = (0..<Int32(count)).map { $0 / 2 }
    population.resample(ancestors: ancestors, threads: threads)
    population.resample(ancestors: ancestors, threads: threads)
    return population
  }

  @Test(arguments: [1, 13, 64])
  func `each history is its ancestor's copy`(_ count: Int) {
    let population = population(count: count, threads: 1)
    for (index, cell) in Self.cells.enumerated() {
      #expect(population.values(of: cell) == (0..<count).map { Double($0 / 4 * 10 + index) })
    }
  }

  @Test func `what pads the last vector does not depend on threads`() {
    let one = population(count: 13, threads: 1)
    for threads in [2, 3, 8] {
      let several = population(count: 13, threads: threads)
      for cell in Self.cells.indices {
        for lane in 0..<16 { #expect(several.column(cell)[lane] == one.column(cell)[lane]) }
      }
    }
  }
}
