import RashomonNumerics
import Testing

struct RandomKeyTests {
  @Test func `the same address gives the same number`() {
    let key = RandomKey(seed: 7, stream: 1, block: 2, day: 3, statement: 4)
    let again = RandomKey(seed: 7, stream: 1, block: 2, day: 3, statement: 4)
    #expect(key == again)
    #expect(key.uniform(lane: 5) == again.uniform(lane: 5))
  }
}
