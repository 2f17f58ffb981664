import RashomonAnalysis
import RashomonText

/// How biased the record would have to be.
func biasLines(_ bias: ObservationBias, of challenge: Challenge, palette: Palette) -> [String] {
  let leader = "“\(challenge.name(of: bias.leader))”"
  let rival = "“\(challenge.name(of: bias.rival))”"
  var lines: [String]
  switch bias.overall {
  case .upTo(let crossing):
    lines = [
      "Bias absorbed: ω = \(omega(crossing)). If each report, or silence, that speaks for \(leader) against",
      "\(rival) were that many times as likely, in odds, to enter the record, the lead would be gone.",
    ]
  case .more(let point):
    lines = [
      "No bias of this kind removes the lead over \(rival): with reports that speak for \(leader)",
      "\(limit(bias)) times as likely, in odds, to enter the record, \(dB(point)) are left.",
    ]
  case .noLead: lines = ["There is no lead over \(rival) that a bias could explain."]
  }
  if let doubled = bias.curve.first(where: { $0.value == 2 }) {
    lines.append("At ω = 2 the lead is \(dB(doubled)).")
  }
  lines += [
    "\(quantity(Double(bias.directed))) of \(quantity(Double(bias.readings))) readings (rows, and days of silence) are expected differently by the two, so that a bias has",
    "a direction in them.",
  ]
  return lines + sourceLines(bias, palette: palette)
}

/// How many sources a page lists.
private let listedSources = 8

private func sourceLines(_ bias: ObservationBias, palette: Palette) -> [String] {
  guard !bias.sources.isEmpty else { return [] }
  var table = TextTable([
    .init("bias of one source alone", .left), .init("readings"), .init("lead lost at ω", .left),
  ])
  for source in bias.sources.prefix(listedSources) {
    let when =
      switch source.absorbed {
      case .upTo(let crossing): omega(crossing)
      case .more(let point): "never: \(dB(point)) left at \(limit(bias))"
      case .noLead: "–"
      }
    table.add([source.name, "\(source.readings)", when])
  }
  let lost = bias.sources.filter {
    if case .upTo = $0.absorbed { true } else { false }
  }
  let named = lost.count { $0.source != nil }
  var lines = [""] + table.lines(palette: palette)
  if bias.sources.count > listedSources {
    lines.append(
      "of \(bias.sources.count) sources with such readings those that come nearest to removing the lead"
    )
  }
  lines.append(
    named == 0
      ? "No source's bias alone removes the lead"
        + (lost.isEmpty ? "." : "; a bias in what goes unreported would.")
      : "\(counted(named, "source")) could remove the lead by bias alone.")
  return lines
}

private func omega(_ crossing: LeadCrossing) -> String {
  crossing.isReliable
    ? withError(quantity(crossing.value.value), crossing.value.error, as: quantity)
    : "\(quantity(crossing.value.value)) (unreliable, raise --histories)"
}

private func dB(_ point: LeadPoint) -> String {
  point.isReliable
    ? "\(withError(decimal(point.lead.value, 1), point.lead.error)) dB"
    : "\(decimal(point.lead.value, 1)) dB (unreliable)"
}

private func limit(_ bias: ObservationBias) -> String {
  bias.limit == 1e6 ? "a million" : quantity(bias.limit)
}

/// At which values of a parameter the lead is lost.
func parameterLines(
  _ flip: ParameterFlip, of challenge: Challenge, palette: Palette
) -> [String] {
  var table = TextTable([.init(flip.name), .init("lead dB"), .init("best other", .left)])
  for point in flip.curve {
    let lead = decibels(point.lead.value)
    table.add([
      value(point.value, of: flip),
      point.isReliable ? withError(lead, point.lead.error) : "\(lead) unreliable",
      challenge.name(of: point.rival),
    ])
  }
  let range =
    "\(value(flip.range.lowerBound, of: flip)) to \(value(flip.range.upperBound, of: flip))"
  let place =
    switch flip.kind {
    case .prior, .wholePrior: "\(range), where its prior has it"
    case .constant(let now): "\(range), about the \(value(now, of: flip)) of the case"
    case .probability: "any probability"
    }
  var lines = [
    "“\(flip.sentence ?? flip.name)” taken as known, the same in \(counted(flip.models.count, "model")), at \(place):",
    "",
  ]
  lines += table.lines(palette: palette)
  for crossing in flip.crossings {
    let at = withError(
      value(crossing.value.value, of: flip), crossing.value.error.map { flip.scale * $0 },
      as: quantity)
    lines.append(
      "“\(challenge.name(of: flip.leader))” loses its lead \(crossing.isLostAbove ? "above" : "below")"
        + " \(at)\(crossing.isReliable ? "" : " (unreliable, raise --histories)"),"
        + " to “\(challenge.name(of: crossing.rival))”.")
  }
  let open = flip.curve.count { !$0.isTold || !$0.isReliable }
  if open > 0 {
    lines.append(
      "At \(counted(open, "value")) this computation does not tell who leads; raise --histories.")
  } else if flip.crossings.isEmpty {
    lines.append(
      "No value in that range takes the lead of “\(challenge.name(of: flip.leader))” away.")
  }
  if let first = flip.failed.first {
    lines.append(
      "\(counted(flip.failed.count, "value")) could not be computed: \(first.reason)")
  }
  return lines
}

private func value(_ number: Double, of flip: ParameterFlip) -> String {
  flip.kind == .probability ? percent(number) : quantity(number)
}

extension ParameterFlip {
  /// By what an error is multiplied to be printed beside a value.
  fileprivate var scale: Double { kind == .probability ? 100 : 1 }
}
