import RashomonText

/// That a row replaces another, and what to mark if it cannot.
struct Replacement {
  let id: String
  let supersedes: String
  let site: TextSite
}

/// What is wrong with the replacements of a file, in their order: rows that are not there, and rows
/// that replace one another in a circle, each circle once, from its first row in the file.
///
/// - Parameters:
///   - replacements: in the order of the file, no two with one id.
///   - known: every id of the file.
///
/// *Complexity*: linear in the rows, but for names that are not there (`nearestName`).
func problems(
  of replacements: [Replacement], known: TextTable
) -> [(problem: EvidenceProblem, site: TextSite)] {
  if replacements.isEmpty { return [] }
  let next = Dictionary(replacements.map { ($0.id, $0.supersedes) }) { first, _ in first }
  let circling = membersOfCircles(next, from: replacements.map(\.id))
  var said: Set<String> = []
  return replacements.compactMap { replacement in
    let id = replacement.id
    let target = replacement.supersedes
    if !known.contains(target) {
      let near = nearestName(to: target, among: known.texts)
      return (.supersedesUnknown(target, near: near), replacement.site)
    }
    guard circling.contains(id), !said.contains(id) else { return nil }
    var circle = [id]
    var at = target
    while at != id, let following = next[at] {
      circle.append(at)
      at = following
    }
    said.formUnion(circle)
    return (.supersedesCircle(circle + [id]), replacement.site)
  }
}

/// Everything from which `next` leads back to itself.
private func membersOfCircles(_ next: [String: String], from starts: [String]) -> Set<String> {
  var members: Set<String> = []
  var visited: Set<String> = []
  for start in starts {
    var path: [String] = []
    var at = start
    while visited.insert(at).inserted {
      path.append(at)
      guard let following = next[at] else { break }
      at = following
    }
    // The walk ended where an earlier one had been, at an end, or on its own path: then in a circle.
    if next[at] != nil, let first = path.firstIndex(of: at) { members.formUnion(path[first...]) }
  }
  return members
}
