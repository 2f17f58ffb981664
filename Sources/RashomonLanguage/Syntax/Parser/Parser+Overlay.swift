// What an account changes of common ground by parts.
extension Parser {
  /// optionPart := qualifiedName optionClauses
  mutating func optionPart() -> OptionPartSyntax {
    let option = qualifiedName()
    construct = "`override \(option.text)`"
    return OptionPartSyntax(option: option, clauses: optionClauses())
  }

  /// actorPart := name actorClauses
  mutating func actorPart() -> ActorPartSyntax {
    let actor = name("an actor")
    construct = "`override \(actor.text)`"
    return ActorPartSyntax(actor: actor, clauses: actorClauses())
  }

  /// addOption := "add" "option" qualifiedName [quoted] optionClauses
  mutating func addOption() -> AddOptionSyntax {
    advance()
    expect(word: "option")
    let option = qualifiedName()
    let sentence = optionalQuoted()
    return AddOptionSyntax(option: option, sentence: sentence, clauses: optionClauses())
  }

  /// removeOption := "remove" "option" qualifiedName
  mutating func removeOption() -> RemoveOptionSyntax {
    advance()
    expect(word: "option")
    return RemoveOptionSyntax(option: qualifiedName())
  }

  /// adjust := "adjust" (name "by" expression | name "odds" "times" expression
  ///   | qualifiedName "worth" "by" expression) ["when" expression]
  mutating func adjust() -> AdjustSyntax {
    advance()
    let change = self.change()
    let condition = eat(.when) ? expression("a condition") : nil
    return AdjustSyntax(change: change, when: condition)
  }

  private mutating func change() -> AdjustSyntax.Change {
    if kind(ahead: 1) == .dot {
      let option = qualifiedName()
      expect(.worth)
      expect(.by)
      return .worth(option, by: expression())
    }
    let name = name("a state, an event or an option")
    if eat(.by) { return .state(name, by: expression()) }
    if currentText == "odds" {
      advance()
      expect(.times)
      return .odds(name, times: expression("a factor"))
    }
    reportUnexpected(
      expected: "`by …` for a state, `odds times …` for an event, "
        + "`.option worth by …` for an actor",
      hint: nearKeywordHint(among: ["by", "odds"]))
    return .missing(emptyRange)
  }
}
