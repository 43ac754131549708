extension String {
  /// The text with nothing in it that a terminal obeys: control characters as visible symbols (`␛`, `␊`).
  package var printable: String {
    var result = ""
    for scalar in unicodeScalars {
      if scalar.value < 0x20, let symbol = Unicode.Scalar(0x2400 + scalar.value) {
        result.unicodeScalars.append(symbol)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
