/// Actors whose worths go by each other's chances: their shares are what they are only together, a
/// logit quantal response equilibrium.
///
/// ```
/// share(i) = exp(u_i) / Σ exp(u_j)    over the options j of one actor,
/// ```
///
/// where the utilities read the shares of all of them. Of several solutions the one on the
/// principal branch is meant: the one reached from utilities scaled by 0, where all options that are
/// allowed are equally likely, as the scale grows to 1.
///
/// *Reference*: [McKelvey1995].
package struct Anticipation: Hashable, Sendable {
  package let responses: [Response]
  /// What utilities read on the way, by formula; each reads shares and earlier ones besides what is
  /// known before.
  package let between: [Assignment]

  /// One actor's options.
  package struct Response: Hashable, Sendable {
    package let shares: [VariableID]
    /// Rationality times worth.
    package let utilities: [Expression]
    /// Whether an option may be chosen (nil is always); never reads a share of the anticipation.
    package let allowed: [Expression?]

    package init(shares: [VariableID], utilities: [Expression], allowed: [Expression?]) {
      self.shares = shares
      self.utilities = utilities
      self.allowed = allowed
    }
  }

  package init(responses: [Response], between: [Assignment]) {
    self.responses = responses
    self.between = between
  }

  /// The variables that it gives a value.
  package var targets: [VariableID] {
    responses.flatMap(\.shares) + between.map(\.variable)
  }

  /// Every formula, in a fixed order.
  package var formulas: [Expression] {
    responses.flatMap { $0.utilities + $0.allowed.compactMap(\.self) }
      + between.flatMap { assignment -> [Expression] in
        switch assignment.definition {
        case .formula(let formula), .chance(let formula): [formula]
        case .drawn(let law): law.arguments
        case .pick(let chances): chances
        }
      }
  }

  /// The same with every formula and every variable mapped.
  package func mapped(
    _ formula: (Expression) -> Expression, _ id: (VariableID) -> VariableID = { $0 }
  ) -> Anticipation {
    Anticipation(
      responses: responses.map { response in
        Response(
          shares: response.shares.map(id), utilities: response.utilities.map(formula),
          allowed: response.allowed.map { $0.map(formula) })
      },
      between: between.map { assignment in
        guard case .formula(let value) = assignment.definition else { return assignment }
        return Assignment(id(assignment.variable), .formula(formula(value)))
      })
  }
}
