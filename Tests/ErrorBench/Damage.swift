import Query
import Text

/// What is done to a statement.
enum DamageKind: String, CaseIterable {
  case drop = "letter dropped"
  case double = "letter doubled"
  case swap = "letters swapped"
  case replace = "letter replaced"
  case token = "token dropped"
  case cut = "cut short"
}

/// A statement with one thing wrong.
struct Damage {
  let kind: DamageKind
  let text: String
  var isDocumented = true
  /// The name that was damaged: what it was, what it is, and where. Nil where a whole token is gone.
  var name: Name?

  struct Name {
    let right: String
    let wrong: String
    let span: Span
  }

  /// All that is tried, in the same order each time.
  static let all: [Damage] =
    Documented.statements.flatMap(damages)
    + Other.statements.flatMap(damages).map {
      var damage = $0
      damage.isDocumented = false
      return damage
    }

  private static func damages(of statement: String) -> [Damage] {
    let tokens = Language.tokens(of: SourceText(statement)).filter { $0.kind != .end }
    let bytes = Array(statement.utf8)
    var result: [Damage] = []
    for token in tokens {
      for (kind, wrong) in misspellings(of: token, bytes) {
        let span = Span(token.span.lower, token.span.lower + wrong.count)
        let name = Name(
          right: String(decoding: bytes[token.span.lower..<token.span.upper], as: UTF8.self),
          wrong: String(decoding: wrong, as: UTF8.self), span: span)
        let text = bytes[..<token.span.lower] + wrong + bytes[token.span.upper...]
        result.append(Damage(kind: kind, text: String(decoding: text, as: UTF8.self), name: name))
      }
      let rest = bytes[..<token.span.lower] + bytes[token.span.upper...]
      result.append(Damage(kind: .token, text: String(decoding: rest, as: UTF8.self)))
      let start = bytes[..<token.span.lower]
      result.append(Damage(kind: .cut, text: String(decoding: start, as: UTF8.self)))
    }
    return result
  }

  /// At each letter and figure of a word: without it, with it twice, changed places with the next, and another for it.
  private static func misspellings(of token: Token, _ bytes: [UInt8]) -> [(DamageKind, [UInt8])] {
    guard token.kind != .symbol, token.kind != .string else { return [] }
    let word = Array(bytes[token.span.lower..<token.span.upper])
    var result: [(DamageKind, [UInt8])] = []
    for place in word.indices where isLetter(word[place]) {
      var (dropped, doubled, replaced) = (word, word, word)
      dropped.remove(at: place)
      doubled.insert(word[place], at: place)
      replaced[place] = other(word[place], at: place)
      if !dropped.isEmpty { result.append((.drop, dropped)) }
      result.append((.double, doubled))
      result.append((.replace, replaced))
      guard place + 1 < word.count, word[place + 1] != word[place] else { continue }
      var swapped = word
      swapped.swapAt(place, place + 1)
      result.append((.swap, swapped))
    }
    return result
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }

  /// Another letter of its kind (a capital, a figure), not the same at each place.
  private static func other(_ byte: UInt8, at place: Int) -> UInt8 {
    let (first, count): (UInt8, Int) =
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): (UInt8(ascii: "a"), 26)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): (UInt8(ascii: "A"), 26)
      default: (UInt8(ascii: "0"), 10)
      }
    let step = 1 + (place * 7 + Int(byte)) % (count - 1)
    return first + UInt8((Int(byte - first) + step) % count)
  }
}
