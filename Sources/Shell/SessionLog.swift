import Tables
import Text

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file that holds a session's statements with what they said as comments, so that it is a script that runs again.
final class SessionLog {
  /// As it was named.
  let file: String
  /// How deep scripts ran each other where it was opened.
  let depth: Int
  private let path: String
  private var said = ""

  /// Opens a log, or goes on with one. Throws where the file is something else.
  init(file: String, path: String, depth: Int, head: String) throws {
    self.file = file
    self.depth = depth
    self.path = path
    if let text = Paths.text(of: path), !text.isEmpty {
      guard text.hasPrefix(Self.mark) else {
        throw Diagnostic(
          .error, "\"\(file.printable)\" exists and is not a log of curfew", help: "name another file")
      }
    }
    try append("\(Self.mark) \(head)\n")
  }

  private static let mark = "-- log of curfew"

  /// Keeps what was said until its statement has ended. A line of progress is written over itself, and is not kept.
  func add(_ text: String) {
    guard !text.hasPrefix("\r") else { return }
    said += text
  }

  /// Writes a statement and what it said; one that failed as a comment too.
  func record(_ statement: String, failed: Bool) throws {
    defer { said = "" }
    let text = failed ? Self.commented("failed: \(statement)") : statement.ended
    try append("\n\(text)\(Self.commented(said))")
  }

  private static func commented(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(plain)
    while lines.last == "" { lines.removeLast() }
    return lines.map { $0.isEmpty ? "--\n" : "-- \($0)\n" }.joined()
  }

  /// A line without colours (`ESC [ ... m`), and with nothing else that a terminal obeys.
  private static func plain(_ line: Substring) -> String {
    guard line.utf8.contains(0x1B) || line.utf8.contains(0x0D) else { return String(line).printable }
    var result = ""
    var isEscape = false
    for scalar in line.unicodeScalars where scalar != "\r" {
      if scalar == "\u{1B}" {
        isEscape = true
      } else if isEscape {
        isEscape = scalar != "m"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result.printable
  }

  private func append(_ text: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      let reason = strerror(errno).map { String(cString: $0) } ?? "error \(errno)"
      throw Diagnostic(.error, "\"\(file.printable)\" cannot be written: \(reason)")
    }
    var text = text
    let isWritten = text.withUTF8 { Terminal.writeAll(UnsafeRawBufferPointer($0), to: descriptor) }
    guard close(descriptor) == 0, isWritten else {
      throw Diagnostic(.error, "\"\(file.printable)\" cannot be written")
    }
  }
}

extension Session {
  /// `log on ["FILE"]`, `log off`
  func setLog(_ isOn: Bool, _ file: String?) throws {
    guard isOn else {
      guard let log else { return output.tell("nothing is logged\n") }
      self.log = nil
      return output.tell("\"\(log.file.printable)\" is closed\n")
    }
    let moment = Instant(seconds: Moments.now).iso
    let name = file ?? "curfew-\(moment.filter { $0.isNumber || $0 == "T" }).cq"
    let head = options.hidesTimes ? store.toolVersion : "\(store.toolVersion), \(moment)"
    let opened = try SessionLog(file: name, path: place(name), depth: depth, head: head)
    log = nil
    output.tell("statements and results go to \"\(name.printable)\" too\n")
    log = opened
  }
}
