#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The bytes of one file in order, read in chunks, each shown to an observer once (a digest, progress, cancellation),
/// so that one pass does for all. A UTF-8 byte order mark at the start is given to the observer and not to the reader.
package struct ByteSource: ~Copyable {
  /// The file's base name, for messages.
  package let name: String
  /// Of the file, where it is known: for progress.
  package let size: Int?
  /// Bytes read so far.
  package private(set) var bytesRead = 0
  /// Sees every chunk once, in order; what it throws (`CancellationError`) ends the read.
  package var observe: ((UnsafeRawBufferPointer) throws -> Void)?

  private var descriptor: Int32
  private var pending: [UInt8]
  private var taken = 0
  private var atStart = true

  /// A file. Throws `FileError` where it cannot be opened.
  package init(path: String) throws(FileError) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let opened = try Self.open(path, name: name)
    self.name = name
    size = opened.size
    descriptor = opened.descriptor
    pending = []
  }

  /// Bytes in memory, under a name for messages.
  package init(bytes: [UInt8], name: String) {
    self.name = name
    size = bytes.count
    descriptor = -1
    pending = bytes
  }

  deinit {
    if descriptor >= 0 { _ = close(descriptor) }
  }

  /// The first bytes (at most `count`), which stay to be read; for sniffing.
  package mutating func peek(_ count: Int) throws(FileError) -> [UInt8] {
    while descriptor >= 0, pending.count - taken < count {
      var chunk = [UInt8](repeating: 0, count: count - (pending.count - taken))
      let got = try readDescriptor(&chunk)
      guard got > 0 else { break }
      pending.append(contentsOf: chunk[..<got])
    }
    return Array(pending[taken...].prefix(count))
  }

  /// Fills the front of `buffer`; 0 at the end of the file. Throws `FileError` or what the observer throws.
  package mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    if atStart { try dropByteOrderMark() }
    let got = try fill(buffer)
    guard got > 0 else { return 0 }
    bytesRead += got
    try observe?(UnsafeRawBufferPointer(rebasing: buffer[..<got]))
    return got
  }

  private mutating func dropByteOrderMark() throws {
    atStart = false
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    guard try peek(mark.count) == mark else { return }
    taken += mark.count
    bytesRead += mark.count
    try mark.withUnsafeBytes { try observe?($0) }
  }

  private mutating func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    guard taken < pending.count else {
      pending = []
      taken = 0
      return descriptor >= 0 ? try readDescriptor(buffer) : 0
    }
    let count = min(buffer.count, pending.count - taken)
    pending.withUnsafeBytes { bytes in buffer.copyBytes(from: bytes[taken..<taken + count]) }
    taken += count
    return count
  }

  private static func open(_ path: String, name: String) throws(FileError) -> (descriptor: Int32, size: Int?) {
    #if canImport(Glibc)
      let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    #elseif canImport(Musl)
      let descriptor = Musl.open(path, O_RDONLY | O_CLOEXEC)
    #else
      let descriptor = Darwin.open(path, O_RDONLY | O_CLOEXEC)
    #endif
    guard descriptor >= 0 else { throw FileError(file: name, doing: "open", code: errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let code = errno
      _ = close(descriptor)
      throw FileError(file: name, doing: "examine", code: code)
    }
    let type = status.st_mode & S_IFMT
    guard type != S_IFDIR else {
      _ = close(descriptor)
      throw FileError(file: name, doing: "read", code: EISDIR)
    }
    return (descriptor, type == S_IFREG ? Int(status.st_size) : nil)
  }

  private func readDescriptor(_ chunk: inout [UInt8]) throws(FileError) -> Int {
    let result: Result<Int, FileError> = chunk.withUnsafeMutableBytes { bytes in
      do throws(FileError) { return .success(try readDescriptor(bytes)) } catch { return .failure(error) }
    }
    return try result.get()
  }

  private func readDescriptor(_ buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    while true {
      #if canImport(Glibc)
        let got = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      #elseif canImport(Musl)
        let got = Musl.read(descriptor, buffer.baseAddress, buffer.count)
      #else
        let got = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
      #endif
      if got >= 0 { return got }
      guard errno == EINTR else { throw FileError(file: name, doing: "read", code: errno) }
    }
  }
}
