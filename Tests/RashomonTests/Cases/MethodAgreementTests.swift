import Foundation
import Rashomon
import RashomonAnalysis
import RashomonEvidence
import RashomonInference
import RashomonModel
import RashomonTestSupport
import Testing

/// Methods that know nothing of each other find the same evidence on the accounts people write.
///
/// Seed 3; a pair of methods may differ by four of their common standard errors, each from sixteen
/// runs (eight for Belarus), which a fresh seed fails in about one of a thousand pairs, and by the 2 % that a method
/// which adapts may be off. An evidence wrong by half is caught wherever the errors are under a
/// tenth, as they are on all teaching cases. An estimate that says of itself that it is
/// unreliable is not compared, which the teaching cases never do.
struct MethodAgreementTests {
  private struct Found {
    let method: String
    let evidence: Estimate

    func agrees(with other: Found) -> Bool {
      let error =
        (evidence.standardError * evidence.standardError
        + other.evidence.standardError * other.evidence.standardError).squareRoot()
      return abs(evidence.value - other.evidence.value) <= 4 * error + 0.02
    }
  }

  private func records(of model: Model, in data: CaseData) throws -> [DayRecord] {
    let asOf = try #require(data.record.lastReported)
    return RecordReading(
      of: data.record.visible(asOf: asOf), observables: model.observables, period: data.period,
      grades: data.grades
    ).days
  }

  /// - Parameter isSharing: whether a large case is weighed as it is by default, in eight runs and
  ///   with what can be enumerated enumerated under every method.
  private func evidence(
    _ model: Model, _ records: [DayRecord], by method: String, histories: Int,
    sharing isSharing: Bool = false
  ) throws -> Found {
    let isExact = method == "enumerate"
    let result = try evaluate(
      .weighing(model, records: records),
      effort: Effort(
        seed: 3, runs: isSharing ? 8 : 16, histories: histories, threads: 2,
        method: isExact ? nil : method,
        enumerationLimit: isExact || isSharing ? Effort().enumerationLimit : 0))
    #expect(result.isExact || !isExact)
    return Found(method: method, evidence: result.logEvidence)
  }

  private func expectAgreement(
    _ model: Model, _ records: [DayRecord], _ found: [Found], in folder: String
  ) {
    for (index, one) in found.enumerated() {
      Measured.print(
        folder, model.id, one.method, one.evidence.value, one.evidence.standardError,
        one.evidence.isReliable)
      for other in found[..<index] where one.evidence.isReliable && other.evidence.isReliable {
        #expect(
          one.agrees(with: other),
          "\(folder) \(model.id): \(one.method) \(one.evidence), \(other.method) \(other.evidence)")
      }
    }
  }

  @Test(arguments: ["harbour-strike", "umbrella", "asia", "process-tracing"])
  func `all methods agree on a discrete case`(folder: String) throws {
    let data = try Case.open(Repository.root.appending(path: "Cases/\(folder)").path).data
    for model in data.models {
      let records = try records(of: model, in: data)
      let found = try ["enumerate", "smc", "smc2", "importance"].map {
        try evidence(
          model, records, by: $0,
          // One history in a hundred makes the journey that the clinic's record begins with.
          histories: folder == "asia" ? 65_536 : TestSize.pick(reduced: 1024, whole: 8192))
      }
      #expect(found.allSatisfy { $0.evidence.isReliable }, "\(folder): \(found)")
      expectAgreement(model, records, found, in: folder)
    }
  }

  @Test func `all methods agree on the Nile with the exact answer`() throws {
    let data = try Case.open(Repository.root.appending(path: "Cases/nile").path).data
    // The Kalman filter's, in the order of the models.
    for (model, exact) in zip(data.models, [-640.3805408207, -650.7619892112]) {
      let records = try records(of: model, in: data)
      let found = try ["smc", "smc2", "importance"].map {
        try evidence(
          model, records, by: $0, histories: TestSize.pick(reduced: 1024, whole: 8192))
      }
      let oracle = Found(method: "Kalman filter", evidence: .exact(exact))
      expectAgreement(model, records, [oracle] + found, in: "nile")
    }
  }

  /// A river that never changes: its level is drawn once, a hundred years speak against it, and a
  /// particle filter is left with the one of its levels that lies nearest by luck.
  @Test func `a level that never moves is too much for a particle filter, which says so`() throws {
    let data = try CaseCopy.of("nile") { copy in
      try copy.replace(
        "override next level ~ normal(mean: level, sd: sqrt(15099))",
        with: "override next level = level", in: "accounts/restless.account")
      return try Case.open(copy.folder.path).data
    }
    let model = try #require(data.accounts.first)
    let records = try records(of: model, in: data)
    let exact = KalmanFilter(levelVariance: 0, valueVariance: 15099)
      .run(nileFlow, from: .proper(mean: 1000, variance: 1e6)).logEvidence
    #expect(abs(exact - -671.3) < 0.05)
    let plain = try evidence(model, records, by: "smc", histories: 512)
    #expect(!plain.evidence.isReliable)
    #expect(plain.evidence.interval() == nil)
    let found = try ["smc2", "importance"].map {
      try evidence(model, records, by: $0, histories: 8192)
    }
    #expect(found.allSatisfy { $0.evidence.isReliable }, "\(found)")
    expectAgreement(
      model, records, [Found(method: "Kalman filter", evidence: .exact(exact)), plain] + found,
      in: "nile, static")
  }

  /// Reduced, two accounts of Belarus with few histories, of which a method may say that they are
  /// too few; whole, all of them.
  @Test func `methods that call themselves reliable agree on Belarus`() throws {
    let data = try Case.open(Repository.root.appending(path: "Cases/belarus-2020").path).data
    for model in data.models.prefix(TestSize.pick(reduced: 1, whole: 6)) {
      let records = try records(of: model, in: data)
      let found = try ["smc", "smc2", "importance"].map {
        try evidence(
          model, records, by: $0, histories: TestSize.pick(reduced: 256, whole: 8192), sharing: true
        )
      }
      let reliable = found.filter { $0.evidence.isReliable }.map(\.method)
      #expect(!TestSize.isWhole || reliable.count > 1, "\(model.id): only \(reliable)")
      expectAgreement(model, records, found, in: "belarus-2020")
    }
  }
}

/// Figures for the page on how the numbers are known to be right, as lines of CSV.
private enum Measured {
  static func print(_ figures: any Sendable...) {
    guard TestSize.isWhole else { return }
    Swift.print((["measured", "agreement"] + figures.map { "\($0)" }).joined(separator: ","))
  }
}
