import RashomonModel
import RashomonTestSupport
import Testing

struct DifferentialGeneratorTests {
  @Test func `the same seed makes the same models`() {
    var one = ModelGenerator(seed: 3)
    var other = ModelGenerator(seed: 3)
    for _ in 0..<20 {
      let (left, right) = (one.next(), other.next())
      #expect(left.records == right.records)
      #expect(left.model.facts == right.model.facts)
      #expect(left.model.steps == right.model.steps)
      #expect(left.model.states == right.model.states)
    }
  }

  @Test func `generated models give numbers and leave most histories alive`() {
    var generator = ModelGenerator(seed: 11)
    var dead = 0
    for number in 0..<100 {
      let made = generator.next()
      let interpreter = ScalarInterpreter(model: made.model, records: made.records, seed: 5)
      for history in 0..<4 {
        let course = interpreter.history(history)
        let logWeight = course.days.reduce(0) { $0 + $1.logWeight }
        if logWeight == -.infinity {
          dead += 1
        } else {
          #expect(logWeight.isFinite, "model \(number): log weight \(logWeight)")
          for day in course.days {
            #expect(day.values.allSatisfy { $0.isFinite }, "model \(number)")
          }
        }
      }
    }
    #expect(dead < 60, "\(dead) of 400 histories are impossible")
  }
}
