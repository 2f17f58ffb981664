import RashomonEvidence
import Testing

/// The vectors are those of FIPS 180-4's examples and of NIST's short-message tests.
struct SHA256Tests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrs"
        + "mnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
  ])
  func `agrees with the standard`(message: String, digest: String) {
    var hash = SHA256()
    hash.update(message.utf8)
    #expect(hash.hexDigest() == digest)
  }

  @Test(arguments: [
    (55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"),
    (56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"),
    (64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"),
  ])
  func `pads messages around the end of a block`(count: Int, digest: String) {
    var hash = SHA256()
    hash.update(repeatElement(UInt8(ascii: "a"), count: count))
    #expect(hash.hexDigest() == digest)
  }

  @Test func `does not depend on how the message is cut`() {
    var whole = SHA256()
    whole.update((0..<200).map(UInt8.init))
    var cut = SHA256()
    for byte in 0..<200 { cut.update([UInt8(byte)]) }
    #expect(cut.hexDigest() == whole.hexDigest())
  }
}
