#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the program's three streams are connected to, and what that can show.
package enum Terminal {
  package enum Stream: Int32, Sendable { case input = 0, output = 1, error = 2 }

  /// Columns and rows of a screen.
  package struct Size: Hashable, Sendable {
    package var columns: Int
    package var rows: Int

    package init(columns: Int, rows: Int) {
      self.columns = columns
      self.rows = rows
    }
  }

  /// Whether a stream is a terminal.
  package static func isTerminal(_ stream: Stream) -> Bool { isatty(stream.rawValue) == 1 }

  /// The size of a stream's screen now, nil where it is no terminal or does not say.
  package static func size(of stream: Stream) -> Size? {
    var size = winsize()
    guard ioctl(stream.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return nil }
    return Size(columns: Int(size.ws_col), rows: Int(size.ws_row))
  }

  /// Whether the terminal obeys no escape sequences.
  package static var isDumb: Bool {
    guard let type = environment("TERM") else { return true }
    return type == "dumb"
  }

  /// Whether a stream may carry colours: it is a terminal that obeys them, and `NO_COLOR` (no-color.org) is not set.
  package static func supportsColor(_ stream: Stream) -> Bool {
    isTerminal(stream) && !isDumb && environment("NO_COLOR") == nil
  }

  /// Sets the character type from the environment, as UTF-8 where that is something else. Only that category: a
  /// decimal comma in a C library's numbers would be a wrong figure.
  package static func prepareLocale() {
    if setlocale(LC_CTYPE, "") != nil, isUTF8 { return }
    for name in ["C.UTF-8", "C.utf8", "en_US.UTF-8"] where setlocale(LC_CTYPE, name) != nil && isUTF8 { return }
  }

  /// Whether the character type is UTF-8.
  package static var isUTF8: Bool {
    guard let codeset = nl_langinfo(nl_item(CODESET)) else { return false }
    return strcasecmp(codeset, "UTF-8") == 0
  }

  /// Whether the environment's locale is one of UTF-8, whatever `prepareLocale` made of it: what is drawn with blocks
  /// must be shown by the terminal, not only be written.
  static var namesUTF8: Bool {
    let name = environment("LC_ALL") ?? environment("LC_CTYPE") ?? environment("LANG") ?? ""
    let letters = name.utf8.prefix { $0 != 0x40 }.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }.filter {
      $0 != 0x2D
    }
    return String(decoding: letters, as: UTF8.self).hasSuffix("utf8")
  }

  /// Writes all of a text at once, past the C library's buffers.
  package static func write(_ text: String, to stream: Stream) {
    var text = text
    text.withUTF8 { _ = writeAll(UnsafeRawBufferPointer($0), to: stream.rawValue) }
  }

  /// False where the other end has gone. A signal does not stop it.
  static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        var waited = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&waited, 1, -1)
      } else if errno != EINTR {
        return false
      }
    }
    return true
  }

  /// A variable of the environment, nil where it is unset or empty.
  static func environment(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }
}
