import RashomonInference

extension AccountResult {
  /// For each run the log of its own Ẑ of the whole record: what is exact, the same in each, plus
  /// log Ẑ of every sampled component.
  var runLogEvidence: [Double] {
    (0..<runCount).map { run in components.reduce(0) { $0 + $1.run(run).logEvidence } }
  }
}
