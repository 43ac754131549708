import Tables
import Text

/// Texts and numbers as SVG holds them.
enum SVGText {
  /// Nothing that is markup, and nothing that XML 1.0 forbids.
  static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.printable.unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      default: result.append(scalar.value & 0xFFFE == 0xFFFE ? "\u{FFFD}" : scalar)
      }
    }
    return String(result)
  }

  /// Two decimals, the same on every machine.
  static func number(_ value: Double) -> String {
    DecimalText(value)?.rounded(toPlaces: 2).plain() ?? "0"
  }

  /// About how wide a text is, on the generous side: which sans-serif it is set in is the reader's.
  static func width(_ text: String, size: Double) -> Double {
    text.unicodeScalars.reduce(0) { $0 + width($1) } * size
  }

  private static func width(_ scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "i", "j", "l", "I", ".", ",", ":", ";", "'", "|", "!", " ", "[", "]", "(", ")", "f", "t", "r", "/", "·": 0.36
    case "m", "w", "M", "W", "@", "%": 0.95
    case "A"..."Z", "&", "+", "=", "<", ">", "~": 0.72
    default: DisplayWidth.of(scalar) == 0 ? 0 : DisplayWidth.of(scalar) == 2 ? 1.05 : 0.6
    }
  }

  /// As much of a text as fits.
  static func cut(_ text: String, to room: Double, size: Double) -> String {
    guard width(text, size: size) > room else { return text }
    var result = ""
    var taken = 0.6 * size
    for character in text {
      taken += width(String(character), size: size)
      guard taken <= room else { break }
      result.append(character)
    }
    return result + "…"
  }

  /// Lines broken at spaces; a word that is wider than a line is broken where the line ends.
  static func lines(_ text: String, room: Double, size: Double) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.printable.split(separator: " ") {
      var word = String(word)
      if !line.isEmpty, width(line + " " + word, size: size) <= room {
        line += " " + word
        continue
      }
      if !line.isEmpty { lines.append(line) }
      while width(word, size: size) > room {
        let head = fitting(word, room, size)
        lines.append(head)
        word = String(word.dropFirst(head.count))
      }
      line = word
    }
    return line.isEmpty ? lines : lines + [line]
  }

  /// At least one character.
  private static func fitting(_ word: String, _ room: Double, _ size: Double) -> String {
    var head = ""
    var taken = 0.0
    for character in word {
      taken += width(String(character), size: size)
      guard taken <= room || head.isEmpty else { break }
      head.append(character)
    }
    return head
  }
}
