import CEdit

// What each key does.
extension LineEditor {
  /// A key that nobody has, pushed to have libedit end the line.
  private static let endKey: Unicode.Scalar = "\u{1E}"

  /// The control characters that libedit does not answer as well: not ^L, ^Q, ^S, ^T, ^V and ^Z.
  private static let boundKeys = [
    "^@", "^A", "^B", "^C", "^D", "^E", "^F", "^G", "^H", "^I", "^J", "^K", "^M", "^N", "^O", "^P", "^R", "^U", "^W",
    "^X", "^Y", "^[", "^\\", "^]", "^_", "^?",
  ]

  func bindKeys() {
    curfew_edit_add_function(editor, Self.keyFunctionName, Self.keyFunctionHelp) { editor, key in
      guard let owner = LineEditor.owner(of: editor), let scalar = Unicode.Scalar(UInt32(truncatingIfNeeded: key))
      else { return UInt8(CC_ERROR) }
      return UInt8(truncatingIfNeeded: owner.perform(scalar))
    }
    for key in Self.boundKeys { curfew_edit_bind(editor, key, Self.keyFunctionName) }
    curfew_edit_bind(editor, "^^", "ed-newline")
  }

  /// libedit keeps the pointers, so these live as long as the program.
  private nonisolated(unsafe) static let keyFunctionName = staticText("curfew-key")
  private nonisolated(unsafe) static let keyFunctionHelp = staticText("Curfew's keys")

  private static func staticText(_ text: StaticString) -> UnsafePointer<CChar> {
    UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
  }

  private func perform(_ scalar: Unicode.Scalar) -> Int32 {
    guard scalar == "\u{1B}" else { return perform(EditorKey(control: scalar)) }
    guard let key = EditorKey.afterEscape(nextCharacter) else { return CC_EOF }
    return perform(key)
  }

  private func perform(_ key: EditorKey) -> Int32 {
    let buffer = buffer
    switch key {
    case .enter: return enter(buffer)
    case .newline: return breakLine(buffer)
    case .tab: return complete(buffer)
    case .endOfFile: return endOfFile(buffer)
    case .up: return go(to: buffer.above) ?? recall(history.older(than: buffer.text))
    case .down: return go(to: buffer.below) ?? recall(history.newer(than: buffer.text))
    case .pageUp: return recall(history.older(than: buffer.text))
    case .pageDown: return recall(history.newer(than: buffer.text))
    case .left: return go(to: buffer.cursor - 1) ?? CC_ERROR
    case .right: return go(to: buffer.cursor + 1) ?? CC_ERROR
    case .home: return go(to: buffer.lineStart) ?? CC_NORM
    case .end: return go(to: buffer.lineEnd) ?? CC_NORM
    case .wordLeft: return go(to: buffer.previousWord) ?? CC_NORM
    case .wordRight: return go(to: buffer.nextWord) ?? CC_NORM
    case .delete: return delete(buffer.cursor..<(buffer.cursor + 1), of: buffer)
    case .backspace: return delete((buffer.cursor - 1)..<buffer.cursor, of: buffer)
    case .killToStart: return kill(buffer.lineStart..<buffer.cursor, of: buffer)
    case .killToEnd: return kill(buffer.cursor..<max(buffer.lineEnd, buffer.cursor), of: buffer)
    case .killSpace: return kill(buffer.previousSpace..<buffer.cursor, of: buffer)
    case .killWord: return kill(buffer.previousWord..<buffer.cursor, of: buffer)
    case .killNextWord: return kill(buffer.cursor..<buffer.nextWord, of: buffer)
    case .yank: return yank()
    case .search: return searchHistory(from: buffer)
    case .paste: return paste()
    case .edit: return editElsewhere(buffer)
    case .abandon: return kill(0..<buffer.scalars.count, of: buffer)
    case .unknown: return CC_ERROR
    }
  }

  func run() -> Int32 {
    push(Self.endKey)
    return CC_NORM
  }

  private func enter(_ buffer: EditorBuffer) -> Int32 {
    buffer.isBlank || configuration.isComplete(buffer.text) ? run() : breakLine(buffer)
  }

  private func breakLine(_ buffer: EditorBuffer) -> Int32 {
    show(buffer.inserting("\n" + buffer.indent))
    return CC_REFRESH
  }

  /// Ends the program on an empty line, runs a block as it is on a blank last line (its error says what is missing),
  /// and deletes elsewhere.
  private func endOfFile(_ buffer: EditorBuffer) -> Int32 {
    if buffer.scalars.isEmpty { return CC_EOF }
    if buffer.isAtBlankEnd { return run() }
    return delete(buffer.cursor..<(buffer.cursor + 1), of: buffer)
  }

  /// Nil where there is no such place.
  private func go(to place: Int?) -> Int32? {
    let buffer = buffer
    guard let place, place != buffer.cursor, (0...buffer.scalars.count).contains(place) else { return nil }
    show(buffer.moved(to: place))
    return CC_REFRESH
  }

  private func recall(_ entry: String?) -> Int32 {
    guard let entry else { return CC_ERROR }
    show(EditorBuffer(entry))
    return CC_REFRESH
  }

  private func delete(_ range: Range<Int>, of buffer: EditorBuffer) -> Int32 {
    guard range.lowerBound >= 0, range.upperBound <= buffer.scalars.count else { return CC_ERROR }
    show(buffer.replacing(range, with: ""))
    return CC_REFRESH
  }

  /// Deletes, for Ctrl-Y to bring back.
  private func kill(_ range: Range<Int>, of buffer: EditorBuffer) -> Int32 {
    guard !range.isEmpty else { return CC_NORM }
    killed = EditorBuffer.text(buffer.scalars[range])
    return delete(range, of: buffer)
  }

  private func yank() -> Int32 {
    show(buffer.inserting(killed))
    return CC_REFRESH
  }

  private func editElsewhere(_ buffer: EditorBuffer) -> Int32 {
    guard let edit = configuration.edit else { return CC_ERROR }
    leaveBlock()
    setPasteMode(false)
    curfew_edit_prepare_terminal(editor, false)
    let changed = edit(buffer.text)
    curfew_edit_prepare_terminal(editor, true)
    setPasteMode(true)
    show(changed.map { EditorBuffer($0) } ?? buffer)
    draw()
    return CC_NORM
  }
}
