import RashomonAnalysis

/// What an answer rests on besides its settings, as data.
struct ProvenanceStamp: Encodable {
  let version: String
  let blockSize: Int
  let modelSha256: String
  let accounts: [AccountStamp]

  struct AccountStamp: Encodable {
    let id: String
    let sha256: String
  }

  init(_ provenance: Provenance) {
    version = provenance.version
    blockSize = provenance.blockSize
    modelSha256 = provenance.modelHash
    accounts = provenance.accountHashes.sorted { $0.key < $1.key }
      .map { AccountStamp(id: $0.key, sha256: $0.value) }
  }
}

/// The same in short, for the top of a page.
func stamp(_ provenance: Provenance, recordHash: String? = nil) -> String {
  let record = recordHash.map { "record \($0.prefix(12)), " } ?? ""
  return "(\(record)model \(provenance.modelHash.prefix(12)), rashomon \(provenance.version))"
}
