#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the system answered when a file was asked for.
package struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  package let file: String
  /// The verb: `open`, `read`.
  package let doing: String
  /// `errno`
  package let code: Int32

  package init(file: String, doing: String, code: Int32) {
    self.file = file
    self.doing = doing
    self.code = code
  }

  /// The system's words: `No such file or directory`.
  package var reason: String { String(cString: strerror(code)) }

  package var description: String { "cannot \(doing) '\(file)': \(reason)" }
}
