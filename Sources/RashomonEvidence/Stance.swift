/// On whose side a source stands; a number may be reported by a law of its own for each.
package enum Stance: String, CaseIterable, Hashable, Sendable {
  case official
  case opposition
  case independent
  case foreign
  case party
}
