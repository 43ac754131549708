import CEdit

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reads whole statements from a terminal, with history and completion. A process has one at a time.
///
/// libedit draws, and inserts what is typed; every other key comes to `perform`, so that a key's meaning stands in one
/// place and a key that has none types nothing.
package final class LineEditor {
  /// What the editor asks of the language, and what was typed in earlier sessions.
  package struct Configuration {
    /// Oldest first, whole statements with their line ends.
    package var history: [String]
    /// Whether Enter runs the statement; otherwise it continues on the next line.
    package var isComplete: (String) -> Bool
    /// What could stand at a UTF-8 offset of the statement.
    package var complete: (String, Int) -> EditorCandidates
    /// The statement as changed in the user's own editor (Alt-E), nil where it was left as it was.
    package var edit: ((String) -> String?)?
    /// Whether the prompt is bold.
    package var isColored: Bool

    package init(
      history: [String] = [],
      isComplete: @escaping (String) -> Bool,
      complete: @escaping (String, Int) -> EditorCandidates,
      edit: ((String) -> String?)? = nil,
      isColored: Bool = Terminal.supportsColor(.output)
    ) {
      self.history = history
      self.isComplete = isComplete
      self.complete = complete
      self.edit = edit
      self.isColored = isColored
    }
  }

  /// What a user did at the prompt.
  package enum Input: Hashable, Sendable {
    /// What was typed; blank for Enter alone, several statements where they were pasted at once.
    case statement(String)
    /// Ctrl-C: what was typed is dropped.
    case interrupted
    /// Ctrl-D on an empty line, or the terminal has gone.
    case endOfFile
  }

  /// libedit could not be set up on this terminal.
  package struct Unavailable: Error {}

  let editor: OpaquePointer
  let configuration: Configuration
  var history: EditorHistory
  private(set) var prompt = ""
  private(set) var shownPrompt = ""
  /// The lines of a tall statement that libedit does not hold, and the number of the first that it holds.
  var above: [Unicode.Scalar] = []
  var below: [Unicode.Scalar] = []
  var firstLine = 0
  var killed = ""
  /// What the last Tab left, which a second Tab lists.
  var tabbed: EditorBuffer?
  private var drawnPrompt: UnsafeMutablePointer<CChar>?
  private var wasInterrupted = false
  private var pendingByte: UInt8?

  /// Call `Terminal.prepareLocale` and `Signals.install` first.
  package init(configuration: Configuration) throws(Unavailable) {
    guard let editor = curfew_edit_open("curfew") else { throw Unavailable() }
    self.editor = editor
    self.configuration = configuration
    history = EditorHistory(configuration.history)
    // Unretained: the editor is closed before this object goes.
    curfew_edit_set_context(editor, Unmanaged.passUnretained(self).toOpaque())
    curfew_edit_set_prompt(editor, { LineEditor.owner(of: $0)?.drawnPrompt }, Self.promptEscape)
    curfew_edit_set_reader(editor) { editor, character in
      guard let owner = LineEditor.owner(of: editor), let character else { return -1 }
      return owner.readCharacter(into: character)
    }
    bindKeys()
  }

  deinit {
    curfew_edit_close(editor)
    free(drawnPrompt)
  }

  /// Shows the prompt and reads one statement.
  package func readStatement(prompt: String) -> Input {
    Signals.reset()
    _ = curfew_signals_take()
    wasInterrupted = false
    tabbed = nil
    (above, below, firstLine) = ([], [], 0)
    setPrompt(prompt)
    curfew_signals_edit(true)
    // Before the prompt shows, so that what is typed at once after it is not taken for a line of the terminal's own.
    curfew_edit_prepare_terminal(editor, true)
    setPasteMode(true)
    defer {
      setPasteMode(false)
      curfew_signals_edit(false)
    }
    return read()
  }

  /// Adds a statement to what Up and Ctrl-R find.
  package func remember(_ statement: String) {
    history.remember(statement)
  }

  private func read() -> Input {
    var count: Int32 = 0
    guard let line = el_wgets(editor, &count) else {
      leaveBlock(saying: wasInterrupted ? "^C" : "")
      return wasInterrupted ? .interrupted : .endOfFile
    }
    let scalars = Self.scalars(UnsafeBufferPointer(start: line, count: max(Int(count), 0)))
    return .statement(EditorBuffer.text(above + (scalars.last == "\n" ? scalars.dropLast() : scalars[...]) + below))
  }

  /// The object that made an editor.
  static func owner(of editor: OpaquePointer?) -> LineEditor? {
    guard let context = editor.flatMap(curfew_edit_context) else { return nil }
    return Unmanaged<LineEditor>.fromOpaque(context).takeUnretainedValue()
  }
}

