import Tables
import Text

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Why a result was not written to a file.
package enum ExportError: Error, Hashable, Sendable {
  /// There is a file of that name that this statement did not make.
  case exists(file: String)
  /// A folder, a device, a pipe.
  case notAFile(file: String)
  case noFolder(file: String)
  /// The result is to be drawn and cannot be.
  case notDrawn(ChartError)
  /// The system refused: what was being done, and its own words.
  case system(file: String, doing: String, reason: String)

  /// What to show, with what to type instead.
  package var diagnostic: Diagnostic {
    switch self {
    case .exists(let file):
      Diagnostic(
        .error, "\"\(file)\" exists and was not made by this statement",
        help: "add 'replace' after the file's name to replace it, or name another file")
    case .notAFile(let file):
      Diagnostic(.error, "\"\(file)\" is not a regular file", help: "name a file to write")
    case .noFolder(let file):
      Diagnostic(.error, "the folder of \"\(file)\" does not exist", help: "make the folder, or name another file")
    case .notDrawn(let error): error.diagnostic
    case .system(let file, let doing, let reason):
      Diagnostic(.error, "\(doing) \"\(file)\": \(reason)")
    }
  }
}

/// Writes a result to a file, whole or not at all: a temporary file in the same folder, renamed.
///
/// A file that says itself (or in `FILE.provenance.json` beside it) that the same statement made it is replaced; any
/// other existing file only with `replacing`. Returns the paths written.
@discardableResult
package func export(
  _ answer: Answer, as format: OutputFormat, to path: String, options: RenderOptions = RenderOptions(),
  replacing: Bool = false
) throws(ExportError) -> [String] {
  var plain = options
  (plain.isColor, plain.isASCII, plain.elapsed, plain.resultNumber) = (false, false, nil, nil)
  // Tables have nothing to do with how a result is drawn beside them.
  if format != .table && !format.isPicture { plain.chart = nil }
  let text: String
  do {
    if let request = plain.chart { plain.chart = ChartRequest(try Chart(answer, request, plain).kind) }
    text = try render(answer, as: format, options: plain)
  } catch { throw .notDrawn(error) }
  let sidecar = path + ".provenance.json"
  try check(path, format: format, sidecar: sidecar, provenance: answer.provenance, replacing: replacing)
  var pending = [try PendingFile(text, for: path)]
  if !format.carriesProvenance {
    let digest = SHA256Digest.hex(of: text)
    let beside = renderSidecar(answer, plain, file: lastComponent(of: path), digest: digest)
    pending.append(try PendingFile(beside, for: sidecar))
  }
  for file in pending { try file.publish() }
  return pending.map(\.path)
}

private func check(
  _ path: String, format: OutputFormat, sidecar: String, provenance: Provenance, replacing: Bool
) throws(ExportError) {
  var status = stat()
  guard stat(path, &status) == 0 else {
    guard errno == ENOENT else { throw .system(file: path, doing: "looking at", reason: systemReason()) }
    return
  }
  guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(file: path) }
  guard !replacing, status.st_size > 0 else { return }
  let holder = format.carriesProvenance ? path : sidecar
  let mark = format.carriesProvenance ? format.statementLine(provenance) : statementField(provenance)
  // Markdown says it at its end; elsewhere it is at the head, and a copy further down is somebody's own text.
  let depth = format == .markdown ? Int.max : 10
  guard let text = readText(holder), text.hasLine(mark, within: depth) else { throw .exists(file: path) }
}

extension OutputFormat {
  /// The line by which a file of this format says what made it.
  fileprivate func statementLine(_ provenance: Provenance) -> String {
    switch self {
    case .latex: latexStatementLine(provenance)
    case .markdown, .svg: markdownStatementLine(provenance)
    case .json, .table, .csv, .tsv, .jsonl, .vegaLite: statementField(provenance)
    }
  }
}

extension String {
  /// Whether one of the first lines of the text is the other text, spaces around it and a comma at its end apart.
  fileprivate func hasLine(_ wanted: String, within depth: Int) -> Bool {
    utf8.split(separator: 0x0A).prefix(depth).contains { line in
      var line = line.drop { $0 == 0x20 }
      while let last = line.last, last == 0x20 || last == 0x2C || last == 0x0D { line.removeLast() }
      return line.elementsEqual(wanted.utf8)
    }
  }
}

/// A file's text; nil where it cannot be read or is larger than any table that a publication holds.
private func readText(_ path: String) -> String? {
  let largest = 64 << 20
  guard let file = fopen(path, "rb") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while bytes.count <= largest {
    let count = fread(&buffer, 1, buffer.count, file)
    guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
    bytes += buffer.prefix(count)
  }
  return nil
}

private func lastComponent(of path: String) -> String {
  path.utf8.lastIndex(of: 0x2F).map { String(path[path.utf8.index(after: $0)...]) } ?? path
}

private func systemReason() -> String { strerror(errno).map { String(cString: $0) } ?? "error \(errno)" }

/// A whole text under a temporary name, removed again unless it is published.
final class PendingFile {
  let path: String
  private let target: String
  private let temporary: String
  private var isPublished = false

  init(_ text: String, for path: String) throws(ExportError) {
    self.path = path
    let target = Self.resolved(path)
    self.target = target
    let folderEnd = target.utf8.lastIndex(of: 0x2F).map { target.utf8.index(after: $0) } ?? target.startIndex
    let folder = target[..<folderEnd]
    temporary = "\(folder).curfew-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      isPublished = true
      guard errno != ENOENT && errno != ENOTDIR else { throw .noFolder(file: path) }
      throw .system(file: path, doing: "writing", reason: systemReason())
    }
    Self.copyMode(of: target, to: descriptor)
    let isWritten = Self.put(text, to: descriptor) && fsync(descriptor) == 0
    let reason = systemReason()
    guard close(descriptor) == 0, isWritten else {
      throw .system(file: path, doing: "writing", reason: reason)
    }
  }

  deinit { if !isPublished { unlink(temporary) } }

  func publish() throws(ExportError) {
    guard rename(temporary, target) == 0 else {
      throw .system(file: path, doing: "writing", reason: systemReason())
    }
    isPublished = true
  }

  /// Where a symbolic link leads, so that the file is replaced and not the link.
  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  private static func copyMode(of path: String, to descriptor: Int32) {
    var status = stat()
    if stat(path, &status) == 0 { _ = fchmod(descriptor, status.st_mode & 0o777) }
  }

  private static func put(_ text: String, to descriptor: Int32) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var done = 0
      while done < bytes.count {
        let rest = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[done...])
        let count = write(descriptor, rest.baseAddress, rest.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        done += count
      }
      return true
    }
  }
}
