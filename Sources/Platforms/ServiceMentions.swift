extension PlatformCatalog {
  /// The platforms that a free-text list of services names (`YouTube, TikTok; Snapchat and Facebook Messenger`), and
  /// its other items as written, each once.
  ///
  /// An item is a platform if it names one as a whole (`X`, `VK (VKontakte)`) or holds such a name as whole words
  /// (`WhatsApp web interface`); names that are everyday words (`signal`, `line`, `x`) count only as a whole. What
  /// follows *except*, *not* and their like, up to the next `;` or line, is an item of its own and names no platform:
  /// a service that was spared is not counted as restricted.
  package func mentions(in text: String) -> (platforms: Set<String>, others: [String]) {
    var found = ServiceMentions(catalog: self)
    for item in ServiceMentions.items(of: text) { found.read(item) }
    return (found.platforms, found.others)
  }
}

/// Reads a list of services item by item.
struct ServiceMentions {
  private let catalog: PlatformCatalog
  private(set) var platforms: Set<String> = []
  private(set) var others: [String] = []
  private var seen: Set<String> = []

  private static let longestName = 5
  private static let sparing: Set<String> = [
    "except", "excepting", "excluding", "excludes", "without", "not", "unaffected", "unlike", "but", "unless",
  ]

  init(catalog: PlatformCatalog) { self.catalog = catalog }

  mutating func read(_ item: String) {
    let words = Self.words(of: item)
    guard !words.isEmpty else { return }
    if words.contains(where: { Self.sparing.contains($0.lowercased()) }) { return keep(item) }
    if let id = catalog.platform(spelled: item) {
      platforms.insert(id)
      return
    }
    let parts = Self.parts(of: item)
    if parts.count > 1, parts.contains(where: { catalog.platform(spelled: $0) != nil }) {
      for part in parts { read(part) }
      return
    }
    let inside = platforms(within: words)
    platforms.formUnion(inside)
    if inside.isEmpty { keep(item) }
  }

  private mutating func keep(_ item: String) {
    if seen.insert(item).inserted { others.append(item) }
  }

  /// Names of one to five whole words, the longest first.
  private func platforms(within words: [Substring]) -> Set<String> {
    let folded = words.map(PlatformName.fold)
    var found: Set<String> = []
    var start = 0
    while start < folded.count {
      var length = min(Self.longestName, folded.count - start)
      while length > 0 {
        let name = folded[start..<start + length].joined()
        if !PlatformName.isEveryday(name), let id = catalog.platform(folded: name) {
          found.insert(id)
          break
        }
        length -= 1
      }
      start += max(length, 1)
    }
    return found
  }

  /// An apostrophe is part of a word, so that `Google's` is not `Google`; so is a plus: `Google+`.
  private static func words(of item: String) -> [Substring] {
    item.split { !($0.isLetter || $0.isNumber || "'’+".contains($0)) }
  }

  // MARK: items

  /// Separated by commas, semicolons, line ends and full stops before a space; a quotation or parenthesis is not split.
  static func items(of text: String) -> [String] {
    var items: [String] = []
    var current = ""
    var word = ""
    var depth = 0
    var isQuoted = false
    var isSparing = false
    func close() {
      let item = trimmed(current)
      if !item.isEmpty { items.append(item) }
      (current, word) = ("", "")
    }
    var characters = text.makeIterator()
    var next = characters.next()
    while let character = next {
      next = characters.next()
      switch character {
      case "\"", "“", "”":
        close()
        isQuoted.toggle()
      case "(" where !isQuoted: depth += 1
      case ")" where !isQuoted: depth = max(0, depth - 1)
      default: break
      }
      if character.isLetter {
        word.append(character)
      } else {
        isSparing = isSparing || sparing.contains(word.lowercased())
        word = ""
      }
      let endsClause = character == ";" || character.isNewline
      let endsItem = character == "," || (character == "." && (next?.isWhitespace ?? true))
      if endsClause || (endsItem && !isQuoted && !isSparing && depth == 0) {
        close()
        if endsClause { (depth, isQuoted, isSparing) = (0, false, false) }
        continue
      }
      current.append(character)
    }
    close()
    return items
  }

  /// Around *and*, *or*, `&` and `/`.
  private static func parts(of item: String) -> [String] {
    var parts: [[Substring]] = [[]]
    for word in item.split(whereSeparator: { $0.isWhitespace || $0 == "/" }) {
      switch word.lowercased() {
      case "and", "or", "&": parts.append([])
      default: parts[parts.count - 1].append(word)
      }
    }
    return parts.map { trimmed($0.joined(separator: " ")) }.filter { !$0.isEmpty }
  }

  private static func trimmed(_ text: String) -> String {
    let marks = "\"“”'’.,:-*"
    let isEdge = { (character: Character) in character.isWhitespace || marks.contains(character) }
    var rest = text.drop(while: isEdge)
    while let last = rest.last, isEdge(last) { rest.removeLast() }
    for word in ["and ", "or ", "& "] where rest.lowercased().hasPrefix(word) { rest = rest.dropFirst(word.count) }
    return String(rest)
  }
}
