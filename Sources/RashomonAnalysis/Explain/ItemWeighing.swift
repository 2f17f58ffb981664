#if canImport(Glibc)
  import Glibc
#endif

/// What one item says of one model against another, and what else it could have said.
struct ItemWeighing {
  let gains: EvidenceGains
  let model: Int
  let reference: Int

  /// - Parameter index: of the step.
  func weight(of step: RecordSteps.Step, at index: Int) -> ItemWeight {
    let weight = gains.weight(gains.gains[model][index], over: gains.gains[reference][index])
    let presence = step.presence.flatMap { self.weight(of: $0, after: step.before) }
    let absence = step.absence.flatMap { self.weight(of: $0, after: step.before) }
    if let presence, let absence {
      let isRising = presence.value >= absence.value
      return ItemWeight(
        weight: weight, floor: isRising ? absence : presence,
        ceiling: isRising ? presence : absence, presence: presence, absence: absence,
        test: EvidentialTest(presence: presence.value, absence: absence.value))
    }
    let others = otherValues(of: step)
    let possible = others.isEmpty ? [] : others + [weight].compactMap(\.self)
    return ItemWeight(
      weight: weight, floor: possible.min { $0.value < $1.value },
      ceiling: possible.max { $0.value < $1.value }, presence: presence, absence: absence,
      test: nil)
  }

  private func weight(of probe: Int, after before: Int?) -> Measured? {
    gains.weight(
      gains.gain(of: model, from: before, to: probe),
      over: gains.gain(of: reference, from: before, to: probe))
  }

  /// The share of what the two models expected that lies beyond either end.
  private static let tail = 0.01

  /// The weights of those values of a number that lie within what the two models together expected.
  private func otherValues(of step: RecordSteps.Step) -> [Measured] {
    guard step.values.count > 1 else { return [] }
    let own = step.values.map { gains.gain(of: model, from: step.before, to: $0.probe) }
    let other = step.values.map { gains.gain(of: reference, from: step.before, to: $0.probe) }
    let top = (own + other).map { $0[0] }.filter(\.isFinite).max() ?? 0
    func density(_ gain: [Double]) -> Double { gain[0].isNaN ? 0 : exp(gain[0] - top) }
    let masses = masses(
      of: step.values.map(\.value), densities: zip(own, other).map { density($0) + density($1) })
    let total = masses.reduce(0, +)
    guard total > 0 else { return [] }
    var weights: [Measured] = []
    var below = 0.0
    for place in masses.indices {
      let through = below + masses[place]
      if through > Self.tail * total, total - below > Self.tail * total,
        let weight = gains.weight(own[place], over: other[place])
      {
        weights.append(weight)
      }
      below = through
    }
    return weights
  }

  /// The mass that each value stands for: its density times half the way to both neighbours.
  private func masses(of values: [Double], densities: [Double]) -> [Double] {
    values.indices.map { place in
      let low = values[max(place - 1, 0)]
      let high = values[min(place + 1, values.count - 1)]
      return densities[place] * 0.5 * (high - low)
    }
  }
}
