import RashomonLanguage
import RashomonText
import Testing

struct SyntaxLosslessTests {
  static let texts = SyntaxInputs.allForms + SyntaxInputs.caseFiles + SyntaxInputs.garbage

  @Test(arguments: texts)
  func `tokens and their trivia make the text again`(text: SyntaxInputs.Text) {
    expectLossless(text.tree)
  }

  @Test(arguments: SyntaxInputs.caseFiles)
  func `the cases of the repository have no syntax error`(text: SyntaxInputs.Text) {
    for diagnostic in text.tree.diagnostics { Issue.record("\(diagnostic.rendered)") }
  }

  @Test(arguments: SyntaxInputs.garbage)
  func `garbage is never passed over in silence`(text: SyntaxInputs.Text) {
    let isBlank = text.tree.tokens.count == 1
    let isSound: Set = ["\u{FEFF}crisis \"x\"\n"]
    if !isBlank, !isSound.contains(text.text) { #expect(!text.tree.diagnostics.isEmpty) }
  }

  @Test func `random changes of a file never trap and lose nothing`() {
    var generator = SplitMix(state: 20_310_404)
    for text in SyntaxInputs.allForms {
      let pieces = text.tree.tokens.map { token in
        Array(text.text.utf8)[token.triviaStart..<token.range.upperBound]
      }
      for _ in 0..<400 {
        var changed = pieces
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
          mutate(&changed, using: &generator)
        }
        var bytes = Array(changed.joined())
        if Bool.random(using: &generator), !bytes.isEmpty {
          let index = Int.random(in: bytes.indices, using: &generator)
          bytes[index] = UInt8.random(in: 0...255, using: &generator)
        }
        let mutant = SyntaxInputs.Text(
          name: text.name, kind: text.kind, text: String(decoding: bytes, as: UTF8.self))
        expectLossless(mutant.tree)
        expectSoundFormat(mutant)
      }
    }
  }

  private func mutate(_ pieces: inout [ArraySlice<UInt8>], using generator: inout SplitMix) {
    guard pieces.count > 3 else { return }
    let first = Int.random(in: pieces.indices, using: &generator)
    let second = Int.random(in: pieces.indices, using: &generator)
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: pieces.remove(at: first)
    case 1: pieces.insert(pieces[first], at: second)
    case 2: pieces.swapAt(first, second)
    default: pieces.removeSubrange(first..<min(pieces.count, first + 5))
    }
  }
}

/// A small generator with a fixed seed, so that a failure comes again.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}

func expectLossless(_ tree: SyntaxFile, sourceLocation: SourceLocation = #_sourceLocation) {
  let bytes = Array(tree.source.text.utf8)
  var end = 0
  for token in tree.tokens {
    #expect(token.triviaStart == end, sourceLocation: sourceLocation)
    #expect(token.range.lowerBound >= end, sourceLocation: sourceLocation)
    end = token.range.upperBound
  }
  #expect(end == bytes.count, sourceLocation: sourceLocation)
  #expect(tree.tokens.last?.kind == .end, sourceLocation: sourceLocation)
  var previous = 0
  for statement in tree.statements {
    #expect(statement.range.lowerBound >= previous, sourceLocation: sourceLocation)
    #expect(statement.range.upperBound <= bytes.count, sourceLocation: sourceLocation)
    previous = statement.range.upperBound
  }
}

/// A second pass changes nothing, and the first changed no token and lost no comment.
func expectSoundFormat(
  _ text: SyntaxInputs.Text, sourceLocation: SourceLocation = #_sourceLocation
) {
  let tree = text.tree
  let once = format(tree)
  guard tree.diagnostics.isEmpty else {
    #expect(once == text.text, sourceLocation: sourceLocation)
    return
  }
  let again = SyntaxInputs.Text(name: text.name, kind: text.kind, text: once)
  let formatted = again.tree
  #expect(formatted.diagnostics.isEmpty, "\(once)", sourceLocation: sourceLocation)
  #expect(format(formatted) == once, sourceLocation: sourceLocation)
  #expect(tokenTexts(tree) == tokenTexts(formatted), sourceLocation: sourceLocation)
  #expect(comments(tree) == comments(formatted), sourceLocation: sourceLocation)
  #expect(
    tree.statements.map { shape($0.form) } == formatted.statements.map { shape($0.form) },
    sourceLocation: sourceLocation)
}

private func tokenTexts(_ tree: SyntaxFile) -> [String] {
  let bytes = Array(tree.source.text.utf8)
  return tree.tokens.map { String(decoding: bytes[$0.range], as: UTF8.self) }
}

/// All that is no blank, between the tokens.
private func comments(_ tree: SyntaxFile) -> String {
  let bytes = Array(tree.source.text.utf8)
  let trivia = tree.tokens.map {
    String(decoding: bytes[$0.triviaStart..<$0.range.lowerBound], as: UTF8.self)
  }
  return trivia.joined().filter { !$0.isWhitespace && $0 != "\u{FEFF}" }
}

/// Which statement it is, with how many inside.
private func shape(_ form: StatementForm) -> String {
  let name = "\(form)".prefix { $0 != "(" }
  if case .eachDay(let node) = form { return "\(name) \(node.statements.map { shape($0.form) })" }
  if case .actor(let node) = form { return "\(name) \(node.options.map(\.name.text))" }
  return String(name)
}