// MARK: The prompt

extension LineEditor {
  private static let promptEscape: CChar = 1

  func setPrompt(_ prompt: String) {
    self.prompt = prompt
    drawPrompt(hidden: nil)
  }

  /// The prompt with a word on the lines that do not show. libedit attaches a group that takes no columns to the
  /// character after it, so the last character stands outside.
  func drawPrompt(hidden: String?) {
    shownPrompt = (hidden.map { "[\($0)] " } ?? "") + prompt
    var drawn = shownPrompt
    if configuration.isColored, let last = drawn.last, drawn.count > 1 {
      drawn = "\u{1}\u{1B}[1m\u{1}\(drawn.dropLast())\u{1}\u{1B}[0m\u{1}\(last)"
    }
    free(drawnPrompt)
    drawnPrompt = strdup(drawn)
  }
}

// MARK: Characters

extension LineEditor {
  private enum Byte { case byte(UInt8), end, interrupted }

  /// The next character of the keyboard or of what was pushed, nil at the end or after Ctrl-C.
  func nextCharacter() -> Unicode.Scalar? {
    var character: wchar_t = 0
    return el_wgetc(editor, &character) == 1 ? Self.scalar(character) : nil
  }

  /// Has libedit read a key again, before those of the keyboard.
  func push(_ key: Unicode.Scalar) {
    el_wpush(editor, Self.wide([key]))
  }

  static func scalars(_ wide: UnsafeBufferPointer<wchar_t>) -> [Unicode.Scalar] { wide.map(scalar) }

  /// libedit's texts end in a NUL.
  static func wide(_ scalars: some Sequence<Unicode.Scalar>) -> [wchar_t] {
    scalars.map { wchar_t(bitPattern: $0.value) } + [0]
  }

  private static func scalar(_ wide: wchar_t) -> Unicode.Scalar {
    Unicode.Scalar(UInt32(bitPattern: wide)) ?? "\u{FFFD}"
  }

  /// libedit's contract: 1 and a character, 0 at the end, -1 with errno. Bytes that are not UTF-8 show as U+FFFD.
  private func readCharacter(into character: UnsafeMutablePointer<wchar_t>) -> Int32 {
    var sequence: [UInt8] = []
    while true {
      switch nextByte() {
      case .end:
        return 0
      case .interrupted:
        wasInterrupted = true
        errno = EINTR
        return -1
      case .byte(let byte):
        if !sequence.isEmpty, byte & 0xC0 != 0x80 {
          pendingByte = byte
          character.pointee = 0xFFFD
          return 1
        }
        sequence.append(byte)
        guard sequence.count >= Self.length(ofSequenceAfter: sequence[0]) else { continue }
        let decoded = String(decoding: sequence, as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}"
        character.pointee = wchar_t(bitPattern: decoded.value)
        return 1
      }
    }
  }

  private func nextByte() -> Byte {
    if let byte = pendingByte {
      pendingByte = nil
      return .byte(byte)
    }
    while true {
      switch curfew_signals_wait(STDIN_FILENO) {
      case 0: if !attendToEvents() { return .interrupted }
      case 1:
        var byte: UInt8 = 0
        let count = Glibc.read(STDIN_FILENO, &byte, 1)
        if count == 1 { return .byte(byte) }
        guard count < 0, errno == EINTR || errno == EAGAIN else { return .end }
      default: return .end
      }
    }
  }

  private static func length(ofSequenceAfter lead: UInt8) -> Int {
    switch lead {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 1
    }
  }
}
