import Foundation
import Rashomon
import RashomonAnalysis
import RashomonTestSupport
import RashomonText
import Testing

/// The teaching cases, as text, give the numbers that were published of them.
struct TeachingCaseTests {
  private func weighing(
    _ folder: String, asOf: String? = nil, histories: Int = 100
  ) throws -> Weighing {
    let opened = try Case.open(Repository.root.appending(path: "Cases/\(folder)").path)
    return try opened.weigh(
      asOf: asOf.flatMap { CalendarDate(iso: $0) }, since: nil,
      settings: RunSettings(histories: histories, runs: 8, seed: 7, threads: 1),
      progress: { _ in })
  }

  private func account(_ id: String, in weighing: Weighing) throws -> WeighedAccount {
    try #require(weighing.accounts.first { $0.id == id })
  }

  private func posterior(_ name: String, in account: WeighedAccount) throws -> Double {
    try #require(account.facts.first { $0.name == name }?.values.first).value
  }

  @Test func `Asia given a visit and a short breath`() throws {
    let weighing = try weighing("asia")
    let common = try account("common-ground", in: weighing)
    expectClose(common.logEvidence.value, 0.004501375.logarithm, tolerance: 1e-12)
    #expect(common.logEvidence.error == 0)
    expectClose(try posterior("tuberculosis", in: common), 0.0877509650, tolerance: 5e-11)
    expectClose(try posterior("cancer", in: common), 0.0995251451, tolerance: 5e-11)
    expectClose(try posterior("bronchitis", in: common), 0.8114020716, tolerance: 5e-11)
    let thesis = try account("infection", in: weighing)
    expectClose(thesis.logEvidence.value, 0.0079.logarithm, tolerance: 1e-12)
    expectClose(thesis.weight.value, 2.442818967, tolerance: 1e-9)
  }

  @Test func `two tests of a cause`() throws {
    let whole = try weighing("process-tracing")
    let common = try account("common-ground", in: whole)
    expectClose(try posterior("cause", in: common), 14.0 / 19, tolerance: 1e-12)
    expectClose(common.logEvidence.value, 0.38.logarithm, tolerance: 1e-12)
    let lead =
      try account("working", in: whole).weight.value - account("rival", in: whole).weight.value
    expectClose(lead, 4.471580313, tolerance: 1e-9)
    let first = try weighing("process-tracing", asOf: "2001-01-01")
    expectClose(
      try posterior("cause", in: account("common-ground", in: first)), 0.8, tolerance: 1e-12)
    let early =
      try account("working", in: first).weight.value - account("rival", in: first).weight.value
    expectClose(early, 6.020599913, tolerance: 1e-9)
  }

  @Test func `five days of an umbrella`() throws {
    let weighing = try weighing("umbrella")
    let common = try account("common-ground", in: weighing)
    expectClose(common.logEvidence.value, -3.3725020443, tolerance: 5e-11)
    let habit = try account("habit", in: weighing)
    expectClose(habit.logEvidence.value, 5 * 0.5.logarithm, tolerance: 1e-12)
    let two = try self.weighing("umbrella", asOf: "2001-01-02")
    expectClose(
      try account("common-ground", in: two).logEvidence.value, 0.3515.logarithm,
      tolerance: 1e-12)
  }

  /// Seed 7, 8 runs of 1000 histories: the published spread of one run is .306, so that five
  /// standard errors of the mean are .54; an error of 1 is caught. A wrong drift is: the account
  /// that moves as much as its gauge scatters is ten units below.
  @Test func `a hundred years of the Nile`() throws {
    let weighing = try weighing("nile", histories: 1000)
    let common = try account("common-ground", in: weighing)
    #expect(abs(common.logEvidence.value - -640.3805408207) < 0.54)
    let restless = try account("restless", in: weighing)
    #expect(abs(restless.logEvidence.value - -650.7619892112) < 0.9)
    #expect(abs(restless.logEvidence.value - common.logEvidence.value) > 5)
  }
}
