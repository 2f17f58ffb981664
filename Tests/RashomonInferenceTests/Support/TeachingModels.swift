import RashomonModel

/// Small models whose evidence is known in closed form.
enum TeachingModels {
  /// Rain with a memory, and an umbrella that is seen on rainy days; a question asks whether it
  /// rains after the last day. A part of the hidden states is drawn only once: `sloppy`, a hidden
  /// fact under which umbrellas say less.
  static func umbrella(days: Int, isSloppyPossible: Bool = false) -> Model {
    var builder = ModelBuilder(days: days)
    let sloppy = builder.fact("sloppy", .chance(number(isSloppyPossible ? 0.4 : 0)))
    let rain = builder.state("rain", initial: .chance(number(0.5))) { rain in
      .chance(.choose(read(rain), number(0.7), number(0.3)))
    }
    let seen = builder.daily(
      "umbrella",
      .chance(
        .choose(
          read(sloppy), number(0.5), .choose(read(rain), number(0.9), number(0.2)))))
    builder.observe("umbrella", .status, truth: seen, usual: .chance(number(0.5)))
    builder.ask("wet", .yesNo, read(rain))
    builder.ask("wet_if_sloppy", .yesNo, read(rain), given: read(sloppy))
    return builder.model
  }

  /// A level that walks at random, seen with an error.
  static func localLevel(
    days: Int, mean: Double, variance: Double, levelVariance: Double, valueVariance: Double
  ) -> Model {
    var builder = ModelBuilder(days: days)
    let start = Law("normal", [number(mean), number(variance.squareRoot())])
    let level = builder.state("level", initial: .drawn(start)) { level in
      .drawn(Law("normal", [read(level), number(levelVariance.squareRoot())]))
    }
    let law = Law("normal", [read(level), number(valueVariance.squareRoot())])
    let flow = builder.daily("flow", .drawn(law))
    builder.observe(
      "flow", .number(unit: nil, complete: false), truth: flow,
      usual: .law(Law("normal", [number(0), number(10)])))
    builder.ask("level", .number, read(level))
    return builder.model
  }

  /// A yes/no sign every day, its chance drawn once per history.
  static func sign(days: Int, a: Double, b: Double) -> Model {
    var builder = ModelBuilder(days: days)
    let chance = builder.fact("chance", .drawn(Law("beta", [number(a), number(b)])))
    let sign = builder.daily("sign", .chance(read(chance)))
    builder.observe("sign", .status, truth: sign, usual: .chance(number(0.5)))
    return builder.model
  }

  /// An event whose chance is learned as it happens: (12½ + times so far)/(2850 + days so far).
  static func referenceClass(days: Int) -> Model {
    var builder = ModelBuilder(days: days)
    let count = builder.state("exit'count", initial: .formula(number(0))) { _ in nil }
    let chance = Expression.binary(
      .divide, .binary(.add, number(12.5), read(count)), .binary(.add, number(2850), .today))
    let exit = builder.daily("exit", .chance(chance))
    builder.setNext(of: count, .formula(.binary(.add, read(count), read(exit))))
    builder.observe(
      "exit", .event(once: false), truth: exit, usual: .chance(chance), from: .usual)
    builder.ask("exits", .number, read(count))
    return builder.model
  }
}
