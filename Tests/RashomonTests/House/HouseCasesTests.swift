import Testing

/// The cases of the project are kept as its own commands would have them.
@Suite(.enabled(if: BuiltCommand.executable != nil))
struct HouseCasesTests {
  @Test func `every case is laid out`() throws {
    let outcome = try BuiltCommand.inScratchFolder { folder in
      try BuiltCommand.run("rashomon fmt --check Cases", in: folder)
    }
    #expect(outcome.status == 0, "\(outcome.errors)")
  }
}
