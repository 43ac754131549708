import Text

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The user's editor, on a text in a temporary file.
struct TextEditor {
  /// What a shell runs, with the file after it.
  var command: String

  /// `$VISUAL`, `$EDITOR`, or `vi`.
  static func fromEnvironment() -> TextEditor {
    TextEditor(command: Paths.environment("VISUAL") ?? Paths.environment("EDITOR") ?? "vi")
  }

  /// The text as the user left it; nil where the editor ended with an error, which is how one gives up.
  func edit(_ text: String) throws -> String? {
    let path = "\(Paths.environment("TMPDIR") ?? "/tmp")/curfew-\(getpid())-\(UInt32.random(in: 0 ... .max)).cq"
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Diagnostic(.error, "no temporary file can be made for the editor") }
    defer { unlink(path) }
    var text = text
    let isWritten = text.withUTF8 { Terminal.writeAll(UnsafeRawBufferPointer($0), to: descriptor) }
    guard close(descriptor) == 0, isWritten else {
      throw Diagnostic(.error, "the temporary file for the editor cannot be written")
    }
    switch ChildProcess.status(of: ["/bin/sh", "-c", "\(command) \"$1\"", "sh", path]) {
    case 0: return Paths.text(of: path)
    case 126, 127, nil:
      throw Diagnostic(
        .error, "the editor '\(command.printable)' cannot be run", help: "set EDITOR to one that can")
    default: return nil
    }
  }
}

/// Programs that take the terminal over while they run.
enum ChildProcess {
  /// Runs one to its end; nil where it could not be started or was stopped by a signal.
  static func status(of arguments: [String]) -> Int32? {
    guard let program = arguments.first else { return nil }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // An ignored signal stays ignored in a child, which an editor does not expect.
    var defaults = sigset_t()
    sigemptyset(&defaults)
    sigaddset(&defaults, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    var process: pid_t = 0
    let copies = arguments.map { strdup($0) }
    defer { copies.forEach { free($0) } }
    guard posix_spawn(&process, program, nil, &attributes, copies + [nil], environ) == 0 else { return nil }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { return nil }
    }
    // Ctrl-C inside it was for it.
    Signals.reset()
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : nil
  }
}
