/// A computation that could not be done, in words that say what to do.
package struct RunFailure: Error, Sendable {
  package let message: String
  /// Whether the user's model, data or arguments are at fault, in place of the machine.
  package let isInData: Bool

  package init(_ message: String, isInData: Bool = true) {
    self.message = message
    self.isInData = isInData
  }
}
