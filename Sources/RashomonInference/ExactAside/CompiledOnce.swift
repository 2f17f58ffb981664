import RashomonEngine
import Synchronization

/// An engine that is compiled when first asked for: where a run is remembered, none is needed.
///
/// A class because copies of a component share what was compiled.
final class CompiledOnce: Sendable {
  private let compile: @Sendable () -> Engine
  private let compiled = Mutex<Engine?>(nil)

  init(_ compile: @escaping @Sendable () -> Engine) {
    self.compile = compile
  }

  var engine: Engine {
    compiled.withLock { compiled in
      if let compiled { return compiled }
      let engine = compile()
      compiled = engine
      return engine
    }
  }
}
