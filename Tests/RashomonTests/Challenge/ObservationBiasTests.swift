import RashomonAnalysis
import RashomonTestSupport
import Testing

/// The bias that a lead absorbs, against published and hand-worked numbers.
struct ObservationBiasTests {
  private func bias(
    of data: CaseData, settings: RunSettings = TextCase.settings, limit: Double = 1e6
  ) throws -> ObservationBias {
    let (base, memory) = try ClueCase.standing(data, settings: settings)
    let ranking = base.ranking
    return try observationBias(
      of: data, base: base, leader: ranking[0], rival: ranking[1], settings: settings,
      memory: memory, limit: limit)
  }

  private func crossing(_ absorbed: ObservationBias.Absorbed) -> LeadCrossing? {
    if case .upTo(let crossing) = absorbed { crossing } else { nil }
  }

  /// [LopezBowersGajardo2026]: 7 clues for and 3 against, θ uniform.
  @Test func `the published factors of a biased search come out`() throws {
    let bias = try bias(of: ClueCase.uniform())
    #expect(bias.leader == "theory" && bias.rival == "rival")
    #expect(bias.directed == 10 && bias.readings == 10)
    let leads = Dictionary(uniqueKeysWithValues: bias.curve.map { ($0.value, $0.lead) })
    let unbiased = try #require(leads[1])
    expectClose(ClueCase.ratio(unbiased.value), 7.827586206896552, tolerance: 1e-12)
    #expect(unbiased.error == 0)
    let doubled = try #require(leads[2])
    #expect(abs(ClueCase.ratio(doubled.value) - 1.5330033) < 5e-8)
    let flip = try #require(crossing(bias.overall))
    #expect(abs(flip.value.value - 2.460795837) < 5e-10)
    #expect(flip.value.error == 0 && flip.isLostAbove)
    let source = try #require(bias.sources.first)
    #expect(bias.sources.count == 1 && source.source == "archive" && source.readings == 10)
    #expect(try #require(crossing(source.absorbed)).value.value == flip.value.value)
  }
}
