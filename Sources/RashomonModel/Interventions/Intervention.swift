import RashomonText

/// Something that is fixed in place of being left to the models: a choice, a state, a fact, an
/// event, from a day on.
///
/// To intervene is not to learn: what would have led to the value is left as it was, and only what
/// follows from it changes.
///
/// *Reference*: [Pearl2009], chapter 3.
package struct Intervention: Sendable {
  /// As the user wrote it, blanks drawn together: `Kremlin = mediate from 2020-08-20`.
  package let text: String
  /// What is fixed, as written: `Kremlin`.
  package let target: String
  /// As a sentence says it: `Kremlin chooses mediate from 2020-08-20`.
  package let spoken: String
  /// Day indices on which the value is fixed, both ends included.
  package let days: ClosedRange<Int>
  /// What it means to each model, by id.
  package let effects: [String: Effect]

  /// What an intervention means to one model.
  package enum Effect: Hashable, Sendable {
    case fixes([Fixing])
    /// The model has nothing of that name, so that there is nothing to fix and nothing changes.
    case unknownName
    /// The model knows the name but no such value, so that the question cannot be put to it. What it
    /// has instead.
    case noSuchValue(has: [String])
  }

  package init(
    text: String, target: String, spoken: String, days: ClosedRange<Int>, effects: [String: Effect]
  ) {
    self.text = text
    self.target = target
    self.spoken = spoken
    self.days = days
    self.effects = effects
  }
}

/// One variable held at a value on some days.
package struct Fixing: Hashable, Sendable {
  package let variable: VariableID
  /// What everything that reads the variable on those days sees in place of its own value.
  package let value: Expression
  /// Day indices, both ends included.
  package let days: ClosedRange<Int>

  package init(_ variable: VariableID, value: Expression, days: ClosedRange<Int>) {
    self.variable = variable
    self.value = value
    self.days = days
  }
}
