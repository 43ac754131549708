extension String {
  /// The text with nothing in it that a terminal obeys: control characters as their symbols (`␛`, `␊`, `␉`), C1
  /// controls, line separators and bidirectional embeddings, overrides and isolates as `<U+202E>`. All else is kept, so
  /// that the same text comes back for every text that is already safe.
  package var printable: String {
    guard !isPlain else { return self }
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x00...0x1F: result.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
      case 0x7F: result.append("\u{2421}")
      case 0x80...0x9F, 0x2028...0x202E, 0x2066...0x2069: result.append(contentsOf: named(scalar))
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// Printable ASCII only: most texts, told without decoding.
  private var isPlain: Bool { utf8.allSatisfy { (0x20...0x7E).contains($0) } }

  private func named(_ scalar: Unicode.Scalar) -> String.UnicodeScalarView {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return ("<U+" + String(repeating: "0", count: Swift.max(0, 4 - digits.count)) + digits + ">").unicodeScalars
  }
}
