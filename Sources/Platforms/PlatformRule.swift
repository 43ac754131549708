/// One thing that a user says of a platform: a host that belongs to it, a test that measures it, a name of it.
package struct PlatformRule: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A domain, which stands for itself and all below it; or an IPv4 address.
    case host
    /// A test that measures the platform whatever the host.
    case test
    case name
  }

  /// The id of the platform, of one's own or built in.
  package var platform: String
  package var kind: Kind
  package var value: String
  /// Of a host.
  package var role: Platform.Role
  /// Of a name: the one that stands above lists; the others are read as it.
  package var isTitle: Bool

  package init(
    platform: String, kind: Kind, value: String, role: Platform.Role = .service, isTitle: Bool = false
  ) {
    self.platform = platform
    self.kind = kind
    self.value = value
    self.role = role
    self.isTitle = isTitle
  }
}

/// A text that cannot stand in a rule, and why, for people.
package struct PlatformRuleFault: Error, Hashable {
  package var reason: String
}

// MARK: what may stand in a rule

extension PlatformRule {
  /// In bytes.
  package static let longestID = 64

  /// An id as it is written in statements. Throws where it is none, or another name of a platform that is built in.
  package static func id(_ text: String) throws(PlatformRuleFault) -> String {
    let bytes = Array(text.utf8.prefix(longestID + 1))
    guard let first = bytes.first, (0x61...0x7A).contains(first), bytes.allSatisfy(isIDByte) else {
      throw PlatformRuleFault(reason: "an id is of a-z, 0-9, - and _, and starts with a letter: mastodon-de")
    }
    guard bytes.count <= longestID else {
      throw PlatformRuleFault(reason: "an id has at most \(longestID) letters")
    }
    if let other = PlatformCatalog.builtIn.platform(spelled: text), other != text {
      throw PlatformRuleFault(reason: "'\(text)' is read as \(other): take another id, or add to \(other)")
    }
    return text
  }

  private static func isIDByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x61...0x7A, 0x30...0x39, 0x2D, 0x5F: true
    default: false
    }
  }

  /// A host, in lower case without a dot at the end. Throws where it is no host name, or one under which others have
  /// theirs.
  package static func host(_ text: String) throws(PlatformRuleFault) -> String {
    guard text.utf8.count <= 254 else { throw PlatformRuleFault(reason: "a host has at most 253 letters") }
    guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
      throw PlatformRuleFault(reason: "a host is written in ASCII, as measurements have it: xn--...")
    }
    guard !text.contains("*") else {
      throw PlatformRuleFault(reason: "a host stands for itself and all below it: write it without *")
    }
    guard !text.contains(":"), !text.contains("/"), let labels = HostRules.labels(of: text) else {
      throw PlatformRuleFault(reason: "a host such as mastodon.example.org expected")
    }
    let host = labels.joined(separator: ".")
    guard !isSuffix(labels) else {
      throw PlatformRuleFault(reason: "'\(host)' is a suffix under which others have their names")
    }
    if labels.last?.utf8.allSatisfy({ (0x30...0x39).contains($0) }) == true {
      guard labels.count == 4, labels.allSatisfy({ UInt8($0) != nil }) else {
        throw PlatformRuleFault(reason: "'\(host)' is neither a name nor an IPv4 address")
      }
    }
    return host
  }

  /// `com.pk`, `co.uk`
  private static func isSuffix(_ labels: [Substring]) -> Bool {
    let shared: Set<Substring> = ["ac", "co", "com", "edu", "gov", "net", "org"]
    return labels.count == 2 && shared.contains(labels[0]) && labels[1].utf8.count == 2
  }

  /// A test that measures one service whatever the host. Throws for one that measures any host that it is given.
  package static func test(_ text: String) throws(PlatformRuleFault) -> String {
    guard (1...64).contains(text.utf8.count), text.utf8.allSatisfy(isIDByte) else {
      throw PlatformRuleFault(reason: "a test such as whatsapp expected")
    }
    guard !testsOfHosts.contains(text), !text.hasPrefix("quack-") else {
      throw PlatformRuleFault(reason: "'\(text)' measures the hosts that it is given: name the hosts")
    }
    return text
  }

  private static let testsOfHosts: Set<String> = [
    "web_connectivity", "http_requests", "http_host", "dns_consistency", "dnscheck", "urlgetter", "browser_web",
    "echcheck", "simplequicping", "tlsping", "tcpping", "quicping", "dnsping", "tlsmiddlebox", "tcp_connect",
    "satellite",
  ]

  /// A name for people. Throws for an empty or endless one, for one that is more than one line, and for one that is read
  /// as another platform that is built in.
  package static func name(_ text: String, of id: String) throws(PlatformRuleFault) -> String {
    guard text.utf8.count <= PlatformName.longest else {
      throw PlatformRuleFault(reason: "a name has at most \(PlatformName.longest) bytes")
    }
    let isPrintable = text.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: false
      default: true
      }
    }
    guard isPrintable, !PlatformName.fold(text).isEmpty else {
      throw PlatformRuleFault(reason: "a name on one line, of letters and digits, expected")
    }
    if let other = PlatformCatalog.builtIn.platform(folded: PlatformName.fold(text)), other != id {
      throw PlatformRuleFault(reason: "it is read as \(other)")
    }
    return text
  }
}

// MARK: rules to platforms

extension Platform {
  /// The platforms of rules, by id; of two rules of one host, test or name the first counts.
  static func platforms(of rules: [PlatformRule]) -> [Platform] {
    var drafts: [String: Draft] = [:]
    var seen: Set<String> = []
    for rule in rules {
      let key = rule.kind == .name ? PlatformName.fold(rule.value) : rule.value
      guard seen.insert("\(rule.kind.rawValue) \(key)").inserted else { continue }
      drafts[rule.platform, default: Draft()].add(rule)
    }
    return drafts.map { id, draft in
      let names = draft.names
      return Platform(
        id: id, title: draft.title ?? names.first ?? id, spellings: names.filter { $0 != draft.title ?? names.first },
        tests: draft.tests, hosts: draft.hosts)
    }.sorted { $0.id < $1.id }
  }

  private struct Draft {
    var title: String?
    var names: [String] = []
    var tests: [String] = []
    var hosts: [Host] = []

    mutating func add(_ rule: PlatformRule) {
      switch rule.kind {
      case .host: hosts.append(Host(suffix: rule.value, role: rule.role))
      case .test: tests.append(rule.value)
      case .name:
        names.append(rule.value)
        if rule.isTitle { title = title ?? rule.value }
      }
    }
  }

  /// Without the hosts and tests that rules give to others.
  func without(hosts isOthers: (String) -> Bool, tests isOthersTest: (String) -> Bool) -> Platform {
    Platform(
      id: id, title: title, spellings: spellings, tests: tests.filter { !isOthersTest($0) },
      hosts: hosts.filter { !isOthers($0.suffix) })
  }

  /// With what rules say of it beside what is known.
  func extended(by other: Platform) -> Platform {
    let names = ([other.title] + other.spellings).filter { $0 != other.id && $0 != title && !spellings.contains($0) }
    return Platform(
      id: id, title: title, spellings: spellings + names, tests: tests + other.tests.filter { !tests.contains($0) },
      hosts: hosts.filter { host in !other.hosts.contains { $0.suffix == host.suffix } } + other.hosts)
  }
}
