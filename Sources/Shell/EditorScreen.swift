import CEdit

// What the terminal shows of the statement. libedit has written all that it has when one of these is called: it does
// so before it reads a key.
extension LineEditor {
  /// The statement as it is: what libedit holds, and the lines above and below that do not fit the screen.
  var buffer: EditorBuffer {
    let shown = shownBuffer
    return EditorBuffer(above + shown.scalars + below, cursor: above.count + shown.cursor)
  }

  private var shownBuffer: EditorBuffer {
    guard let line = el_wline(editor)?.pointee, let start = line.buffer, let end = line.lastchar else {
      return EditorBuffer("")
    }
    let scalars = Self.scalars(UnsafeBufferPointer(start: start, count: max(end - start, 0)))
    return EditorBuffer(scalars, cursor: line.cursor.map { $0 - start } ?? scalars.count)
  }

  /// Makes a buffer the statement; libedit gets the lines of it that fit.
  func show(_ buffer: EditorBuffer) {
    let size = Self.screen
    let window = EditorWindow(
      of: buffer, first: firstLine, columns: size.columns, rows: size.rows - 1, margin: prompt.unicodeScalars.count,
      width: Self.width)
    firstLine = window.lines.lowerBound
    above = Array(buffer.scalars[..<window.scalars.lowerBound])
    below = Array(buffer.scalars[window.scalars.upperBound...])
    drawPrompt(hidden: window.hidden)
    let shown = Array(buffer.scalars[window.scalars])
    let place = min(max(buffer.cursor - window.scalars.lowerBound, 0), shown.count)
    if shownBuffer.scalars != shown { fill(shown) }
    el_cursor(editor, Int32(clamping: place - shownBuffer.cursor))
  }

  private func fill(_ scalars: [Unicode.Scalar]) {
    let old = shownBuffer
    el_cursor(editor, Int32(clamping: old.scalars.count - old.cursor))
    if !old.scalars.isEmpty { el_deletestr(editor, Int32(clamping: old.scalars.count)) }
    if !scalars.isEmpty { el_winsertstr(editor, Self.wide(scalars)) }
  }

  /// Goes below the statement, so that something else may be printed.
  func leaveBlock(saying text: String = "") {
    let (row, last) = rows()
    let down = last > row && !Terminal.isDumb ? "\u{1B}[\(last - row)B" : ""
    Terminal.write(down + text + "\n", to: .output)
  }

  /// Wipes prompt and statement, and leaves the terminal's cursor where the prompt was.
  func eraseBlock() {
    guard !Terminal.isDumb else { return leaveBlock() }
    let (row, _) = rows()
    Terminal.write("\r" + (row > 0 ? "\u{1B}[\(row)A" : "") + "\u{1B}[J", to: .output)
  }

  /// Draws prompt and statement where the terminal's cursor is.
  func draw() {
    curfew_edit_redraw(editor)
  }

  /// The row of the cursor and the last row, from the first that the screen shows of the statement.
  private func rows() -> (cursor: Int, last: Int) {
    let size = Self.screen
    let shown = shownBuffer
    var layout = EditorLayout(columns: size.columns)
    layout.draw(shownPrompt.unicodeScalars, width: Self.width)
    layout.draw(shown.scalars[..<shown.cursor], width: Self.width)
    let cursor = layout.row
    layout.draw(shown.scalars[shown.cursor...], width: Self.width)
    let most = max(size.rows - 1, 0)
    return (min(cursor, most), min(layout.row, most))
  }

  private static var screen: Terminal.Size {
    Terminal.size(of: .output) ?? Terminal.Size(columns: 80, rows: 24)
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int { Int(curfew_width(scalar.value)) }

  /// Terminals with bracketed paste send a paste between two marks, so that it is not taken for keys.
  func setPasteMode(_ isOn: Bool) {
    guard !Terminal.isDumb else { return }
    Terminal.write(isOn ? "\u{1B}[?2004h" : "\u{1B}[?2004l", to: .output)
  }
}

// MARK: Signals while a key is awaited

extension LineEditor {
  /// Answers what has happened; false after Ctrl-C.
  func attendToEvents() -> Bool {
    let events = curfew_signals_take()
    if events & Int32(CURFEW_INTERRUPT) != 0 { return false }
    if events & Int32(CURFEW_STOP) != 0 {
      suspend()
    } else if events & Int32(CURFEW_CONTINUE) != 0 {
      resume()
    } else if events & Int32(CURFEW_RESIZE) != 0 {
      eraseBlock()
      el_resize(editor)
      show(buffer)
      draw()
    }
    return true
  }

  private func suspend() {
    leaveBlock()
    setPasteMode(false)
    curfew_edit_prepare_terminal(editor, false)
    curfew_signals_stop()
    _ = curfew_signals_take()
    resume()
  }

  /// The shell that had the terminal left it in its own mode, with its own words on the screen.
  private func resume() {
    curfew_edit_prepare_terminal(editor, false)
    curfew_edit_prepare_terminal(editor, true)
    setPasteMode(true)
    el_resize(editor)
    show(buffer)
    draw()
  }
}
