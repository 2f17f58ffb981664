import RashomonModel
import Testing

@testable import RashomonEngine

/// What a day's graph leaves out and puts together.
struct FoldingTests {
  private var graph = Graph(drawCapacity: 1)

  private mutating func cell(_ index: Int) -> NodeID {
    graph.insert(Node(operation: .cell, payload: UInt64(index)))
  }

  /// One of three numbers, by what is less.
  private mutating func choice(_ numbers: [Double]) -> NodeID {
    let (a, b) = (cell(0), cell(1))
    return graph.select(
      graph.binary(.less, a, b), graph.number(numbers[0]),
      graph.select(graph.binary(.less, b, a), graph.number(numbers[1]), graph.number(numbers[2])))
  }

  /// The numbers that stand for each key of a value, by comparing it with all keys but the last.
  private mutating func table(_ value: NodeID, _ entries: [(key: Double, number: Double)]) -> NodeID
  {
    entries.dropLast().reversed().reduce(graph.number(entries[entries.count - 1].number)) {
      graph.select(graph.binary(.equal, value, graph.number($1.key)), graph.number($1.number), $0)
    }
  }

  @Test mutating func `a choice that only says a choice again is that choice`() {
    let choice = choice([0, 1, 2])
    let again = table(choice, [(0, 0), (1, 1), (2, 2)])
    #expect(again == choice)
    let turned = table(choice, [(0, 0), (1, 2), (2, 1)])
    #expect(turned != choice)
    // The last number stands for whatever is no key, so also for 3.
    let other = self.choice([0, 1, 3])
    let recoded = table(other, [(0, 0), (1, 1), (2, 2)])
    #expect(recoded != other)
    let cell = cell(2)
    let numbers = table(cell, [(0, 0), (1, 1), (2, 2)])
    #expect(numbers != cell)
  }

  @Test mutating func `choices among numbers in range need no check`() {
    let inRange = choice([0, 0.5, 1])
    let unchecked = graph.checked(.probability, inRange, site: 0)
    #expect(unchecked == inRange)
    for numbers in [[0, 0.5, 1.5], [0, -0.1, 1], [0, .nan, 1]] {
      let choice = choice(numbers)
      let checked = graph.checked(.probability, choice, site: 0)
      #expect(checked != choice)
    }
    let notNumber = choice([.nan, 0, 1])
    let checked = graph.checked(.number, notNumber, site: 0)
    #expect(checked != notNumber)
  }

  @Test mutating func `to add the opposite is to subtract`() {
    let (a, b) = (cell(0), cell(1))
    let difference = graph.binary(.subtract, a, b)
    let opposite = graph.unary(.negate, b)
    let sums = [graph.binary(.add, a, opposite), graph.binary(.add, opposite, a)]
    #expect(sums == [difference, difference])
    let (back, sum) = (graph.binary(.subtract, a, opposite), graph.binary(.add, a, b))
    #expect(back == sum)
  }

  @Test mutating func `shares of numbers are numbers`() {
    let worths = [1, 1, -Double.infinity].map { graph.number($0) }
    let shares = [graph.softmax(worths, option: 1), graph.softmax(worths, option: 2)]
    #expect(shares.map { graph.constant($0) } == [0.5, 0])
  }
}
