import RashomonLanguage
import RashomonText
import Testing

struct SyntaxFormatterTests {
  @Test(arguments: SyntaxInputs.allForms + SyntaxInputs.caseFiles + SyntaxInputs.garbage)
  func `formatting twice is formatting once, and loses nothing`(text: SyntaxInputs.Text) {
    expectSoundFormat(text)
  }

  @Test func `blocks, continued lines, blanks and comments get the one layout`() {
    let text = """
      \u{FEFF}# frame


      crisis   "X"
      prior hard-line  2
      state s from 0 to 1=5%@a:1,2 @b because "c"
      each day{   because "d"
          # first
        s2 = - s+max( 1,-s )
            *( 1
         -s )  # odd
        actor A   decides every day{
        hold worth 0

        go worth s,
               only if s>2
          # last
        }
      }
      hidden who is one of {
      a "left" : 0.5
           b: 0.5
      }
      """
    let expected = """
      # frame

      crisis "X"
      prior hard-line 2
      state s from 0 to 1 = 5%  @a:1,2 @b  because "c"
      each day {  because "d"
        # first
        s2 = -s + max(1, -s)
          * (1
            - s)  # odd
        actor A decides every day {
          hold worth 0

          go worth s,
            only if s > 2
          # last
        }
      }
      hidden who is one of {
        a "left": 0.5
        b: 0.5
      }

      """
    let tree = SyntaxInputs.tree(text)
    #expect(tree.diagnostics.map(\.rendered) == [])
    #expect(format(tree) == expected)
  }

  @Test func `a file with an error is left as it is`() {
    let text = "param   x ~\n"
    #expect(format(SyntaxInputs.tree(text)) == text)
  }
}
