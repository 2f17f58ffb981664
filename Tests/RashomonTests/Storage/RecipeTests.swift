import Foundation
import Testing

/// The recipes of the page on many machines, run as they stand there on a case that is exact.
@Suite(.enabled(if: BuiltCommand.executable != nil))
struct RecipeTests {
  private static let page = "Docs/how-to/run-on-many-machines.md"

  /// The block of the page that holds a text.
  private func block(with text: String) throws -> String {
    let blocks = try Repository.text(of: Self.page).components(separatedBy: "```")
    return try #require(blocks.first { $0.hasPrefix("bash\n") && $0.contains(text) })
      .dropFirst(5).description
  }

  private func run(_ script: String, in folder: URL) throws -> BuiltCommand.Outcome {
    try Data(script.utf8).write(to: folder.appending(path: "script"))
    return try BuiltCommand.run("bash -eu script", in: folder)
  }

  @Test func `the job array for Slurm`() throws {
    try BuiltCommand.inScratchFolder { folder in
      let tasks = try block(with: "#SBATCH --array")
      let merge = try block(with: "rashomon merge *.island")
      let outcome = try run(
        """
        srun() { "$@"; }
        export CASE=Cases/harbour-strike SLURM_ARRAY_TASK_COUNT=3 SLURM_CPUS_PER_TASK=2
        for SLURM_ARRAY_TASK_ID in 3 1 2 2; do
        \(tasks)
        done
        \(merge)
        """, in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let whole = try BuiltCommand.run(
        "rashomon weigh Cases/harbour-strike --runs 24", in: folder)
      #expect(outcome.output == whole.output)
    }
  }

  @Test func `GNU parallel`() throws {
    try BuiltCommand.inScratchFolder { folder in
      let there = try BuiltCommand.run("command -v parallel", in: folder)
      try #require(there.status == 0, "no GNU parallel: run Scripts/set-up --with-python")
      let recipe = try block(with: "parallel --jobs")
        .replacing("island CASE", with: "island Cases/harbour-strike")
      let outcome = try run("export PARALLEL_HOME=$PWD\n" + recipe, in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let whole = try BuiltCommand.run(
        "rashomon weigh Cases/harbour-strike --runs 128", in: folder)
      #expect(outcome.output == whole.output)
    }
  }
}
