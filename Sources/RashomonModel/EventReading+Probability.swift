extension EventReading {
  /// The probability of an answer on this day in one history:
  ///
  /// ```
  /// P(yes | x)              = r·c·x + max((1 − r)·b, f·(1 − x))
  /// P(no or silent | x)     = 1 − P(yes | x)
  /// ```
  ///
  /// with x = 1 if it `happens` that day, b = `usual`, r = `reliability`, c = `coverage` and
  /// f = `falseRate`. "No" and "silent" are the same answer given in two forms; which form it
  /// took is given, and is in r and c already. A bias (`odds`) has no part in it, since it acts on what
  /// is expected before it is known whether it happens.
  ///
  /// *Range*: `usual` in [0, 1]; the result is in [0, 1].
  package func probability(of answer: Answer, happens: Bool, usual: Double) -> Double {
    let truthful = happens ? reliability * coverage : 0
    let mistaken = max((1 - reliability) * usual, happens ? 0 : falseRate)
    let yes = truthful + mistaken
    switch answer {
    case .yes: return yes
    case .no, .silent: return 1 - yes
    }
  }

  /// The probability of what this day says.
  package func probability(happens: Bool, usual: Double) -> Double {
    probability(of: answer, happens: happens, usual: usual)
  }
}
