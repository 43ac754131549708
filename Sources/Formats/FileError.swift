#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Why a file's bytes cannot be had: what the system answered, or what is wrong with the packing.
package struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  package let file: String
  /// The verb: `open`, `read`.
  package let doing: String
  /// For people: the system's words, or what is wrong with the file.
  package let reason: String

  /// `code` is an `errno`: `No such file or directory`.
  package init(file: String, doing: String, code: Int32) {
    self.init(file: file, doing: doing, reason: String(cString: strerror(code)))
  }

  package init(file: String, doing: String, reason: String) {
    self.file = file
    self.doing = doing
    self.reason = reason
  }

  package var description: String { "cannot \(doing) '\(file)': \(reason)" }
}
