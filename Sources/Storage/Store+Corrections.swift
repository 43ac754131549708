import GRDB
import Query
import Subjects
import Tables

/// What a user says of one record, apart from the catalogue that has it. It goes by the record's name, so that it holds
/// when the catalogue is loaded again.
package struct CorrectionRecord: Hashable, Sendable {
  /// `note` or `exclude`.
  package var kind: Correction
  package var subject: SubjectKind
  package var name: String
  package var text: String
  package var at: Instant

  package init(kind: Correction, subject: SubjectKind, name: String, text: String, at: Instant) {
    self.kind = kind
    self.subject = subject
    self.name = name
    self.text = text
    self.at = at
  }
}

/// The tables of what users add to their data: corrections, and what they pinned.
enum CorrectionTable {
  static let migrationName = "corrections and snapshots"

  static let tables = """
    create table correction(
      subject text not null, name text not null, kind text not null, text text not null, at integer not null,
      primary key(subject, name, kind)) strict, without rowid;
    create table snapshot(
      name text primary key, at integer not null, data_id text not null, tool_version text not null,
      datasets text not null, corrections text not null) strict, without rowid;
    create table snapshot_run(
      snapshot text not null references snapshot(name), run integer not null references run(id),
      primary key(snapshot, run)) strict, without rowid;
    """
}

extension Store {
  /// Every correction, by subject and name.
  package func corrections() throws -> [CorrectionRecord] {
    try reading("reading corrections") { db in
      try Row.fetchAll(db, sql: "select * from correction order by subject, name, kind").compactMap { row in
        guard let kind = Correction(rawValue: row["kind"]), let subject = SubjectKind(rawValue: row["subject"]) else {
          return nil
        }
        return CorrectionRecord(
          kind: kind, subject: subject, name: row["name"], text: row["text"], at: Instant(seconds: row["at"]))
      }
    }
  }

  /// Notes, excludes or includes a record. False where there is nothing to take back. Throws `StoreError.noSuchRecord`
  /// for a name that no catalogue has.
  @discardableResult
  package func correct(_ correction: Correction, subject: SubjectKind, name: String, text: String) throws -> Bool {
    try writing("correcting \(name)") { db in
      guard correction != .include else {
        try db.execute(
          sql: "delete from correction where subject = ? and name = ? and kind = 'exclude'",
          arguments: [subject.rawValue, name])
        return db.changesCount > 0
      }
      guard try names(subject, in: db).contains(name) else {
        throw StoreError.noSuchRecord(name: name, known: try names(subject, in: db))
      }
      try put(CorrectionRecord(kind: correction, subject: subject, name: name, text: text, at: moment), in: db)
      return true
    }
  }

  /// Takes corrections over from elsewhere, all or none; those of records that are not here wait for them. Gives how
  /// many of them name a record that is here.
  package func take(corrections: [CorrectionRecord]) throws -> Int {
    try writing("taking corrections") { db in
      for correction in corrections { try put(correction, in: db) }
      let known = [SubjectKind.incidents, .events].map { ($0, (try? names($0, in: db)) ?? []) }
      return corrections.count { correction in
        known.contains { $0.0 == correction.subject && $0.1.contains(correction.name) }
      }
    }
  }

  private var moment: Instant { Instant(seconds: now()) }

  private func put(_ correction: CorrectionRecord, in db: Database) throws {
    try db.execute(
      sql: "insert or replace into correction(subject, name, kind, text, at) values (?, ?, ?, ?, ?)",
      arguments: [
        correction.subject.rawValue, correction.name, correction.kind.rawValue, correction.text, correction.at.seconds,
      ])
  }

  private func names(_ subject: SubjectKind, in db: Database) throws -> Set<String> {
    switch subject {
    case .incidents: try String.fetchSet(db, sql: "select name from incident where current = 1 and name is not null")
    case .events: try String.fetchSet(db, sql: "select name from event where current = 1 and name is not null")
    default: []
    }
  }
}
