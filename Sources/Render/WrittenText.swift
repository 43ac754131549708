#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Writes a text to a file, whole or not at all. An existing file is left alone unless `replacing`.
package func write(_ text: String, to path: String, replacing: Bool) throws(ExportError) {
  var status = stat()
  if stat(path, &status) == 0 {
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(file: path) }
    guard replacing || status.st_size == 0 else { throw .exists(file: path) }
  }
  try PendingFile(text, for: path).publish()
}
