package import RashomonEngine
package import RashomonModel

// An observable whose truth shares nothing random with the rest of what is asked is an independent
// factor of the evidence. Weighed with the rest it only adds noise; weighed by itself it is often
// exact, and it has the same bytes in every account that has the same model of it, so that what
// accounts do not dispute is exactly 0 dB.

/// A part of a model that can be computed by itself: the evidence of the whole is the product of
/// the parts'.
package struct Component: Sendable {
  /// Its first observable, reported variable or question, by id; unique among the components of a
  /// model.
  package let name: String
  /// What the part needs of the model and nothing else; variables keep their ids.
  package let model: Model
  /// Each day's readings of its observables; days without one are left out.
  package let records: [DayRecord]
  /// The reported variables that it answers for.
  package let reported: [VariableID]
  /// The questions that it answers for.
  package let questions: [Question]
  /// How many days have to be run: up to the last reading, or the whole period for a question.
  package let dayCount: Int
  /// What is asked of the problem's probes.
  let probes: Probes
  /// Compiled when first asked for, once, and shared by all runs.
  package var engine: Engine { compiled.engine }
  private let compiled: CompiledOnce
  /// Where a day stands in `records`.
  private let places: [Int: Int]

  private init(
    name: String, model: Model, records: [DayRecord], reported: [VariableID],
    questions: [Question], dayCount: Int, probes: Probes
  ) {
    self.name = name
    self.model = model
    self.records = records
    self.reported = reported
    self.questions = questions
    self.dayCount = dayCount
    self.probes = probes
    compiled = CompiledOnce {
      Engine(
        model: model, observing: records,
        needing: Component.needs(reported: reported, questions: questions))
    }
    places = Dictionary(uniqueKeysWithValues: records.enumerated().map { ($1.day, $0) })
  }

  /// The variables that a run has to keep besides those of the record.
  var needs: Set<VariableID> { Component.needs(reported: reported, questions: questions) }

  private static func needs(reported: [VariableID], questions: [Question]) -> Set<VariableID> {
    Set(reported).union(
      questions.flatMap { $0.value.variables + ($0.condition?.variables ?? []) })
  }

  /// That day's record; nil on a day without a reading.
  func record(of day: Int) -> DayRecord? { places[day].map { records[$0] } }

  /// The observables with readings.
  package var observed: [Observable] {
    let ids = Set(records.flatMap { $0.readings.map(\.observable) })
    return model.observables.filter { ids.contains($0.id) }
  }

  /// Splits what is asked of a model into its independent parts.
  ///
  /// *Complexity*: O(observables · variables).
  package static func split(
    _ model: Model, records: [DayRecord], reported: [VariableID], questions: [Question],
    probes: [DayRecord] = []
  ) -> [Component] {
    let model = model.withConstantStatesAsFacts
    let dependencies = Dependencies(model)
    let readings = Set(records.flatMap { $0.readings.map(\.observable) })
    var groups: [Group] = []
    for observable in model.observables where readings.contains(observable.id) {
      groups.append(
        Group(observable.id, dependencies.slice(of: observable.weighed), observable: observable))
    }
    for variable in reported {
      groups.append(
        Group(
          model.variables[variable.index].name, dependencies.slice(of: [variable]),
          reported: variable))
    }
    for question in questions {
      let read = question.value.variables + (question.condition?.variables ?? [])
      groups.append(Group(question.id, dependencies.slice(of: read), question: question))
    }
    let sorted = SortedReadings(records)
    return joined(groups, by: dependencies).map {
      assembled($0, of: model, readings: sorted, probes: probes)
    }
  }

  /// Groups joined wherever they share a variable that differs between histories.
  private static func joined(_ groups: [Group], by dependencies: Dependencies) -> [[Group]] {
    var leader = Array(groups.indices)
    func root(_ index: Int) -> Int {
      var index = index
      while leader[index] != index { index = leader[index] }
      return index
    }
    var owner: [VariableID: Int] = [:]
    for (index, group) in groups.enumerated() {
      for variable in group.slice.sorted(by: { $0.index < $1.index })
      where dependencies.varies(variable) {
        guard let other = owner[variable] else {
          owner[variable] = index
          continue
        }
        let (first, second) = (root(other), root(index))
        leader[max(first, second)] = min(first, second)
      }
    }
    let byRoot = Dictionary(grouping: groups.indices, by: root)
    return byRoot.keys.sorted().map { byRoot[$0, default: []].map { groups[$0] } }
  }

  private static func assembled(
    _ groups: [Group], of model: Model, readings: SortedReadings, probes: [DayRecord]
  ) -> Component {
    let slice = groups.reduce(into: Set<VariableID>()) { $0.formUnion($1.slice) }
    let observables = groups.compactMap(\.observable)
    let ids = Set(observables.map(\.id))
    let own = readings.records(of: ids)
    let questions = groups.compactMap(\.question)
    let lastReading = own.map(\.day).max() ?? -1
    return Component(
      name: groups[0].name, model: model.restricted(to: slice, observables: ids),
      records: own, reported: groups.compactMap(\.reported),
      questions: questions,
      dayCount: questions.isEmpty ? lastReading + 1 : model.period.dayCount,
      probes: Probes(probes, records: own, observables: ids))
  }
}

