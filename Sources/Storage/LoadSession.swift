import Datasets
import GRDB
import Platforms
import Query
import Subjects
import Tables

/// The writing side of one load, inside its transaction.
final class LoadSession {
  let load: Int
  let dataset: Int
  let subject: Catalog.DatasetSubject
  let reading: ReadingState
  private let db: Database
  private let cells = CellSorter()
  private let measurements: MeasurementWriter
  private let aggregates: AggregateWriter
  private let catalogue: CatalogueWriter
  private let editions: EditionWriter
  private var knownFingerprints: Fingerprints?
  private let identitiesBefore: Int
  private var catalogueRows = 0

  /// Where the rows of one load go.
  struct Destination {
    var name: String
    var format: DatasetFormat
    var mapping: Datasets.ColumnMapping
    var toolVersion: String
    var now: Int
  }

  init(_ db: Database, _ destination: Destination) throws {
    self.db = db
    subject = destination.format.datasetSubject
    dataset = try Self.dataset(db, destination)
    try db.execute(
      sql: "insert into load(dataset, started, tool_version) values (?, ?, ?)",
      arguments: [dataset, destination.now, destination.toolVersion])
    load = Int(db.lastInsertedRowID)
    reading = ReadingState(targets: try TargetIndex(db))
    measurements = try MeasurementWriter(db, load: load, origins: OriginIndex(db), cells: cells)
    aggregates = AggregateWriter(db, dataset: dataset, load: load)
    catalogue = CatalogueWriter(db: db, dataset: dataset, load: load)
    editions = EditionWriter(db, dataset: dataset, load: load)
    let table = subject.catalogueTable
    identitiesBefore = if let table { try CatalogueWriter.identities(db, table, dataset: dataset) } else { 0 }
  }

