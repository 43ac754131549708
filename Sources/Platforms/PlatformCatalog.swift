/// The platforms that the language and the datasets know.
package enum PlatformCatalog {
  /// Every platform, by id.
  package static var platforms: [Platform] { [] }
  /// Built-in sets by name (without `@`): ids in the order of the language's page.
  package static let sets: [String: [String]] = [
    "social": ["x", "facebook", "instagram", "youtube", "tiktok"],
    "messaging": ["whatsapp", "telegram", "signal", "messenger"],
  ]

  package static func platform(_ id: String) -> Platform? { nil }

  /// The id of the platform that a text names: `Twitter` and `X (Twitter)` are `x`.
  package static func platform(spelled text: String) -> String? { nil }

  /// The id of the platform that a test of a host measures.
  package static func platform(test: String, host: String) -> String? { nil }

  /// The platforms that a free-text list of services names, and the other names in it as written.
  package static func mentions(in text: String) -> (platforms: Set<String>, others: [String]) { ([], []) }
}
