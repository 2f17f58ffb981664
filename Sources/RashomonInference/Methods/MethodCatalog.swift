/// Every inference method, the exact ones first; the reference page and the contract tests are
/// driven by this list.
package enum MethodCatalog {
  package static let all: [any InferenceMethod] = [
    OneHistory(), Enumeration(), ParticleFilter(), NestedFilter(), ImportanceSampling(),
  ]

  /// The method of that name, or nil.
  package static func named(_ name: String) -> (any InferenceMethod)? {
    all.first { $0.name == name }
  }
}
