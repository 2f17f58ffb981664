import ArgumentParser
import Foundation
import Rashomon
import RashomonAnalysis
import RashomonEvidence
import RashomonInference
import RashomonModel
import RashomonText

/// `RashomonBench weigh CASE`: the evidence of the case's common ground, some times over.
///
/// It takes the path of `rashomon weigh`, but computes one model where that computes the common ground
/// and every account. Opening the case, planning and a small first run, which the runs of a weighing
/// share, are timed apart.
struct TimeWeighing: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "weigh", abstract: "Times the evidence of a case's common ground.")

  @Argument(help: "The case's folder.") var folder: String
  @Option(help: "smc, smc2 or importance.") var method = "smc"
  @Option(help: "Histories; for smc2 values times paths.") var histories = 100_000
  @Option(help: "Independent runs, each timed.") var repetitions = 3
  @Option(help: "Threads.") var threads = 1
  @Option(help: "Only so many of the first days.") var days: Int?
  @Option(help: "For smc2: paths of each value, which are then never moved: one pass.")
  var paths: Int?

  /// The line printed; every program of Benchmarks prints one like it.
  private struct Line: Encodable {
    let name: String
    let precision = "double"
    let threads: Int
    let histories: Int
    let days: Int
    let repetitions: Int
    var logEvidence: [Double] = []
    var seconds: [Double] = []
    var cpuSeconds: [Double] = []
    let setupSeconds: Double
    var peakBytes: Int?
    let instructionSet: String?
  }

  func run() throws {
    let opening = Stopwatch()
    let data = try Case.open(folder).data
    let until = days ?? data.period.dayCount
    let last = data.record.lastReported ?? data.period.start
    let records = data.reading(asOf: last).days.filter { $0.day < until }
    let model = data.commonGround
    let components = Component.split(
      model, records: records, reported: model.reported, questions: [])
    _ = try logEvidence(of: components, run: repetitions, histories: 64)
    var line = Line(
      name: paths == nil ? "rashomon \(method)" : "rashomon \(method), one pass",
      threads: threads, histories: histories, days: until, repetitions: repetitions,
      setupSeconds: opening.seconds,
      instructionSet: ProcessInfo.processInfo.environment["RASHOMON_INSTRUCTION_SET"])
    for index in 0..<repetitions {
      let watch = Stopwatch()
      line.logEvidence.append(try logEvidence(of: components, run: index, histories: histories))
      line.seconds.append(watch.seconds)
      line.cpuSeconds.append(watch.processorSeconds)
    }
    line.peakBytes = peakBytes()
    try printLine(line)
  }

  private func logEvidence(
    of components: [Component], run index: Int, histories: Int
  ) throws -> Double {
    let effort = Effort(
      runs: 1, firstRun: index, histories: histories, threads: threads, method: method)
    return try components.reduce(0) { sum, component in
      let run = try chosenMethod(for: component).run(
        component, index: index, effort: effort, threads: threads, tick: {})
      return sum + run.logEvidence
    }
  }

  /// As a weighing chooses: exact where that is possible, else what was asked for.
  private func chosenMethod(for component: Component) throws -> any InferenceMethod {
    if let exact = MethodCatalog.all.first(where: {
      $0.isExact && $0.objection(to: component) == nil
    }) {
      return exact
    }
    if let paths { return NestedFilter(paths: paths) }
    guard let named = MethodCatalog.named(method) else {
      throw ValidationError("no method is called \(method)")
    }
    return named
  }
}
