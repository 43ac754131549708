import Text

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Shows texts that do not fit the screen in the user's pager.
package struct Pager: Sendable {
  /// What a shell runs to page; nil for none.
  package var command: String?

  package init(command: String?) {
    self.command = command
  }

  /// `$PAGER`, or `less` where it is not set: chopping long lines, passing colours. None where `$PAGER` is set to
  /// nothing or the terminal obeys no escape sequences.
  package static func fromEnvironment() -> Pager {
    guard !Terminal.isDumb else { return Pager(command: nil) }
    guard let set = getenv("PAGER") else { return Pager(command: "less -S -R") }
    let command = String(cString: set)
    return Pager(command: command.allSatisfy(\.isWhitespace) ? nil : command)
  }

  /// Writes a text to standard output, through the pager where that is a terminal whose screen is too small for it.
  package func show(_ text: String) {
    fflush(nil)
    if let command, Terminal.isTerminal(.output), let size = Terminal.size(of: .output),
      !Self.fits(text, size), page(text, with: command)
    {
      return
    }
    Terminal.write(text, to: .output)
  }

  /// Whether a text can be seen at once, with a row left for the prompt after it.
  package static func fits(_ text: String, _ size: Terminal.Size) -> Bool {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let rows = lines.count - (text.hasSuffix("\n") ? 1 : 0)
    return rows < size.rows && lines.allSatisfy { DisplayWidth.of(withoutEscapes($0)) <= size.columns }
  }

  /// A line without colours (`ESC [ ... m`).
  private static func withoutEscapes(_ line: Substring) -> String {
    guard line.utf8.contains(0x1B) else { return String(line) }
    var plain = ""
    var isEscape = false
    for scalar in line.unicodeScalars {
      if scalar == "\u{1B}" {
        isEscape = true
      } else if isEscape {
        isEscape = scalar != "m"
      } else {
        plain.unicodeScalars.append(scalar)
      }
    }
    return plain
  }
}

// MARK: The pager's process

extension Pager {
  /// False where the pager could not be run and has shown nothing.
  private func page(_ text: String, with command: String) -> Bool {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return false }
    let process = Self.start(command, reading: ends[0], closing: ends[1])
    close(ends[0])
    guard let process else {
      close(ends[1])
      return false
    }
    var text = text
    // A user who leaves the pager early closes the pipe, which is no failure.
    text.withUTF8 { _ = Terminal.writeAll(UnsafeRawBufferPointer($0), to: ends[1]) }
    close(ends[1])
    let status = Self.wait(for: process)
    // Ctrl-C inside the pager was for the pager.
    Signals.reset()
    // POSIX shells: 126 cannot be run, 127 is not found.
    return status != 126 && status != 127
  }

  private static func start(_ command: String, reading input: Int32, closing other: Int32) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    posix_spawn_file_actions_addclose(&actions, input)
    posix_spawn_file_actions_addclose(&actions, other)
    // An ignored signal stays ignored in a child, which a pager does not expect.
    var defaults = sigset_t()
    sigemptyset(&defaults)
    sigaddset(&defaults, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    return withCStrings(["/bin/sh", "-c", command]) { arguments in
      withCStrings(environment()) { environment in
        var process: pid_t = 0
        let failure = posix_spawn(&process, "/bin/sh", &actions, &attributes, arguments, environment)
        return failure == 0 ? process : nil
      }
    }
  }

  /// This process's, with UTF-8 for a `less` that would take the locale's word for another encoding.
  private static func environment() -> [String] {
    var variables: [String] = []
    var next = environ
    while let variable = next.pointee {
      variables.append(String(cString: variable))
      next += 1
    }
    if getenv("LESSCHARSET") == nil { variables.append("LESSCHARSET=utf-8") }
    return variables
  }

  private static func wait(for process: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { return 0 }
    }
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 0
  }

  private static func withCStrings<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let copies = strings.map { strdup($0) }
    defer { copies.forEach { free($0) } }
    return body(copies + [nil])
  }
}