  private static func dataset(_ db: Database, _ destination: Destination) throws -> Int {
    let format = destination.format
    let subject = format.datasetSubject.rawValue
    let known = try Row.fetchOne(
      db, sql: "select id, subject from dataset where name = ?", arguments: [destination.name])
    if let known {
      guard known["subject"] == subject else {
        throw StoreError.subjectMismatch(dataset: destination.name, holds: known["subject"], given: subject)
      }
      return known["id"]
    }
    func text(_ value: String) -> String? { value.isEmpty ? nil : value }
    try db.execute(
      sql: """
        insert into dataset(name, format, subject, title, publisher, licence, citation, url, grade, covers)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        destination.name, format.name, subject, format.title, text(format.publisher), text(format.licence),
        text(format.citation), text(format.url), format.grade, format.coverage == .world ? "world" : nil,
      ])
    return Int(db.lastInsertedRowID)
  }

  func write(_ batch: consuming LoadBatch) throws {
    switch consume batch {
    case .measurements(var batch): try measurements.write(&batch)
    case .aggregates(let rows, let newTargets):
      try measurements.insert(newTargets)
      for aggregate in rows { try aggregates.insert(aggregate.row, target: aggregate.target) }
    case .incidents(let rows):
      catalogueRows += rows.count
      for incident in rows { try catalogue.insert(incident) }
    case .events(let rows):
      catalogueRows += rows.count
      for event in rows { try catalogue.insert(event) }
    case .signals(let rows): for signal in rows { try editions.insert(signal) }
    case .facts(let rows): for fact in rows { try editions.insert(fact) }
    case .rejects(let rows): for reject in rows { try insert(reject) }
    }
  }

  private func insert(_ reject: Reject) throws {
    try db.cachedStatement(
      sql: "insert into reject(load, line, field, value, reason, kind, kept_row) values (?, ?, ?, ?, ?, ?, ?)"
    ).execute(arguments: [
      load, reject.line, reject.field, reject.value, reject.reason, reject.kind.rawValue, reject.keptRow,
    ])
  }

  /// What the database holds of block pages, where the format can be confirmed by it.
  func fingerprints(for format: DatasetFormat) throws -> Fingerprints {
    guard format.kind == .raw else { return .none }
    if let knownFingerprints { return knownFingerprints }
    let fingerprints = Fingerprints(try EditionTable.fingerprints(db))
    knownFingerprints = fingerprints
    return fingerprints
  }

  /// The load that brought these bytes to this dataset, this one included.
  func loadHolding(sha256: String) throws -> Int? {
    try Int.fetchOne(
      db, sql: "select l.id from file f join load l on l.id = f.load where l.dataset = ? and f.sha256 = ?",
      arguments: [dataset, sha256])
  }

  /// A file of this dataset has this size, so its digest is worth comparing.
  func holdsFile(ofBytes bytes: Int) throws -> Bool {
    try Bool.fetchOne(
      db,
      sql: "select exists(select 1 from file f join load l on l.id = f.load where l.dataset = ? and f.bytes = ?)",
      arguments: [dataset, bytes]) ?? false
  }

  func insert(_ file: LoadReport.File) throws {
    try db.execute(
      sql: "insert into file(load, name, sha256, bytes) values (?, ?, ?, ?)",
      arguments: [load, file.name, file.sha256, file.bytes])
  }

  /// Folds the cells, settles what is current, writes the load's figures and fills in the report.
  func finish(_ report: inout LoadReport, mapping: Datasets.ColumnMapping, check: () throws -> Void) throws {
    try CellWriter(db, targets: reading.targets).write(cells, check: check)
    report.load = load
    report.kept = measurements.kept + aggregates.kept + editions.kept
    report.repeated = measurements.repeated + aggregates.repeated + editions.repeated
    report.disagreed = measurements.disagreed + aggregates.disagreed + editions.disagreed
    if editions.hasPlatforms {
      let change = PlatformChange(before: reading.targets.catalog, after: try PlatformCatalog.stored(in: db))
      report.platforms = try change.apply(db, check: check)
    }
    if subject == .incidents { try PlatformChange.nameServices(db, reading.targets.catalog, load: load) }
    if let table = subject.catalogueTable {
      try CatalogueWriter.settle(db, table, dataset: dataset)
      report.kept = try CatalogueWriter.identities(db, table, dataset: dataset) - identitiesBefore
      report.repeated = catalogueRows - report.kept
      report.twins = try CatalogueWriter.twins(db, dataset: dataset)
    }
    report.rejected = report.files.reduce(reading.refused) { $0 + ($1.summary?.rejected ?? 0) }
    report.fieldsRejected = report.files.reduce(0) { $0 + ($1.summary?.fieldsRejected ?? 0) }
    report.rowsRead = report.kept + report.repeated + report.rejected
    report.rejectKinds = reading.rejectKinds
    report.span = TimeSpan(first: reading.firstSecond, last: reading.lastSecond)
    report.isSynthetic = report.files.contains { $0.summary?.isSynthetic == true }
    report.isUnmarked = knownFingerprints?.isEmpty == true && report.kept + report.repeated > 0
    try record(report, mapping)
  }

  private func record(_ report: LoadReport, _ mapping: Datasets.ColumnMapping) throws {
    try db.execute(
      sql: """
        update load set rows_read = ?, kept = ?, repeated = ?, rejected = ?, disagreed = ?, first_time = ?,
          last_time = ?, synthetic = ? where id = ?
        """,
      arguments: [
        report.rowsRead, report.kept, report.repeated, report.rejected, report.disagreed, reading.firstSecond,
        reading.lastSecond, report.isSynthetic, load,
      ])
    let fields = Dictionary(mapping.entries.map { ($0.field, $0.column) }) { $1 }
    try db.execute(
      sql:
        "update dataset set mapping = coalesce(?, mapping), identities = identities | ?, unmarked = unmarked or ? where id = ?",
      arguments: [
        fields.isEmpty ? nil : JSONObject.encode(fields), measurements.identities.rawValue, report.isUnmarked, dataset,
      ])
    try Self.settleDataset(db, dataset)
  }

  /// What a dataset takes from its loads: the period that it covers, whether any of it is synthetic.
  static func settleDataset(_ db: Database, _ dataset: Int) throws {
    try db.execute(
      sql: """
        update dataset set (covers_start, covers_end, synthetic, retrieved) = (
          select min(first_time), max(last_time), coalesce(max(synthetic), 0), max(started) from load
          where load.dataset = dataset.id)
        where id = ?
        """, arguments: [dataset])
  }
}

extension DatasetFormat {
  /// The kind of rows that its dataset holds.
  var datasetSubject: Catalog.DatasetSubject {
    switch subject {
    case .measurements: isAggregate ? .aggregates : .measurements
    case .incidents: .incidents
    case .events: .events
    case .signals: .signals
    case .reference: .reference
    }
  }
}

extension Catalog.DatasetSubject {
  /// The table of a catalogue's rows; nil for measurements.
  var catalogueTable: String? {
    switch self {
    case .incidents: "incident"
    case .events: "event"
    case .measurements, .aggregates, .signals, .reference: nil
    }
  }
}