/// Something asked of a model and the variables that decide it.
private struct Group {
  let name: String
  let slice: Set<VariableID>
  let observable: Observable?
  let reported: VariableID?
  let question: Question?

  init(
    _ name: String, _ slice: Set<VariableID>, observable: Observable? = nil,
    reported: VariableID? = nil, question: Question? = nil
  ) {
    self.name = name
    self.slice = slice
    self.observable = observable
    self.reported = reported
    self.question = question
  }
}

/// A reading of one observable on one day.
package struct ReadingReference: Codable, Hashable, Sendable {
  package let observable: String
  /// The rows that count, by id; empty for silence.
  package let rows: [String]

  package init(observable: String, rows: [String]) {
    self.observable = observable
    self.rows = rows
  }
}

extension DayRecord {
  /// Every reading of the day: events, then statuses, then numbers, in the record's order.
  package var readings: [ReadingReference] {
    events.map { ReadingReference(observable: $0.observable, rows: $0.rows) }
      + statuses.map { ReadingReference(observable: $0.observable, rows: [$0.row]) }
      + numbers.map { ReadingReference(observable: $0.observable, rows: $0.rows.map(\.row)) }
  }

  /// The readings of those observables.
  func restricted(to observables: Set<String>) -> DayRecord {
    DayRecord(
      day: day, events: events.filter { observables.contains($0.observable) },
      statuses: statuses.filter { observables.contains($0.observable) },
      numbers: numbers.filter { observables.contains($0.observable) })
  }

  /// The reading at that place of `readings` and no other.
  func only(_ place: Int) -> DayRecord {
    let statusPlace = place - events.count
    let numberPlace = statusPlace - statuses.count
    return DayRecord(
      day: day, events: events.indices.contains(place) ? [events[place]] : [],
      statuses: statuses.indices.contains(statusPlace) ? [statuses[statusPlace]] : [],
      numbers: numbers.indices.contains(numberPlace) ? [numbers[numberPlace]] : [])
  }
}

extension Model {
  /// The model with the definitions of those variables and those observables only; variables keep
  /// their ids.
  func restricted(to slice: Set<VariableID>, observables ids: Set<String>) -> Model {
    Model(
      id: id, title: title, source: source, date: date, prior: prior, period: period,
      variables: variables, facts: facts.filter { slice.contains($0.variable) },
      states: states.filter { slice.contains($0.variable) },
      steps: steps.filter { $0.targets.contains { slice.contains($0) } },
      observables: observables.filter { ids.contains($0.id) }, questions: questions,
      reported: reported.filter { slice.contains($0) }, verdicts: verdicts)
  }
}
