import Platforms
import Query
import Subjects

/// A fact once the language and the database's platforms have had their say: a reader of files knows neither.
enum CheckedFact {
  case kept(ReferenceFact)
  case rejected(Reject)

  init(_ fact: ReferenceFact, _ platforms: PlatformCatalog) {
    switch fact {
    case .platform(let row): self = PlatformWords.reject(row).map { .rejected($0) } ?? .kept(fact)
    case .users(var row):
      guard let id = platforms.platform(row.platform)?.id ?? platforms.platform(spelled: row.platform) else {
        self = .rejected(Self.unknown(row, platforms))
        return
      }
      row.platform = id
      self = .kept(.users(row))
    case .figure, .network, .category, .categoryTitle, .fingerprint, .target, .targetHost: self = .kept(fact)
    }
  }

  private static func unknown(_ row: PlatformUsers, _ platforms: PlatformCatalog) -> Reject {
    let name = row.platform
    let near = platforms.nearest(to: row.platform)
    let hint = near.isEmpty ? "" : "; nearest: \(near.joined(separator: ", "))"
    return Reject(
      kind: .unknownValue, line: row.line, field: row.column, value: name, reason: "'\(name)' is no platform\(hint)")
  }
}

extension ReferenceFact {
  /// Of which it speaks, where it is of one.
  var year: Int? {
    switch self {
    case .figure(let figure): figure.year
    case .users(let row): row.year
    case .network, .category, .categoryTitle, .fingerprint, .target, .targetHost, .platform: nil
    }
  }
}

/// What the language has for itself, so that no platform of a file may have it for an id.
enum PlatformWords {
  static func reject(_ row: PlatformFact) -> Reject? {
    let id = row.rule.platform
    guard PlatformCatalog.builtIn.platform(id) == nil, Vocabulary.taken.contains(id) || words.contains(id)
    else { return nil }
    return Reject(
      kind: .unknownValue, line: row.line, field: "platform", value: id,
      reason: "'\(id)' is a word of the language: take another id")
  }

  private static let words: Set<String> = [
    "all", "any", "it", "missing", "no", "none", "other", "true", "false", "unknown",
  ]
}
