import CEdit

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

// What the terminal shows of the statement. libedit has written all that it has when one of these is called: it does
// so before it reads a key.
extension LineEditor {
  /// The statement as it is.
  var buffer: EditorBuffer {
    guard let line = el_wline(editor)?.pointee, let start = line.buffer, let end = line.lastchar else {
      return EditorBuffer("")
    }
    let scalars = Self.scalars(UnsafeBufferPointer(start: start, count: max(end - start, 0)))
    return EditorBuffer(scalars, cursor: line.cursor.map { $0 - start } ?? scalars.count)
  }

  func move(to place: Int) {
    el_cursor(editor, Int32(clamping: place - buffer.cursor))
  }

  func insert(_ text: String) {
    guard !text.isEmpty else { return }
    el_winsertstr(editor, Self.wide(text.unicodeScalars))
  }

  /// Puts a text in the place of scalars, and the cursor after it.
  func replace(_ range: Range<Int>, with text: String) {
    move(to: range.upperBound)
    if !range.isEmpty { el_deletestr(editor, Int32(clamping: range.count)) }
    insert(text)
  }

  func replaceAll(with text: String, cursor: Int? = nil) {
    replace(0..<buffer.scalars.count, with: text)
    if let cursor { move(to: cursor) }
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
    let size = Terminal.size(of: .output) ?? Terminal.Size(columns: 80, rows: 24)
    let buffer = buffer
    var layout = EditorLayout(columns: size.columns)
    layout.draw(prompt.unicodeScalars, width: Self.width)
    layout.draw(buffer.scalars[..<buffer.cursor], width: Self.width)
    let cursor = layout.row
    layout.draw(buffer.scalars[buffer.cursor...], width: Self.width)
    let most = max(size.rows - 1, 0)
    return (min(cursor, most), min(layout.row, most))
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
    draw()
  }
}
