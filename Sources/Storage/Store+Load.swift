import Datasets
import Dispatch
import Formats
import GRDB
import Query
import Tables

extension Store {
  /// Loads files into one dataset, in one transaction: on any error, cancellation or crash the database is as before.
  /// Files whose bytes the dataset holds are passed over. Throws `SourceError` for a wrong file, `CancellationError`,
  /// and `StoreError` for all else.
  @discardableResult
  package func load(
    _ request: LoadRequest, progress: @escaping @Sendable (LoadProgress) -> Void = { _ in },
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> LoadReport {
    let (format, sniffed) = try format(of: request)
    let name = request.name ?? format.name
    let kept = request.mapping.isEmpty ? try keptMapping(ofDataset: name, for: format) : ColumnMapping()
    let destination = LoadSession.Destination(
      name: name, format: format, mapping: kept.isEmpty ? request.mapping : kept, toolVersion: toolVersion, now: now())
    var report = LoadReport(
      load: nil, dataset: destination.name, format: format.name, subject: format.datasetSubject, sniffed: sniffed,
      files: [])
    let check = LoadCheck(interruption: interruption, isCancelled: isCancelled)
    var meter = LoadMeter(files: request.files, progress: progress)
    try importing(destination, &report, check) { session, report in
      for path in request.files {
        do {
          try read(path, destination, session, &report, &meter, check)
          if report.files.last?.alreadyIn == nil { report.keptMapping = kept }
        } catch SourceError.mappedColumnAbsent where !kept.isEmpty {
          // A vintage with other columns: as if nothing had been kept. The header comes before any row.
          var plain = destination
          plain.mapping = ColumnMapping()
          try read(path, plain, session, &report, &meter, check)
        }
      }
      meter.fold(rows: session.reading.rows)
    }
    return report
  }

  /// Runs a load's transaction around `feed`, which hands rows to the session. Rolled back where every file was loaded
  /// before.
  func importing(
    _ destination: LoadSession.Destination, _ report: inout LoadReport, _ check: LoadCheck,
    _ feed: (LoadSession, inout LoadReport) throws -> Void
  ) throws {
    let doing = "loading into dataset '\(destination.name)'"
    guard !isReadOnly else { throw StoreError.readOnly(doing: doing) }
    do {
      try queue.writeWithoutTransaction { db in
        try db.inTransaction(.immediate) {
          let session = try LoadSession(db, destination)
          try feed(session, &report)
          guard report.files.contains(where: { $0.alreadyIn == nil }) else { return .rollback }
          try session.finish(&report, mapping: destination.mapping) { try check.check() }
          return .commit
        }
        // What the log holds goes into the file while nobody waits for a prompt.
        _ = try? db.checkpoint(.passive)
      }
    } catch let error as DatabaseError {
      let told = StoreError.from(error, doing: doing)
      if told == .interrupted { interruption.lower() }
      throw told
    }
  }

  /// The columns that earlier loads of a dataset were told of. Only for formats in which a mapping can be nothing but a
  /// column: a value for every row is of its own file.
  package func keptMapping(ofDataset name: String, for format: DatasetFormat) throws -> Datasets.ColumnMapping {
    guard [.incidents, .events, .measurements, .accessNow].contains(format.kind),
      let text = try dataset(named: name)?.mapping
    else { return ColumnMapping() }
    // Which sheet was read is a workbook's own too.
    let columns = JSONObject.decode(text).filter { $0.key != ColumnMapping.sheet }.sorted { $0.key < $1.key }
    return ColumnMapping(columns.map { ColumnMapping.Entry(field: $0.key, column: $0.value) })
  }

  /// The format of a dataset with kept columns, for a file that only they make readable.
  package func keptFormat(ofDataset name: String) throws -> DatasetFormat? {
    guard let detail = try dataset(named: name), let format = DatasetFormat.named(detail.summary.format),
      try !keptMapping(ofDataset: name, for: format).isEmpty
    else { return nil }
    return format
  }

  private func format(of request: LoadRequest) throws -> (DatasetFormat, sniffed: String?) {
    guard !request.files.isEmpty else { throw StoreError.noFiles }
    if let name = request.format {
      guard let format = DatasetFormat.named(name) else {
        throw StoreError.noSuchFormat(name: name, known: DatasetFormat.all.map(\.name))
      }
      return (format, nil)
    }
    var found: SourceReader.Sniffed?
    for path in request.files {
      var source = try ByteSource(path: path)
      let sniffed = try SourceReader.sniff(&source)
      if let found, found.format != sniffed.format {
        throw StoreError.mixedFormats(file: source.name, format: sniffed.format.name, others: found.format.name)
      }
      found = found ?? sniffed
    }
    guard let found else { throw StoreError.noFiles }
    return (found.format, found.reason)
  }

  private func read(
    _ path: String, _ destination: LoadSession.Destination, _ session: LoadSession, _ report: inout LoadReport,
    _ meter: inout LoadMeter, _ check: LoadCheck
  ) throws {
    let source = try ByteSource(path: path)
    let (name, size) = (source.name, source.size)
    if let size, try session.holdsFile(ofBytes: size) {
      let digest = try FileDigest.of(path, check: check)
      if let load = try session.loadHolding(sha256: digest.sha256) {
        report.files.append(
          LoadReport.File(name: name, sha256: digest.sha256, bytes: digest.bytes, alreadyIn: load, summary: nil))
        return
      }
    }
    let reading = FileReading(
      path: path, format: destination.format, mapping: destination.mapping,
      fingerprints: try session.fingerprints(for: destination.format), state: session.reading, check: check,
      meter: meter)
    let (digest, summary) = try reading.run(source) { batch in try session.write(batch) }
    let file = LoadReport.File(
      name: name, sha256: digest.sha256, bytes: digest.bytes, alreadyIn: nil, summary: summary)
    try session.insert(file)
    report.files.append(file)
    meter.bytesBefore += digest.bytes
  }
}

/// Asks whether a load is to stop.
struct LoadCheck: Sendable {
  let interruption: Interruption
  let isCancelled: @Sendable () -> Bool

  func check() throws {
    guard !isCancelled() else { throw CancellationError() }
    guard !interruption.isRaised else {
      interruption.lower()
      throw StoreError.interrupted
    }
  }
}

/// Tells how far a load is, over all of its files.
struct LoadMeter: Sendable {
  private let total: Int?
  private let progress: @Sendable (LoadProgress) -> Void
  var bytesBefore = 0

  init(files: [String], progress: @escaping @Sendable (LoadProgress) -> Void) {
    var sum: Int? = 0
    for path in files {
      let size = try? ByteSource(path: path).size
      if let size, let known = sum { sum = known + size } else { sum = nil }
    }
    total = sum
    self.progress = progress
  }

  func read(file: String, bytes: Int, rows: Int) {
    progress(
      LoadProgress(phase: .reading, file: file, bytesRead: bytesBefore + bytes, totalBytes: total, rows: rows))
  }

  func fold(rows: Int) {
    progress(LoadProgress(phase: .folding, file: "", bytesRead: bytesBefore, totalBytes: total, rows: rows))
  }
}
