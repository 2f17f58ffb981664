/// Every distribution of the modelling language; the reference page and the contract tests are
/// driven by this list.
package enum DistributionCatalog {
  package static let all: [any Distribution.Type] = [
    Normal.self,
    LogNormal.self,
    Beta.self,
    Gamma.self,
    Exponential.self,
    Uniform.self,
    StudentT.self,
    Poisson.self,
    NegativeBinomial.self,
    Binomial.self,
    BetaBinomial.self,
    Bernoulli.self,
    NoncentralHypergeometric.self,
  ]

  /// The distribution of that name, or nil.
  package static func named(_ name: String) -> (any Distribution.Type)? {
    all.first { $0.name == name }
  }
}
