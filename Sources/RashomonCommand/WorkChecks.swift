import ArgumentParser
import Foundation
import RashomonAnalysis
import RashomonText

// What every option that says how much work to do is held to, so that all subcommands take and
// refuse the same.

/// `auto`, or a method by name.
func checkMethod(_ method: String?) throws {
  let known = ["auto"] + methodNames
  guard let method, !known.contains(method) else { return }
  let near = nearestName(to: method, among: known).map { "; did you mean \($0)?" }
  throw ValidationError("--method must be one of \(known.joined(separator: ", "))\(near ?? "")")
}

/// - Parameter name: of the option.
func checkHistories(_ histories: Int?, name: String = "--histories") throws {
  guard let histories, !(1...100_000_000).contains(histories) else { return }
  throw ValidationError("\(name) must be at least 1, at most 100,000,000")
}

/// - Parameter least: 2 where an error is needed.
func checkRuns(_ runs: Int, least: Int = 1) throws {
  guard !(least...10_000).contains(runs) else { return }
  throw ValidationError(
    "--runs must be between \(least) and 10,000\(least > 1 ? ", so that there is an error" : "")")
}

func checkThreads(_ threads: Int?) throws {
  guard let threads, !(1...1024).contains(threads) else { return }
  throw ValidationError("--threads must be between 1 and 1024")
}

/// Those asked for, else one for each core.
func threadCount(_ asked: Int?) -> Int {
  asked ?? ProcessInfo.processInfo.activeProcessorCount
}
