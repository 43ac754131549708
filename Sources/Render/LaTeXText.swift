import Text

/// Text as pdfLaTeX sets it with T1 fonts: nothing in it is a command, and nothing in it fails to compile.
enum LaTeXText {
  /// What stands for characters that pdfLaTeX has no glyphs for.
  static let refusal = "{[}?{]}"

  /// A cell, header, caption or note. A run of Arabic, Chinese and the like becomes one `[?]`.
  static func escaped(_ text: String, breaksPaths: Bool = false) -> String {
    var result = ""
    var previous: Unicode.Scalar?
    let scalars = Array(text.unicodeScalars)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      let mark = index + 1 < scalars.count ? accents[scalars[index + 1]] : nil
      index += mark == nil ? 1 : 2
      guard let piece = accented(scalar, mark) ?? piece(scalar, after: previous, breaksPaths) else {
        if !result.hasSuffix(refusal) { result += refusal }
        previous = nil
        continue
      }
      result += piece
      previous = scalar
    }
    return result
  }

  /// Whether any character of the text is refused.
  static func isRefusing(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    return scalars.indices.contains { index in
      let isAccent = index > 0 && accented(scalars[index - 1], accents[scalars[index]]) != nil
      return !isAccent && piece(scalars[index], after: nil, false) == nil
    }
  }

  /// One line of a comment, which no text can leave.
  static func comment(_ text: String) -> String { "% \(text.printable)" }

  private static func piece(_ scalar: Unicode.Scalar, after previous: Unicode.Scalar?, _ breaksPaths: Bool) -> String? {
    if let special = specials[scalar] { return special }
    switch scalar {
    case "/" where breaksPaths: return "/\\allowbreak{}"
    // Two hyphens or commas in a row would be set as one sign; a star after a row's end is read as part of it.
    case "-", ",": return previous == scalar ? "{}\(scalar)" : String(scalar)
    case "*": return "{*}"
    default: break
    }
    if (0x20..<0x7F).contains(scalar.value) { return String(scalar) }
    return glyphs.contains { $0.contains(scalar.value) } ? String(scalar) : nil
  }

  /// A letter and a combining accent, which pdfLaTeX reads only as a command.
  private static func accented(_ base: Unicode.Scalar, _ command: String?) -> String? {
    guard let command else { return nil }
    switch base {
    case "i" where command != "c" && command != "k" && command != "d": return "\\\(command){\\i}"
    case "a"..."z", "A"..."Z": return "\\\(command){\(base)}"
    default: return nil
    }
  }

  private static let accents: [Unicode.Scalar: String] = [
    "\u{300}": "`", "\u{301}": "'", "\u{302}": "^", "\u{303}": "~", "\u{304}": "=", "\u{306}": "u", "\u{307}": ".",
    "\u{308}": "\"", "\u{30A}": "r", "\u{30B}": "H", "\u{30C}": "v", "\u{323}": "d", "\u{327}": "c", "\u{328}": "k",
    "\u{331}": "b",
  ]

  private static let specials: [Unicode.Scalar: String] = [
    "\\": "\\textbackslash{}", "&": "\\&", "%": "\\%", "$": "\\$", "#": "\\#", "_": "\\_", "{": "\\{", "}": "\\}",
    "~": "\\textasciitilde{}", "^": "\\textasciicircum{}", "<": "\\textless{}", ">": "\\textgreater{}",
    "|": "\\textbar{}", "\"": "\\char34{}", "`": "\\textasciigrave{}", "[": "{[}", "]": "{]}",
    "\n": " ", "\r": " ", "\t": " ", "\u{2009}": "\\,", "\u{202F}": "\\,",
    "\u{2212}": "$-$", "\u{2264}": "$\\leq$", "\u{2265}": "$\\geq$", "\u{2260}": "$\\neq$", "\u{2248}": "$\\approx$",
    "\u{221E}": "$\\infty$", "\u{2BB}": "\u{2018}", "\u{2BF}": "\u{2018}", "\u{2BC}": "\u{2019}", "\u{2BE}": "\u{2019}",
  ]

  /// Characters that pdfLaTeX of 2022 set with `inputenc` utf8 (the default) and T1, each tried by itself.
  private static let glyphs: [ClosedRange<UInt32>] = [
    0xA0...0x125, 0x128...0x137, 0x139...0x13E, 0x141...0x148, 0x14A...0x165, 0x168...0x17E, 0x192...0x192,
    0x1CD...0x1D4, 0x1E6...0x1EB, 0x1F4...0x1F5, 0x218...0x21B, 0x1E02...0x1E03, 0x1E0D...0x1E0D, 0x1E20...0x1E21,
    0x1E25...0x1E25, 0x1E37...0x1E37, 0x1E43...0x1E43, 0x1E45...0x1E45, 0x1E47...0x1E47, 0x1E5B...0x1E5B,
    0x1E63...0x1E63, 0x1E6D...0x1E6D, 0x1E90...0x1E91, 0x1E9E...0x1E9E, 0x2010...0x2016, 0x2018...0x201A,
    0x201C...0x201E, 0x2020...0x2022, 0x2026...0x2026, 0x2030...0x2030, 0x2039...0x203A, 0x20AC...0x20AC,
    0x2122...0x2122, 0x2190...0x2190, 0x2192...0x2192,
  ]
}
