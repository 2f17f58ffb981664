import RashomonText
import Testing

struct WordsTests {
  @Test(arguments: [
    "", " ", "one", " one  two\tthree\n", "a\r\nb\u{0B}c\u{0C}d", "a\u{1C}b", "\u{1F} x ",
    "eins\u{A0}zwei",
    "э то\u{2003}и \u{3000}", "a \u{301}b", "tail ",
  ])
  func `words are what stands between characters that are blanks`(text: String) {
    #expect(text.words == text.split(whereSeparator: \.isWhitespace))
    #expect(text.dropFirst().words == text.dropFirst().split(whereSeparator: \.isWhitespace))
  }
}
