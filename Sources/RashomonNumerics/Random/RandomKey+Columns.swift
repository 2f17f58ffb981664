extension RandomKey {
  /// Writes the uniform numbers of lanes 0 ..< `count`, the same as `uniform(lane:)` gives one by
  /// one, in a loop that the compiler sees as a whole.
  package func fill(_ target: UnsafeMutablePointer<Double>, count: Int) {
    var position = state
    for lane in 0..<count {
      position &+= gamma
      // The 52 bits as the fraction of a number from 1 to 2; less 1, plus half a cell. Exact, and
      // without the conversion from an integer.
      let number = Double(bitPattern: mix64(position) &>> 12 | 0x3FF0_0000_0000_0000)
      target[lane] = (number - 1) + 0x1p-53
    }
  }
}
