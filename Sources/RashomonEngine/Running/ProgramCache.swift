import RashomonModel
import Synchronization

/// Programs that have been compiled, by what they compute.
///
/// A class because engines are values that share it; what it holds follows from the engine alone,
/// so that it does not matter who compiled first.
final class ProgramCache: Sendable {
  enum Key: Hashable {
    case start(DayCompiler.Mode)
    case states
    case facts(Set<VariableID>)
    case factDensity
    case day(Int, DayCompiler.Mode)
    case weights([DayRecord])
  }

  private let programs = Mutex<[Key: Program]>([:])

  /// The program, compiled now if it is not there yet.
  func program(_ key: Key, _ compile: () -> Program) -> Program {
    if let known = programs.withLock({ $0[key] }) { return known }
    // Compiled outside the lock: two threads may both do it, with the same result.
    let program = compile()
    programs.withLock { $0[key] = program }
    return program
  }
}
