import RashomonModel
import RashomonNumerics
import RashomonText

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A parameter, or the probability of a hidden fact, that can be given one value in every account
/// that has it.
struct VariedParameter {
  let name: String
  let sentence: String?
  let kind: ParameterFlip.Kind
  /// Ids of the models that have it, common ground too.
  let models: [String]
  /// Where values are looked for, and why there.
  let range: ClosedRange<Double>
  let axis: LeadCurve.Axis
  /// The values of the curve, ascending.
  let grid: [Double]

  /// - Parameter name: as the texts have it.
  ///
  /// *Errors*: `RunFailure` for an unknown name, and for what has no number to vary.
  init(named name: String, in models: [Model]) throws {
    let found = models.compactMap { model in model.definition(of: name).map { (model, $0) } }
    guard
      let (model, variable) = found.first.flatMap({ model, _ in
        model.variables.first { $0.name == name }.map { (model, $0) }
      })
    else { throw VariedParameter.unknown(name, in: models) }
    self.name = name
    sentence =
      found.lazy.compactMap { model, _ in
        model.variables.first { $0.name == name }?.sentence
      }.first
    guard variable.labels.isEmpty else {
      throw RunFailure(
        """
        `\(name)` is one of several names and has no number to vary
          found: \(variable.labels.joined(separator: ", "))
          hint: a parameter or a hidden fact with a probability can be varied
        """)
    }
    if found.contains(where: { if case .chance = $0.1 { true } else { false } }) {
      kind = .probability
      self.models = found.filter { if case .chance = $0.1 { true } else { false } }.map(\.0.id)
      (range, axis) = (0...1, .linear)
    } else if found.allSatisfy({ model, definition in
      definition.isConstant && model.isAsserted(name)
    }) {
      throw RunFailure(
        """
        `\(name)` is asserted in “\(model.title)” and has no number to vary
          found: a thesis
          hint: write `hidden \(name) is likely` in its place to see what its probability does
        """)
    } else if let constant = found.lazy.compactMap({ $0.1.constantValue }).first,
      found.allSatisfy({ $0.1.isConstant })
    {
      kind = .constant(constant)
      self.models = found.map(\.0.id)
      (range, axis) = VariedParameter.tenfold(constant)
    } else {
      let laws = found.compactMap { _, definition -> Law? in
        if case .drawn(let law) = definition { law } else { nil }
      }
      let ranges =
        laws.compactMap(VariedParameter.centralRange)
        + found.compactMap { $0.1.constantValue }.map { $0...$0 }
      guard let first = ranges.first else { throw VariedParameter.withoutRange(name) }
      let whole = ranges.reduce(first) {
        min($0.lowerBound, $1.lowerBound)...max($0.upperBound, $1.upperBound)
      }
      let isWhole = laws.allSatisfy {
        DistributionCatalog.named($0.distribution)?.support.isDiscrete ?? false
      }
      kind = isWhole ? .wholePrior : .prior
      self.models = found.map(\.0.id)
      range = whole
      axis =
        !isWhole && whole.lowerBound > 0 && whole.upperBound > 10 * whole.lowerBound
        ? .logarithmic : .linear
    }
    grid = kind.isWhole ? VariedParameter.counts(range) : axis.grid(over: range)
  }

  /// The models with that value in those that have it.
  func fixed(at value: Double, in all: [Model]) -> [Model] {
    all.map { model in
      guard models.contains(model.id) else { return model }
      return model.defining(
        name, as: kind == .probability ? .chance(.constant(value)) : .formula(.constant(value)))
    }
  }

  // MARK: Ranges

  /// A tenth to ten times a number; −1 to 1 for 0.
  private static func tenfold(_ value: Double) -> (ClosedRange<Double>, LeadCurve.Axis) {
    if value > 0 { return (value / 10...value * 10, .logarithmic) }
    return value < 0 ? (value * 10...value / 10, .linear) : (-1...1, .linear)
  }

