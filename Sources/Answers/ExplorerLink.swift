/// Where OONI Explorer shows a test, by its uid (`20210414233242.034345_BR_signal_...`, `01201911098a2eebcc7e2987`) or,
/// for those without one, by report id and input. nil for tests that are not OONI's.
/// Source: https://github.com/ooni/explorer, routes /m/ and /measurement/.
enum ExplorerLink {
  static func address(uid: String?, report: String?, input: String?) -> String? {
    if let uid, isOONIs(uid: uid) { return "https://explorer.ooni.org/m/\(uid)" }
    guard let report, isOONIs(report: report) else { return nil }
    let address = "https://explorer.ooni.org/measurement/\(report)"
    guard let input, !input.isEmpty else { return address }
    return "\(address)?input=\(escaped(input))"
  }

  private static func isOONIs(uid: String) -> Bool {
    let bytes = Array(uid.utf8)
    guard bytes.allSatisfy({ isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") }) else {
      return false
    }
    if bytes.count > 24, bytes[14] == UInt8(ascii: "."), bytes[21] == UInt8(ascii: "_") {
      return bytes[..<14].allSatisfy(isDigit) && bytes[15..<21].allSatisfy(isDigit)
    }
    return bytes.count == 24 && bytes[..<10].allSatisfy(isDigit) && bytes.starts(with: [0x30, 0x31])
  }

  /// `20210414T233217Z_signal_BR_...` or `20191109T010101Z_AS1234_...`.
  private static func isOONIs(report: String) -> Bool {
    let bytes = Array(report.utf8)
    guard bytes.count > 17, bytes[8] == UInt8(ascii: "T"), bytes[15] == UInt8(ascii: "Z"),
      bytes[16] == UInt8(ascii: "_")
    else { return false }
    return bytes[..<8].allSatisfy(isDigit) && bytes[9..<15].allSatisfy(isDigit)
      && bytes.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
  }

  /// Percent-encoded as a query's value (RFC 3986, section 2).
  private static func escaped(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF")
    return text.utf8.reduce(into: "") { result, byte in
      let isPlain = isLetter(byte) || isDigit(byte) || [0x2D, 0x2E, 0x5F, 0x7E].contains(byte)
      result += isPlain ? String(Unicode.Scalar(byte)) : "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }
}
