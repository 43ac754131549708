import Formats

extension ScoringRules {
  /// Lines that are no HTTP, which an echo server sends back. Source: ts-007-http-invalid-request-line.
  static func httpInvalidRequestLine(_ measurement: RawMeasurement) -> TestScore {
    guard measurement["sent"]?.isNull != true, measurement["received"]?.isNull != true else { return .failure }
    var sent = measurement["sent"]?.elements
    var received = measurement["received"]?.elements
    var (isEmpty, differs) = (true, false)
    while true {
      let (out, back) = (sent?.next(), received?.next())
      if out != nil || back != nil { isEmpty = false }
      guard let out, let back else { break }
      if !isSame(out, back) { differs = true }
    }
    if isEmpty { return .failure }
    return differs ? .blocked : .clear
  }

  /// Texts, or bytes in base64.
  private static func isSame(_ left: JSONValue, _ right: JSONValue) -> Bool {
    guard let first = left.text ?? left["data"]?.text, let second = right.text ?? right["data"]?.text else {
      return left.isNull && right.isNull
    }
    return (left.text == nil) == (right.text == nil) && first.elementsEqual(second)
  }
}
