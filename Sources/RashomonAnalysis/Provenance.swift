import RashomonEngine

/// What fixes an answer besides its settings and the date as of which was looked: with the same of
/// all these the same bytes come out.
package struct Provenance: Codable, Hashable, Sendable {
  /// Of the program.
  package let version: String
  /// Histories computed together, which is part of the address of a random number.
  package let blockSize: Int
  /// SHA-256 of all model files, the grades and the words, however they are laid out.
  package let modelHash: String
  /// The same of the crisis file with one account only, by the account's id; of the crisis file
  /// alone for common ground.
  package let accountHashes: [String: String]

  package init(version: String, modelHash: String, accountHashes: [String: String]) {
    self.version = version
    blockSize = Engine.standardBlockSize
    self.modelHash = modelHash
    self.accountHashes = accountHashes
  }
}
