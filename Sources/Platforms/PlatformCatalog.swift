/// The platforms that the language and the datasets know.
package enum PlatformCatalog {
  /// Every platform, by id.
  package static let platforms: [Platform] =
    (socialPlatforms + messagingPlatforms + mediaPlatforms + knowledgePlatforms + circumventionPlatforms)
    .sorted { $0.id < $1.id }

  /// Built-in sets by name (without `@`): ids in the order of the language's page.
  package static let sets: [String: [String]] = [
    "social": ["x", "facebook", "instagram", "youtube", "tiktok"],
    "messaging": ["whatsapp", "telegram", "signal", "messenger"],
  ]

  private static let byID = Dictionary(platforms.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  private static let byTest = Dictionary(
    platforms.flatMap { platform in platform.tests.map { ($0, platform.id) } }, uniquingKeysWith: { first, _ in first })
  private static let byFoldedName = Dictionary(
    platforms.flatMap { platform in
      ([platform.id, platform.title] + platform.spellings).map { (PlatformName.fold($0), platform.id) }
    }, uniquingKeysWith: { first, _ in first })
  private static let hostRules = HostRules(platforms)

  package static func platform(_ id: String) -> Platform? { byID[id] }

  /// The id of the platform that a text names: `Twitter`, `X (Twitter)` and `twitter.com` are `x`. Two names in one, as
  /// in `X/Twitter`, must be the same platform's.
  package static func platform(spelled text: String) -> String? {
    guard text.utf8.count <= PlatformName.longest else { return nil }
    if let id = byFoldedName[PlatformName.fold(text)] { return id }
    let parts = text.split { "()/".contains($0) }.map(PlatformName.fold).filter { !$0.isEmpty }
    if parts.count > 1, let id = byFoldedName[parts[0]], parts.allSatisfy({ byFoldedName[$0] == id }) { return id }
    return hostRules.platform(of: text.trimmingBlanks)
  }

  /// The id of the platform that a test of a host measures: by the test where it measures one service only, else by the
  /// host.
  package static func platform(test: String, host: String) -> String? {
    byTest[test] ?? hostRules.platform(of: host)
  }

  /// The id of a folded name, never of a host or a pair.
  static func platform(folded name: String) -> String? { byFoldedName[name] }
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
