#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The bytes of one file in order, read in chunks, each shown to an observer once (a digest, progress, cancellation),
/// so that one pass does for all. A file packed with gzip or zstd is unpacked on the way, in constant memory: the observer
/// sees the file's own bytes, the reader what is in it. A UTF-8 byte order mark at the start of a text is not given to
/// the reader.
package struct ByteSource: ~Copyable {
  /// The file's base name, for messages.
  package let name: String
  /// Of the file, where it is known: for progress.
  package let size: Int?
  /// Bytes of the file read so far, packed as they are.
  package internal(set) var bytesRead = 0
  /// Sees every chunk once, in order; what it throws (`CancellationError`) ends the read.
  package var observe: ((UnsafeRawBufferPointer) throws -> Void)?

  private var descriptor: Int32
  /// Of the file, read and not yet used.
  private var pending: [UInt8]
  private var taken = 0
  /// Where the bytes in memory end that are this source's.
  private var pendingEnd: Int?
  private var atStart = true
  var unpacked: UnpackedBytes?
  var hasLooked = false

  /// A file; with `unpacks` false its own bytes. Throws `FileError` where it cannot be opened.
  package init(path: String, unpacks: Bool = true) throws(FileError) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let opened = try Self.open(path, name: name)
    self.name = name
    size = opened.size
    descriptor = opened.descriptor
    pending = []
    hasLooked = !unpacks
  }

  /// Bytes in memory, under a name for messages.
  package init(bytes: [UInt8], name: String) {
    self.name = name
    size = bytes.count
    descriptor = -1
    pending = bytes
  }

  /// One entry of an archive in memory, which is not copied.
  init(_ entry: ZipArchive.Entry, of archive: ZipArchive) {
    name = archive.name
    size = entry.packedSize
    descriptor = -1
    pending = archive.bytes
    taken = entry.start
    pendingEnd = entry.start + entry.packedSize
    hasLooked = true
    if entry.isPacked {
      let unpacked = UnpackedBytes(.deflate)
      unpacked.expected = (entry.crc, entry.size)
      self.unpacked = unpacked
    }
  }

  deinit {
    if descriptor >= 0 { _ = close(descriptor) }
  }

  /// The first bytes (at most `count`), unpacked, which stay to be read; for sniffing.
  package mutating func peek(_ count: Int) throws(FileError) -> [UInt8] {
    try lookForPacking()
    guard unpacked != nil else { return try peekFile(count) }
    while (unpacked?.ahead.count ?? count) < count {
      guard try unpackAhead() else { break }
    }
    return Array((unpacked?.ahead ?? [])[...].prefix(count))
  }

  /// Fills the front of `buffer`; 0 at the end of the file. Throws `FileError` or what the observer throws.
  package mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    try lookForPacking()
    if unpacked != nil { return try readUnpacked(into: buffer) }
    if atStart { try dropByteOrderMark() }
    let got = try fill(buffer)
    guard got > 0 else { return 0 }
    bytesRead += got
    try observe?(UnsafeRawBufferPointer(rebasing: buffer[..<got]))
    return got
  }

  mutating func peekFile(_ count: Int) throws(FileError) -> [UInt8] {
    while descriptor >= 0, pending.count - taken < count {
      var chunk = [UInt8](repeating: 0, count: count - (pending.count - taken))
      let got = try readDescriptor(&chunk)
      guard got > 0 else { break }
      pending.append(contentsOf: chunk[..<got])
    }
    return Array(pending[taken..<(pendingEnd ?? pending.count)].prefix(count))
  }

  private mutating func dropByteOrderMark() throws {
    atStart = false
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    guard try peekFile(mark.count) == mark else { return }
    taken += mark.count
    bytesRead += mark.count
    try mark.withUnsafeBytes { try observe?($0) }
  }

  /// Bytes of the file as it is.
  mutating func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    let end = pendingEnd ?? pending.count
    guard taken < end else {
      pending = []
      pendingEnd = nil
      taken = 0
      return descriptor >= 0 ? try readDescriptor(buffer) : 0
    }
    let count = min(buffer.count, end - taken)
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
