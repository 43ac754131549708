/// Hosts to platforms. The most specific rule wins: an exact host and the longest domain suffix first, then patterns,
/// then the registrable domain of a name under any country. Addresses belong to no platform: a test of a service's own
/// (`telegram`) is told by the test.
struct HostRules: Sendable {
  private struct Pattern: Sendable {
    let head: [Substring]
    let tail: [Substring]
    let id: String
  }

  private var byDomain: [String: String] = [:]
  private var patterns: [Pattern] = []
  private var byCountryName: [Substring: String] = [:]

  init(_ platforms: [Platform]) {
    for platform in platforms {
      for host in platform.hosts { add(host.suffix, platform.id) }
    }
  }

  private mutating func add(_ rule: String, _ id: String) {
    let labels = rule.split(separator: ".")
    guard let star = labels.firstIndex(of: "*") else {
      byDomain[rule] = id
      return
    }
    if star == labels.count - 1, let name = labels.first {
      byCountryName[name] = id
    } else {
      patterns.append(Pattern(head: Array(labels[..<star]), tail: Array(labels[(star + 1)...]), id: id))
    }
  }

  /// nil for a host of none, an address, or what is no host name.
  func platform(of host: String) -> String? {
    guard let labels = HostRules.labels(of: host) else { return nil }
    if let id = byDomain[labels.joined(separator: ".")] { return id }
    for pattern in patterns where pattern.head.count + pattern.tail.count < labels.count {
      if labels.starts(with: pattern.head), labels.suffix(pattern.tail.count).elementsEqual(pattern.tail) {
        return pattern.id
      }
    }
    for start in labels.indices.dropFirst() {
      if let id = byDomain[labels[start...].joined(separator: ".")] { return id }
    }
    return HostRules.nameUnderCountry(labels).flatMap { byCountryName[$0] }
  }

  /// Lower-case labels of a well-formed host name (RFC 1123, underscores allowed as names in use have them), a trailing
  /// dot and a port dropped.
  static func labels(of host: String) -> [Substring]? {
    guard (1...260).contains(host.utf8.count) else { return nil }
    var name = host.lowercased()[...]
    if let colon = name.firstIndex(of: ":") {
      guard name[name.index(after: colon)...].utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      name = name[..<colon]
    }
    if name.last == "." { name.removeLast() }
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    let isWellFormed = labels.allSatisfy { label in
      (1...63).contains(label.utf8.count) && label.utf8.allSatisfy(isNameByte)
    }
    return name.utf8.count <= 253 && labels.count > 1 && isWellFormed ? labels : nil
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x61...0x7A, 0x30...0x39, 0x2D, 0x5F: true
    default: false
    }
  }

  /// `google` of `www.google.com.pk`, `google.de` and `google.com`: the label before a country's suffix.
  private static func nameUnderCountry(_ labels: [Substring]) -> Substring? {
    guard let top = labels.last, top.utf8.count == 2, top.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) else {
      return nil
    }
    let above = labels.dropLast()
    guard let second = above.last else { return nil }
    return ["co", "com"].contains(second) && above.count > 1 ? above.dropLast().last : second
  }
}
