import RashomonText
import Testing

struct DiagnosticTests {
  let file = SourceFile(name: "toy.account", text: "first\nexpects armed_atack: likely\r\nэto 3\n")

  @Test func `renders place, line, mark and advice`() {
    let diagnostic = Diagnostic(
      id: "unknown-name", in: file, at: 14..<25, title: "no observable is called `armed_atack`",
      found: "armed_atack", expected: "an observable", hint: "did you mean `armed_attack`?")
    #expect(
      diagnostic.rendered == """
        toy.account:2:9: error: no observable is called `armed_atack` [unknown-name]
          2 | expects armed_atack: likely
            |         ^^^^^^^^^^^
          found: armed_atack
          expected: an observable
          hint: did you mean `armed_attack`?
        """)
  }

  @Test func `marks only the first line of a longer range`() {
    let diagnostic = Diagnostic(id: "long", in: file, at: 26..<40, title: "too long")
    #expect(diagnostic.column == 21)
    #expect(diagnostic.width == 7)
  }

  @Test func `marks one character at the end of the file`() {
    let diagnostic = Diagnostic(id: "end", in: file, at: 42..<42, title: "more is missing")
    #expect((diagnostic.line, diagnostic.column, diagnostic.width) == (4, 1, 1))
    #expect(diagnostic.rendered == "toy.account:4:1: error: more is missing [end]")
  }

  @Test func `keeps tabs before the mark so that it stays below its text`() {
    let diagnostic = Diagnostic(
      id: "tab", severity: .warning, file: "x", line: 10, column: 3, sourceLine: "\ta b",
      title: "odd")
    #expect(diagnostic.rendered == "x:10:3: warning: odd [tab]\n  10 | \ta b\n     | \t ^")
  }

  @Test func `sorts by file and place`() {
    func at(_ file: String, _ line: Int, _ column: Int) -> Diagnostic {
      Diagnostic(id: "x", file: file, line: line, column: column, sourceLine: "", title: "t")
    }
    let sorted = [at("b", 1, 1), at("a", 10, 1), at("a", 2, 5), at("a", 2, 1)].sorted()
    #expect(
      sorted.map { "\($0.file)\($0.line).\($0.column)" } == ["a2.1", "a2.5", "a10.1", "b1.1"])
  }
}

struct SourceFileTests {
  let file = SourceFile(name: "x", text: "ab\nэto\r\n\nend")

  @Test func `finds lines and columns by byte, columns in characters`() {
    #expect([0, 2, 3, 9, 10, 11, 13].map { file.line(at: $0) } == [1, 1, 2, 3, 4, 4, 4])
    #expect(file.column(at: 5) == 2)
    #expect(file.column(at: 12) == 3)
  }

  @Test func `gives lines without their ends and nothing beyond them`() {
    #expect([0, 1, 2, 3, 4, 5].map { file.lineText($0) } == ["", "ab", "эto", "", "end", ""])
  }
}
