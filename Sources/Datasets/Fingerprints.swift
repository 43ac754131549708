import Formats
import Places

/// Known block pages and false addresses, ready to be looked for. Without any, no measurement is confirmed.
package struct Fingerprints: Sendable {
  /// As given.
  package let rows: [Fingerprint]

  private var answers: [String: [Int]] = [:]
  private var headers: [String: [Int]] = [:]
  private let bodies: PatternSearch
  /// Fingerprints in the order of the search's patterns.
  private let bodyRows: [Int]

  package static let none = Fingerprints([])

  package init(_ rows: [Fingerprint]) {
    self.rows = rows
    var bodyRows: [Int] = []
    for (index, row) in rows.enumerated() {
      switch row.place {
      case .answer: answers[row.pattern, default: []].append(index)
      case .header(let name): headers[name, default: []].append(index)
      case .body: if row.pattern.utf8.count >= PatternSearch.shortest { bodyRows.append(index) }
      }
    }
    self.bodyRows = bodyRows
    bodies = PatternSearch(bodyRows.map { Array(rows[$0].pattern.utf8) })
  }

  package var isEmpty: Bool { rows.isEmpty }

  /// The answers of a measurement's resolver: of each the IPv4 address, else the name, else the IPv6 address.
  func match(answersOf measurement: RawMeasurement, into matches: inout FingerprintMatches) {
    guard !answers.isEmpty, let queries = measurement["queries"]?.elements else { return }
    for query in queries {
      guard let list = query["answers"]?.elements else { continue }
      for answer in list {
        let value = answer["ipv4"] ?? answer["hostname"] ?? answer["ipv6"]
        guard let text = value?.text, text.count <= 256 else { continue }
        matches.add(answers[String(decoding: text, as: UTF8.self)])
      }
    }
  }

  /// A response's page and headers.
  func match(response: JSONValue, into matches: inout FingerprintMatches) {
    if let body = response["body"] { match(body: body, into: &matches) }
    guard !headers.isEmpty, let members = response["headers"]?.members else { return }
    for header in members where header.name.count <= 64 {
      let name = String(decoding: header.name, as: UTF8.self).lowercased()
      guard let candidates = headers[name] else { continue }
      withBytes(of: header.value) { value in
        for index in candidates where isHeader(value, rows[index]) { matches.add([index]) }
      }
    }
  }

  private func match(body: JSONValue, into matches: inout FingerprintMatches) {
    guard !bodyRows.isEmpty else { return }
    withBytes(of: body) { bytes in
      bodies.search(bytes) { matches.add([bodyRows[$0]]) }
    }
  }

  private func isHeader(_ value: UnsafeRawBufferPointer, _ row: Fingerprint) -> Bool {
    switch row.rule {
    case .full: value.elementsEqual(row.pattern.utf8)
    case .prefix: value.starts(with: row.pattern.utf8)
    // OONI does not look for these, so that its outcomes and ours agree.
    case .contains: false
    }
  }

  /// A text's bytes, or those that base64 stands for, whatever its padding.
  private func withBytes(of value: JSONValue, _ body: (UnsafeRawBufferPointer) -> Void) {
    if let text = value.text { return body(text) }
    guard value["format"]?.isText("base64") == true, let data = value["data"]?.text else { return }
    Base64.decoded(data).withUnsafeBytes(body)
  }
}

/// Which fingerprints were found in a measurement.
struct FingerprintMatches {
  private(set) var indices: Set<Int> = []

  var isEmpty: Bool { indices.isEmpty }

  mutating func add(_ found: [Int]?) {
    if let found { indices.formUnion(found) }
  }
}

extension TestScore {
  /// A confirming match adds 1 to the score of its scope, once for each scope.
  mutating func confirm(_ matches: FingerprintMatches, by fingerprints: Fingerprints, in country: CountryCode?) {
    for index in matches.indices where fingerprints.rows[index].confirms(in: country) {
      isConfirmed = true
      switch fingerprints.rows[index].scope {
      case "nat": self.country = 1
      case "isp": isp = 1
      case "inst": local = 1
      default: general = 1
      }
    }
  }
}

/// Base64 (RFC 4648) as old probes wrote it.
enum Base64 {
  /// Bytes that are no part of the alphabet are passed over, missing padding is not missed.
  static func decoded(_ text: UnsafeRawBufferPointer) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3 + 3)
    var (bits, count): (UInt32, Int) = (0, 0)
    for byte in text {
      guard let value = value(byte) else {
        if byte == UInt8(ascii: "=") { break }
        continue
      }
      bits = bits << 6 | value
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return bytes
  }

  private static func value(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x41...0x5A: UInt32(byte - 0x41)
    case 0x61...0x7A: UInt32(byte - 0x61) + 26
    case 0x30...0x39: UInt32(byte - 0x30) + 52
    case 0x2B, 0x2D: 62
    case 0x2F, 0x5F: 63
    default: nil
    }
  }
}
