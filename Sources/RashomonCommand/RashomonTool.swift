import ArgumentParser
import Rashomon

/// The command `rashomon`: one subcommand a file in `Subcommands/`.
@main
struct RashomonTool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rashomon",
    abstract: "Rival accounts of a crisis, made executable and judged by what happened.",
    discussion: """
      A case is a folder: a crisis file, the dated evidence, and one file for each account. Data goes to the standard
      output, messages and progress to the standard error.
      """,
    version: rashomonVersion,
    subcommands: [
      NewCommand.self, DiscriminateCommand.self,
      Check.self, Fmt.self, Simulate.self, Weigh.self, ForecastCommand.self, ScoreCommand.self,
      Calibrate.self, BacktestCommand.self, DiffCommand.self,
      ExplainCommand.self, WhatIfCommand.self,
      ChallengeCommand.self,
      IslandCommand.self, Merge.self,
    ])
}
