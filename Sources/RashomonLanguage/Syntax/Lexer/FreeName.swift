/// Whether a word may name something in a model: a letter, then letters, digits and `_`, and neither
/// a keyword nor a word for a probability.
package func isFreeName(_ word: String) -> Bool {
  let tokens = Lexer.tokens(of: Array(word.utf8))
  return tokens.count == 2 && tokens[0].kind == .name && tokens[0].range.count == word.utf8.count
    && Keyword(word: word) == nil && !VerbalTerms.reserves(word)
}