  /// From the 1 % to the 99 % quantile, the ends of a law that has ends; nil where its arguments
  /// are not plain numbers.
  private static func centralRange(of law: Law) -> ClosedRange<Double>? {
    guard let family = DistributionCatalog.named(law.distribution) else { return nil }
    var parameters = SIMD4<Double>()
    for (lane, argument) in law.arguments.enumerated() {
      guard let value = argument.constantValue(today: 0) else { return nil }
      parameters[lane] = value
    }
    guard family.accepts(parameters) else { return nil }
    if family.support == .bounded { return parameters[0]...parameters[1] }
    let low = quantile(0.01, family, parameters)
    let high = quantile(0.99, family, parameters)
    return low < high ? low...high : nil
  }

  /// The value below which a share of a law lies, by halving.
  private static func quantile(
    _ share: Double, _ family: any Distribution.Type, _ parameters: SIMD4<Double>
  ) -> Double {
    var (low, high) = (-1.0, 1.0)
    while family.cumulative(low, parameters) > share, low > -1e300 { low *= 2 }
    while family.cumulative(high, parameters) < share, high < 1e300 { high *= 2 }
    for _ in 0..<200 {
      let middle = low + 0.5 * (high - low)
      if family.cumulative(middle, parameters) < share { low = middle } else { high = middle }
    }
    return family.support.isDiscrete ? high.rounded() : high
  }

  /// Whole numbers of a range, at most some twenty of them.
  private static func counts(_ range: ClosedRange<Double>) -> [Double] {
    let step = max(1, ((range.upperBound - range.lowerBound) / 20).rounded(.up))
    return Array(stride(from: range.lowerBound, through: range.upperBound, by: step))
  }

  // MARK: Words

  private static func unknown(_ name: String, in models: [Model]) -> RunFailure {
    var seen = Set<String>()
    let names = models.flatMap { model in
      model.facts.compactMap { fact -> String? in
        let variable = model.variables[fact.variable.index]
        // What the lowering added has a prime or a dot, and a thesis no number.
        guard !variable.name.contains(where: { "'.".contains($0) }), variable.labels.isEmpty,
          !(fact.definition.isConstant && model.isAsserted(variable.name))
        else { return nil }
        return seen.insert(variable.name).inserted ? variable.name : nil
      }
    }
    var lines = ["no parameter or hidden fact of this case is called `\(name)`"]
    lines.append(
      names.isEmpty
        ? "  found: a case without any"
        : "  expected: one of \(names.map { "`\($0)`" }.joined(separator: ", "))")
    if let near = nearestName(to: name, among: names) {
      lines.append("  hint: did you mean `\(near)`?")
    }
    return RunFailure(lines.joined(separator: "\n"))
  }

  private static func withoutRange(_ name: String) -> RunFailure {
    RunFailure(
      """
      `\(name)` has no range of its own
        found: a value that is computed from other parameters
        hint: vary one of those
      """)
  }
}

extension LeadCurve.Axis {
  /// Eleven values at equal steps, both ends included.
  fileprivate func grid(over range: ClosedRange<Double>) -> [Double] {
    let (low, high) = (place(of: range.lowerBound), place(of: range.upperBound))
    return (0...10).map { step in
      switch step {
      case 0: range.lowerBound
      case 10: range.upperBound
      default: value(at: low + (high - low) * Double(step) / 10)
      }
    }
  }
}

extension Model {
  /// The definition of a parameter or hidden fact by its name.
  fileprivate func definition(of name: String) -> Definition? {
    facts.first { variables[$0.variable.index].name == name }?.definition
  }

  /// Whether a constant of that name is a thesis, whose posterior is printed, and no number.
  fileprivate func isAsserted(_ name: String) -> Bool {
    reported.contains { variables[$0.index].name == name }
  }

  /// The same model with another definition of a parameter or hidden fact.
  fileprivate func defining(_ name: String, as definition: Definition) -> Model {
    Model(
      id: id, title: title, source: source, date: date, prior: prior, period: period,
      variables: variables,
      facts: facts.map { fact in
        variables[fact.variable.index].name == name ? Assignment(fact.variable, definition) : fact
      }, states: states, steps: steps, observables: observables, questions: questions,
      reported: reported, verdicts: verdicts)
  }
}

extension Definition {
  fileprivate var constantValue: Double? {
    if case .formula(let formula) = self { formula.constantValue(today: 0) } else { nil }
  }

  fileprivate var isConstant: Bool { constantValue != nil }
}
