/// Two spellings of a country's name are one name if their folded forms are equal.
enum Spelled {
  /// No name in the world is longer; a longer text is not folded at all.
  static let longest = 200

  /// Lower case, without accents, spaces, punctuation and the word *the*, with *and* for `&` and *saint* for *St.*;
  /// nil where nothing is left or the text cannot be a name.
  static func fold(_ text: some StringProtocol) -> String? {
    guard text.utf8.count <= longest else { return nil }
    var folded: [UInt8] = []
    folded.reserveCapacity(text.utf8.count)
    var word: [UInt8] = []
    for scalar in text.unicodeScalars {
      switch scalar {
      case "'", "\u{2019}", "\u{2018}", "\u{02BB}", "\u{00B4}", "`", ".": continue
      case "&":
        close(&word, into: &folded)
        folded += Array("and".utf8)
      default:
        if !append(scalar, to: &word) { close(&word, into: &folded) }
      }
    }
    close(&word, into: &folded)
    return folded.isEmpty ? nil : String(decoding: folded, as: UTF8.self)
  }

  private static func close(_ word: inout [UInt8], into folded: inout [UInt8]) {
    if word.elementsEqual("st".utf8) {
      folded += Array("saint".utf8)
    } else if !word.elementsEqual("the".utf8) {
      folded += word
    }
    word.removeAll(keepingCapacity: true)
  }

  /// False where the scalar ends a word.
  private static func append(_ scalar: Unicode.Scalar, to word: inout [UInt8]) -> Bool {
    switch scalar.value {
    case 0x30...0x39, 0x61...0x7A: word.append(UInt8(scalar.value))
    case 0x41...0x5A: word.append(UInt8(scalar.value) + 0x20)
    case ..<0x80: return false
    default:
      if scalar.properties.canonicalCombiningClass != .notReordered { return true }
      guard scalar.properties.isAlphabetic else { return false }
      if let base = base(of: scalar) {
        word += Array(base.utf8)
      } else {
        word += Array(scalar.properties.lowercaseMapping.utf8)
      }
    }
    return true
  }

  /// The letters under an accented Latin letter. Source: Unicode Character Database, decompositions of the Latin-1
  /// Supplement and Latin Extended-A blocks; the undecomposable ones as they are usually transcribed.
  private static func base(of scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "À"..."Å", "à"..."å", "Ā"..."ą": "a"
    case "Æ", "æ": "ae"
    case "Ç", "ç", "Ć"..."č": "c"
    case "Ď"..."đ", "Ð", "ð": "d"
    case "È"..."Ë", "è"..."ë", "Ē"..."ě": "e"
    case "Ĝ"..."ģ": "g"
    case "Ĥ"..."ħ": "h"
    case "Ì"..."Ï", "ì"..."ï", "Ĩ"..."ı": "i"
    case "Ĵ", "ĵ": "j"
    case "Ķ"..."ĸ": "k"
    case "Ĺ"..."ł": "l"
    case "Ñ", "ñ", "Ń"..."ŉ": "n"
    case "Ò"..."Ö", "Ø", "ò"..."ö", "ø", "Ō"..."ő": "o"
    case "Œ", "œ": "oe"
    case "Ŕ"..."ř": "r"
    case "Ś"..."š": "s"
    case "ß": "ss"
    case "Ţ"..."ŧ": "t"
    case "Þ", "þ": "th"
    case "Ù"..."Ü", "ù"..."ü", "Ũ"..."ų": "u"
    case "Ŵ", "ŵ": "w"
    case "Ý", "ý", "ÿ", "Ŷ"..."Ÿ": "y"
    case "Ź"..."ž": "z"
    default: nil
    }
  }
}
