/// A value of a document that stays in it as `null` where it cannot be given, so that whoever reads
/// the document finds the same keys every time.
@propertyWrapper
struct OrNull<Value: Encodable>: Encodable {
  private let value: Value?

  init(wrappedValue: Value?) {
    value = wrappedValue
  }

  var wrappedValue: Value? { value }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let value {
      try container.encode(value)
    } else {
      try container.encodeNil()
    }
  }
}

/// nil for what JSON cannot hold and no reader should average.
func finite(_ number: Double?) -> Double? {
  number.flatMap { $0.isFinite ? $0 : nil }
}
