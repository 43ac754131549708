/// The addresses in a text: split at blanks and at `;` or `,` where another address follows.
enum Links {
  static func read(_ text: String) -> [String] {
    guard text.contains("http") else { return [] }
    var links: [String] = []
    for word in text.split(whereSeparator: \.isWhitespace) {
      for part in split(String(word)) where part.hasPrefix("http://") || part.hasPrefix("https://") {
        if !links.contains(part) { links.append(part) }
      }
    }
    return links
  }

  private static func split(_ word: String) -> [String] {
    var parts: [Substring] = []
    var rest = Substring(word)
    while let cut = nextAddress(in: rest) {
      parts.append(rest[..<cut])
      rest = rest[rest.index(after: cut)...]
    }
    parts.append(rest)
    return parts.map { part in
      var part = part
      while let last = part.last, ";,".contains(last) { part.removeLast() }
      return String(part)
    }
  }

  /// The `;` or `,` before the next `http`.
  private static func nextAddress(in text: Substring) -> Substring.Index? {
    text.indices.first { index in
      ";,".contains(text[index]) && text[text.index(after: index)...].hasPrefix("http")
    }
  }
}
