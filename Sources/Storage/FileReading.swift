import Datasets
import Dispatch
import Formats
import Subjects
import Synchronization
import Tables

/// A file's digest and size.
struct FileDigest: Sendable {
  var sha256: String
  var bytes: Int

  /// Reads the whole file.
  static func of(_ path: String, check: LoadCheck) throws -> FileDigest {
    var source = try ByteSource(path: path, unpacks: false)
    let observer = DigestObserver()
    source.observe = { bytes in
      observer.add(bytes)
      try check.check()
    }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { buffer.deallocate() }
    while try source.read(into: buffer) > 0 {}
    return observer.digest
  }
}

/// Digests the bytes that a source reads, in the same pass.
final class DigestObserver {
  private var sha256 = SHA256Digest()
  private(set) var bytes = 0

  func add(_ chunk: UnsafeRawBufferPointer) {
    sha256.update(chunk)
    bytes += chunk.count
  }

  var digest: FileDigest { FileDigest(sha256: sha256.hex(), bytes: bytes) }
}

/// One file on its way in: a thread reads it into batches while the caller's writes them.
struct FileReading {
  let path: String
  let format: DatasetFormat
  let mapping: Datasets.ColumnMapping
  /// Marks of block pages, for raw measurements.
  let fingerprints: Fingerprints
  let state: ReadingState
  let check: LoadCheck
  let meter: LoadMeter

  /// Three batches exist at most: one read, one waiting, one written.
  private static let queueLength = 1

  /// What a read gives; set by the reading thread before its end, read by the writing one after it.
  private final class Outcome: Sendable {
    let result = Mutex<Result<(FileDigest, ReadSummary), any Error>?>(nil)
  }

  /// Reads everything; `write` is called on the caller's thread.
  func run(
    _ source: consuming ByteSource, write: (LoadBatch) throws -> Void
  ) throws -> (FileDigest, ReadSummary) {
    let channel = BatchChannel(capacity: Self.queueLength)
    let outcome = Outcome()
    let done = DispatchSemaphore(value: 0)
    let source = SourceBox(source)
    // The state goes to the reading thread and comes back with `done`: never two threads at once.
    nonisolated(unsafe) let reading = self
    let hasStarted = ReadingThread.start {
      let result = Result { try reading.read(source.take(), into: channel) }
      outcome.result.withLock { $0 = result }
      channel.finish()
      done.signal()
    }
    guard hasStarted else {
      throw StoreError.database(doing: "starting a thread to read '\(path)'", reason: "the system gives none")
    }
    var failure: (any Error)?
    while let batch = channel.next() {
      do { try write(batch) } catch {
        failure = error
        channel.abandon()
        break
      }
    }
    done.wait()
    if let failure { throw failure }
    guard let result = outcome.result.withLock({ $0 }) else { throw CancellationError() }
    return try result.get()
  }

  private func read(_ source: consuming ByteSource, into channel: BatchChannel) throws -> (FileDigest, ReadSummary) {
    let observer = DigestObserver()
    let name = source.name
    let size = source.size
    source.observe = { [check, meter, state] bytes in
      observer.add(bytes)
      try check.check()
      meter.read(file: name, bytes: observer.bytes, rows: state.rows)
    }
    var receiver = LoadReceiver(state: state) { try channel.send($0) }
    let summary = try SourceReader.read(
      format, from: source, mapping: mapping, fingerprints: fingerprints, into: &receiver)
    try receiver.finish()
    // A reader may stop before the end of the file; the digest is of all of it.
    if let size, observer.bytes < size { return (try FileDigest.of(path, check: check), summary) }
    return (observer.digest, summary)
  }
}

/// Carries a source to the thread that reads it.
private final class SourceBox: @unchecked Sendable {
  // Filled by one thread before the other starts, emptied once by the other.
  private var source: ByteSource?

  init(_ source: consuming ByteSource) { self.source = consume source }

  func take() throws -> ByteSource {
    guard let source = source.take() else { throw CancellationError() }
    return source
  }
}
