import RashomonEvidence
import RashomonInference
import RashomonModel
import RashomonText

#if canImport(Glibc)
  import Glibc
#endif

// What items and silence weigh together: spans, groups, days.

extension Explainer {
  // MARK: Spans

  /// Stretches of silence, split where the observable has a row and on the accounts' dates.
  var spans: [ExplainedSpan] {
    let cuts = Set(models.compactMap(\.date).map { data.period.index(of: $0) })
    let rows = Set(
      visible.rows.map { DayOfObservable($0.observable, data.period.index(of: $0.occurred)) })
    let silent = Dictionary(grouping: steps.indices.filter { steps[$0].row == nil }) {
      steps[$0].observable
    }
    return data.commonGround.observables.flatMap { observable in
      var stretches: [[Int]] = []
      for place in silent[observable.id] ?? [] {
        if let last = stretches.last?.last, !cuts.contains(steps[last].day),
          !(steps[last].day...steps[place].day).contains(where: {
            rows.contains(DayOfObservable(observable.id, $0))
          })
        {
          stretches[stretches.count - 1].append(place)
        } else {
          stretches.append([place])
        }
      }
      return stretches.map { places in
        ExplainedSpan(
          observable: observable.id, sentence: observable.sentence,
          from: data.period.date(at: steps[places[0]].day),
          to: data.period.date(at: steps[places[places.count - 1]].day), days: places.count,
          weights: weights(of: places))
      }
    }
  }

  private struct DayOfObservable: Hashable {
    let observable: String
    let day: Int

    init(_ observable: String, _ day: Int) {
      self.observable = observable
      self.day = day
    }
  }

  private func weights(of places: [Int]) -> [Measured?] {
    explained.map { gains.weight(of: $0, over: reference, steps: places) }
  }

  // MARK: Groups

  func groups(_ items: [ExplainedItem]) -> [ExplainedGroup] {
    let rows = Dictionary(items.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    func group(_ kind: ExplainedGroup.Kind, by name: (RecordSteps.Step) -> String)
      -> [ExplainedGroup]
    {
      Dictionary(grouping: steps.indices) { name(steps[$0]) }.sorted { $0.key < $1.key }.map {
        name, places in
        ExplainedGroup(
          kind: kind, name: name, items: places.count { steps[$0].row != nil },
          weights: weights(of: places))
      }
    }
    func row(_ step: RecordSteps.Step) -> ExplainedItem? { step.row.flatMap { rows[$0] } }
    return group(.observable) { $0.observable }
      + group(.source) { row($0)?.source ?? ExplainedGroup.silence }
      + group(.stance) { row($0)?.stance ?? ExplainedGroup.silence }
  }

  // MARK: Course

  var course: [CourseDay] {
    var sums = models.map { _ in gains.subsets.map { _ in 0.0 } }
    var days: [CourseDay] = []
    for place in steps.indices {
      for model in models.indices {
        for subset in gains.subsets.indices {
          let gain = gains.gains[model][place][subset]
          sums[model][subset] += gain.isNaN ? 0 : gain
        }
      }
      let isLast = place == steps.count - 1 || steps[place + 1].day != steps[place].day
      if isLast { days.append(day(steps[place].day, sums)) }
    }
    return days
  }

  private func day(_ day: Int, _ sums: [[Double]]) -> CourseDay {
    let posteriors = gains.subsets.indices.map { subset in
      normalizedWeights(models.indices.map { log(standing.prior($0)) + sums[$0][subset] })
    }
    return CourseDay(
      date: data.period.date(at: day),
      weights: explained.map { gains.weight(sums[$0], over: sums[reference]) },
      posteriors: models.indices.map { model in
        .init(
          id: models[model].id,
          value: gains.measured(posteriors.map { $0[model] }) ?? Measured(.nan, error: nil))
      })
  }
}

extension ExplainedGroup {
  /// What spans are called among sources and stances.
  package static let silence = "silence"
}
