extension AccountResult {
  /// Equally weighted draws from the posterior as one run found it, of what was asked for and in
  /// that order; nil where none were kept, and for a run that collapsed.
  ///
  /// Draws of independent components stand side by side. Of an exact component, which is computed
  /// once, each run gets draws of its own.
  package func draws(run: Int) -> RunDraws? {
    let asked = posteriors.map(\.component) + answers.map(\.component)
    if asked.isEmpty { return RunDraws(reported: [], questions: []) }
    let counts = asked.compactMap { component in
      component.run(run).draws.map { $0.count / (component.isExact ? runCount : 1) }
    }
    guard counts.count == asked.count, let count = counts.min() else { return nil }
    func column(_ component: ComponentResult, _ values: (RunDraws) -> [Double]) -> [Double] {
      let all = component.run(run).draws.map(values) ?? []
      return Array(all.dropFirst(component.isExact ? run * count : 0).prefix(count))
    }
    return RunDraws(
      reported: posteriors.map { posterior in
        column(posterior.component) { $0.reported[posterior.place] }
      },
      questions: answers.map { answer in column(answer.component) { $0.questions[answer.place] } })
  }

  /// The weight of each run among all draws: the product of Ẑ over the sampled components that
  /// `draws` speaks of, normalised over runs.
  package var drawShares: [Double] {
    let asked = Set((posteriors.map(\.component) + answers.map(\.component)).map(\.component.name))
    let sampled = components.filter { !$0.isExact && asked.contains($0.component.name) }
    return normalizedWeights(
      (0..<runCount).map { run in sampled.reduce(0) { $0 + $1.run(run).logEvidence } })
  }
}

extension RunDraws {
  /// How many draws; 0 where nothing was asked for.
  package var count: Int { reported.first?.count ?? questions.first?.count ?? 0 }
}
