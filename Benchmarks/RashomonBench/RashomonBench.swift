import ArgumentParser
import Foundation

/// `RashomonBench`: times parts of Rashomon that a user waits for, and prints one line of JSON.
@main
struct RashomonBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Times Rashomon on a case; Benchmarks/run calls it beside the other programs.",
    subcommands: [TimeWeighing.self, TimeReading.self])
}

/// Seconds that a piece of work took, by the clock on the wall and by the processors' own.
struct Stopwatch {
  private let wall = ContinuousClock.now
  private let processor = Stopwatch.processorSeconds

  var seconds: Double { (ContinuousClock.now - wall) / .seconds(1) }
  var processorSeconds: Double { Stopwatch.processorSeconds - processor }

  private static var processorSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }
}

/// The most memory that this process has had, in bytes; nil where the system does not say.
func peakBytes() -> Int? {
  guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
    let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
    let kilobytes = line.split(whereSeparator: { !$0.isNumber }).first.flatMap({ Int($0) })
  else { return nil }
  return 1024 * kilobytes
}

/// Prints a value as one line of JSON, its names in the style of the other programs.
func printLine(_ value: some Encodable) throws {
  let encoder = JSONEncoder()
  encoder.keyEncodingStrategy = .convertToSnakeCase
  encoder.outputFormatting = .sortedKeys
  print(String(decoding: try encoder.encode(value), as: UTF8.self))
}
