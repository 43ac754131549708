/// A flat JSON object of texts, as `run.parameters` and `dataset.mapping` hold it: keys sorted, so that equal values
/// are equal bytes.
enum JSONObject {
  static func encode(_ values: [String: String]) -> String {
    let members = values.sorted { $0.key < $1.key }.map { "\(quoted($0.key)): \(quoted($0.value))" }
    return "{\(members.joined(separator: ", "))}"
  }

  /// What `encode` wrote. Anything else gives what could be read of it.
  static func decode(_ text: String) -> [String: String] {
    var scanner = Scanner(rest: text.unicodeScalars[...])
    var values: [String: String] = [:]
    while let key = scanner.string(), let value = scanner.string() { values[key] = value }
    return values
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\u{0}"..<"\u{20}":
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private struct Scanner {
    var rest: Substring.UnicodeScalarView

    /// The next string, whatever stands before it.
    mutating func string() -> String? {
      guard let open = rest.firstIndex(of: "\"") else { return nil }
      rest = rest[rest.index(after: open)...]
      var result = String.UnicodeScalarView()
      while let scalar = rest.popFirst() {
        switch scalar {
        case "\"": return String(result)
        case "\\": if let escaped = escape() { result.append(escaped) }
        default: result.append(scalar)
        }
      }
      return nil
    }

    private mutating func escape() -> Unicode.Scalar? {
      guard let letter = rest.popFirst() else { return nil }
      guard letter == "u" else { return letter }
      let digits = String(rest.prefix(4))
      rest = rest.dropFirst(4)
      return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init)
    }
  }
}
