/// A key that does something, read from the characters that a terminal sends for it.
package enum EditorKey: Equatable {
  case enter, newline, tab, endOfFile
  case up, down, left, right, home, end, pageUp, pageDown, wordLeft, wordRight
  case delete, backspace, killToStart, killToEnd, killSpace, killWord, killNextWord, yank
  case search, abandon, paste, edit, unknown

  /// The key of one control character that is no escape.
  package init(control scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x01: self = .home
    case 0x02: self = .left
    case 0x04: self = .endOfFile
    case 0x05: self = .end
    case 0x06: self = .right
    case 0x07: self = .abandon
    case 0x08, 0x7F: self = .backspace
    case 0x09: self = .tab
    case 0x0A, 0x0D: self = .enter
    case 0x0B: self = .killToEnd
    case 0x0E: self = .down
    case 0x10: self = .up
    case 0x12: self = .search
    case 0x15: self = .killToStart
    case 0x17: self = .killSpace
    case 0x19: self = .yank
    default: self = .unknown
    }
  }

  /// The key of an escape sequence whose first escape has been read; nil where the input ends inside it.
  package static func afterEscape(_ next: () -> Unicode.Scalar?) -> EditorKey? {
    guard let scalar = next() else { return nil }
    switch scalar {
    case "[": return controlSequence(next)
    case "O": return next().map { cursorKey(final: $0, parameters: "") }
    case "b", "B": return .wordLeft
    case "f", "F": return .wordRight
    case "d", "D": return .killNextWord
    case "\u{7F}", "\u{08}": return .killWord
    case "\r", "\n": return .newline
    case "e", "E": return .edit
    default: return .unknown
    }
  }

  /// ECMA-48 5.4: parameter bytes 30-3F, intermediate bytes 20-2F, one final byte 40-7E. All of it is read, so that a
  /// key that means nothing here types nothing.
  private static func controlSequence(_ next: () -> Unicode.Scalar?) -> EditorKey? {
    var parameters = ""
    while let scalar = next() {
      guard (0x20...0x3F).contains(scalar.value), parameters.utf8.count < 32 else {
        return key(final: scalar, parameters: parameters)
      }
      parameters.unicodeScalars.append(scalar)
    }
    return nil
  }

  private static func key(final: Unicode.Scalar, parameters: String) -> EditorKey {
    guard final == "~" else { return cursorKey(final: final, parameters: parameters) }
    switch parameters {
    case "1", "7": return .home
    case "4", "8": return .end
    case "3": return .delete
    case "3;5", "3;3": return .killNextWord
    case "5": return .pageUp
    case "6": return .pageDown
    case "200": return .paste
    default: return .unknown
    }
  }

  /// xterm's cursor keys; a second parameter is the modifiers, of which only whether there are any matters.
  private static func cursorKey(final: Unicode.Scalar, parameters: String) -> EditorKey {
    let modified = !parameters.isEmpty && parameters != "1"
    switch final {
    case "A": return .up
    case "B": return .down
    case "C": return modified ? .wordRight : .right
    case "D": return modified ? .wordLeft : .left
    // rxvt's with Control or Shift; with parameters it is an answer of the terminal.
    case "c" where parameters.isEmpty: return .wordRight
    case "d" where parameters.isEmpty: return .wordLeft
    case "H": return .home
    case "F": return .end
    default: return .unknown
    }
  }
}
