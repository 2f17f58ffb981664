import Foundation
import RashomonModel
import Testing

/// The four things that the law of an event's day promises, over a grid of its arguments.
struct EventProbabilityTests {
  private func reading(
    r: Double, c: Double, f: Double = 0, _ answer: EventReading.Answer = .yes
  ) -> EventReading {
    EventReading(
      observable: "e", answer: answer, reliability: r, coverage: c, falseRate: f, rows: [])
  }

  private let grid: [Double] = [0, 0.001, 0.05, 0.3, 0.5, 0.9, 0.999, 1]

  @Test func `is the formula`() {
    let yes = reading(r: 0.9, c: 0.8, f: 0.03)
    #expect(abs(yes.probability(happens: true, usual: 0.1) - (0.72 + 0.01)) < 1e-15)
    #expect(abs(yes.probability(happens: false, usual: 0.1) - 0.03) < 1e-15)
    #expect(abs(yes.probability(happens: false, usual: 0.5) - 0.05) < 1e-15)
    let silent = reading(r: 0.9, c: 0.8, f: 0.03, .silent)
    #expect(abs(silent.probability(happens: true, usual: 0.1) - 0.27) < 1e-15)
    let no = reading(r: 0.9, c: 1, .no)
    #expect(abs(no.probability(happens: true, usual: 0.1) - 0.09) < 1e-15)
  }

  @Test func `silence counts against what happened, and more softly near the as-of date`() {
    let recording = Recording(watched: 0...9, lag: 3)
    var before = 1.0
    for days in 0...20 {
      let silent = reading(r: 0.96, c: recording.coverage(afterDays: days), .silent)
      let ratio =
        silent.probability(happens: true, usual: 0.01)
        / silent.probability(happens: false, usual: 0.01)
      #expect(ratio < before)
      before = ratio
    }
    #expect(before < 0.1)
  }

  @Test func `one unreported day does not kill a history`() {
    for days in [0, 10, 1000, 100_000] {
      let coverage = Recording(watched: 0...9).coverage(afterDays: days)
      let silent = reading(r: 1, c: coverage, .silent)
      #expect(silent.probability(happens: true, usual: 0) > 0.04)
    }
  }

  @Test func `at the usual rate a row is true with about the probability r`() {
    for usual in [0.0001, 0.001, 0.01] {
      for r in [0.5, 0.8, 0.95, 0.99] {
        let yes = reading(r: r, c: 0.95)
        let happened = usual * yes.probability(happens: true, usual: usual)
        let not = (1 - usual) * yes.probability(happens: false, usual: usual)
        // c = .95 and b > 0 move it by less than 5 % of 1 − r each.
        #expect(abs(happened / (happened + not) - r) < 0.06 * (1 - r) + usual)
      }
    }
  }

  @Test func `a false rate above the grade's lowers what a row proves`() {
    let usual = 0.001
    func trust(falseRate: Double) -> Double {
      let yes = reading(r: 0.95, c: 0.95, f: falseRate)
      let happened = usual * yes.probability(happens: true, usual: usual)
      return happened / (happened + (1 - usual) * yes.probability(happens: false, usual: usual))
    }
    #expect(trust(falseRate: 0.05 * usual) == trust(falseRate: 0))
    #expect(trust(falseRate: 0.01) < 0.1)
  }

  @Test func `the two answers sum to one and stay within 0 and 1, for each history`() {
    for r in grid {
      for c in grid {
        for f in grid {
          for usual in grid {
            for happens in [true, false] {
              let day = reading(r: r, c: c, f: f)
              let yes = day.probability(of: .yes, happens: happens, usual: usual)
              let no = day.probability(of: .no, happens: happens, usual: usual)
              let silent = day.probability(of: .silent, happens: happens, usual: usual)
              if abs(yes + no - 1) > 1e-15 || silent != no || !(0...1).contains(yes) {
                Issue.record("r \(r) c \(c) f \(f) usual \(usual) happens \(happens): \(yes)")
              }
            }
          }
        }
      }
    }
  }

  @Test func `ninety per cent of the reports that come have come after the lag`() {
    for lag in [0.0, 1, 2.5, 8] {
      let recording = Recording(watched: 0...0, noticed: 0.8, lag: lag)
      let days = Int(lag)
      let expected = 0.8 * (1 - pow(0.1, Double(days + 1) / (lag + 1)))
      #expect(abs(recording.coverage(afterDays: days) - expected) < 1e-15)
      if lag == lag.rounded() { #expect(abs(expected - 0.72) < 1e-15) }
    }
  }
}
