import Text

/// The platforms that the language and the datasets know: the built-in ones, and those that a user's rules add.
package struct PlatformCatalog: Sendable {
  /// What is built in.
  package static let builtIn = PlatformCatalog(
    socialPlatforms + messagingPlatforms + mediaPlatforms + knowledgePlatforms + circumventionPlatforms)

  /// Built-in sets by name (without `@`): ids in the order of the language's page.
  package static let sets: [String: [String]] = [
    "social": ["x", "facebook", "instagram", "youtube", "tiktok"],
    "messaging": ["whatsapp", "telegram", "signal", "messenger"],
  ]

  /// Tests, names and hosts to ids, of one layer.
  private struct Layer: Sendable {
    var byTest: [String: String]
    var byFoldedName: [String: String]
    var hosts: HostRules

    init(_ platforms: [Platform]) {
      byTest = Dictionary(
        platforms.flatMap { platform in platform.tests.map { ($0, platform.id) } },
        uniquingKeysWith: { first, _ in first })
      byFoldedName = Dictionary(
        platforms.flatMap { platform in
          ([platform.id, platform.title] + platform.spellings).map { (PlatformName.fold($0), platform.id) }
        }, uniquingKeysWith: { first, _ in first })
      hosts = HostRules(platforms)
    }
  }

  /// Every platform, by id.
  package private(set) var platforms: [Platform]
  /// Ids that rules name: of their own platforms, and of built-in ones that they add to.
  package private(set) var ruled: Set<String> = []
  /// The rules that were added.
  package private(set) var rules: [PlatformRule] = []
  private var byID: [String: Platform]
  /// The first that knows wins: the user's, then what is built in.
  private var layers: [Layer]

  private init(_ platforms: [Platform]) {
    self.platforms = platforms.sorted { $0.id < $1.id }
    byID = Dictionary(platforms.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    layers = [Layer(platforms)]
  }

  /// With a user's rules before all others: a host or test that they name is their platform's, whatever it was. A rule
  /// of a platform that is known adds to it; of two rules of one host, test or name the first counts.
  package func adding(_ rules: [PlatformRule]) -> PlatformCatalog {
    guard !rules.isEmpty else { return self }
    let added = Platform.platforms(of: rules)
    let layer = Layer(added)
    var result = self
    result.rules = rules + self.rules
    result.layers.insert(layer, at: 0)
    result.byID = byID.mapValues { platform in
      platform.without(
        hosts: { layer.hosts.platform(of: $0).map { $0 != platform.id } ?? false },
        tests: { layer.byTest[$0].map { $0 != platform.id } ?? false })
    }
    for platform in added {
      result.byID[platform.id] = result.byID[platform.id]?.extended(by: platform) ?? platform
      result.ruled.insert(platform.id)
    }
    result.platforms = result.byID.values.sorted { $0.id < $1.id }
    return result
  }

  /// What rules added alone: only their hosts, tests and names are known to it.
  package var additions: PlatformCatalog {
    var result = self
    result.layers.removeLast()
    return result
  }

  package func platform(_ id: String) -> Platform? { byID[id] }

  /// The id of the platform that a text names: `Twitter`, `X (Twitter)` and `twitter.com` are `x`. Two names in one, as
  /// in `X/Twitter`, must be the same platform's.
  package func platform(spelled text: String) -> String? {
    guard text.utf8.count <= PlatformName.longest else { return nil }
    if let id = platform(folded: PlatformName.fold(text)) { return id }
    let parts = text.split { "()/".contains($0) }.map(PlatformName.fold).filter { !$0.isEmpty }
    if parts.count > 1, let id = platform(folded: parts[0]), parts.allSatisfy({ platform(folded: $0) == id }) {
      return id
    }
    let host = text.trimmingBlanks
    return first { $0.hosts.platform(of: host) }
  }

  /// Ids of the platforms whose names are nearest to a text, at most three.
  package func nearest(to text: String) -> [String] {
    var ids: [String: String] = [:]
    for platform in platforms {
      for name in [platform.title] + platform.spellings { ids[name.lowercased()] = platform.id }
    }
    for platform in platforms { ids[platform.id] = platform.id }
    var found: [String] = []
    for name in Spelling.suggestions(for: text.lowercased(), among: ids.keys.sorted()) {
      if let id = ids[name], !found.contains(id) { found.append(id) }
    }
    return found
  }

  /// The id of the platform that a test of a host measures: by the test where it measures one service only, else by the
  /// host.
  package func platform(test: String, host: String) -> String? {
    first { $0.byTest[test] ?? $0.hosts.platform(of: host) }
  }

  /// The id of a folded name, never of a host or a pair.
  func platform(folded name: String) -> String? { first { $0.byFoldedName[name] } }

  private func first(_ lookup: (Layer) -> String?) -> String? {
    for layer in layers {
      if let id = lookup(layer) { return id }
    }
    return nil
  }
}

/// Names of platforms as people write them.
enum PlatformName {
  /// In bytes; no platform's name is longer.
  static let longest = 100

  /// Lower case without spaces and punctuation; `+` is `plus`.
  static func fold(_ text: some StringProtocol) -> String {
    var folded = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x30...0x39, 0x61...0x7A: folded.append(scalar)
      case 0x41...0x5A: folded.append(Unicode.Scalar(UInt8(scalar.value) + 0x20))
      case 0x2B: folded.append(contentsOf: "plus".unicodeScalars)
      case ..<0x80: continue
      default:
        if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
          folded.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
        }
      }
    }
    return String(folded)
  }

  /// Folded names that are also everyday words, or too short to be told from one: they name a platform only where they
  /// stand alone.
  static func isEveryday(_ folded: String) -> Bool { folded.utf8.count < 4 || everyday.contains(folded) }

  private static let everyday: Set<String> = [
    "blued", "briar", "clubhouse", "discord", "element", "hornet", "kakao", "lantern", "line", "matrix", "medium",
    "messenger", "myworld", "romeo", "rumble", "signal", "steam", "tango", "threads", "wire", "zoom", "insta",
    "googleservices", "periscope",
  ]
}

extension StringProtocol {
  /// Without white space at either end.
  var trimmingBlanks: String {
    let start = drop { $0.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
