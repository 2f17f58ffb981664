/// Solves a game in every lane of a block.
enum EquilibriumKernel {
  /// The chances of all options, option by option, lane by lane.
  static func solve(_ site: EquilibriumSite, _ operands: [Operand], _ count: Int) -> [Double] {
    let options = site.optionCount
    var result = [Double](repeating: 0, count: options * count)
    var values = [Double](repeating: .nan, count: operands.count)
    var chances: [Double] = []
    for lane in 0..<count {
      let here = operands.map { $0[lane] }
      // Histories that have not parted yet have one game.
      if chances.isEmpty || here != values {
        values = here
        chances = site.chances(here)
      }
      for option in 0..<options { result[option * count + lane] = chances[option] }
    }
    return result
  }
}
