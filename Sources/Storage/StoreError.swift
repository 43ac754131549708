/// What the database or the system refused, and what was being done.
package enum StoreError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file was written by a newer version of the program.
  case newerSchema(file: String, unknown: [String])
  /// The file is no database of this program, or no database at all.
  case notADatabase(file: String)
  case cannotOpen(file: String, reason: String)
  case corrupted(doing: String, reason: String)
  case locked(doing: String)
  case full(doing: String)
  case readOnly(doing: String)
  /// `interrupt()` was called.
  case interrupted
  case noSuchLoad(Int)
  case noSuchDataset(String)
  /// No catalogue has a record of this name.
  case noSuchRecord(name: String, known: Set<String>)
  case snapshotExists(String)
  /// The dataset exists and holds another kind of row.
  case subjectMismatch(dataset: String, holds: String, given: String)
  /// The files of one load are one dataset, so of one format.
  case mixedFormats(file: String, format: String, others: String)
  case noFiles
  case noSuchFormat(name: String, known: [String])
  case database(doing: String, reason: String)

  package var description: String {
    switch self {
    case .newerSchema(let file, let unknown):
      "'\(file)' was written by a newer version of curfew (it knows \(unknown.joined(separator: ", "))): "
        + "use that version, or another file"
    case .notADatabase(let file): "'\(file)' is not a curfew database"
    case .cannotOpen(let file, let reason): "cannot open the database '\(file)': \(reason)"
    case .corrupted(let doing, let reason): "the database is damaged (\(reason)) while \(doing): restore a copy of it"
    case .locked(let doing): "another process is writing to the database, so \(doing) was given up: try again"
    case .full(let doing): "the disk is full, so \(doing) was given up and the database is as it was before"
    case .readOnly(let doing): "the database is open for reading only, so \(doing) is not possible"
    case .interrupted: "interrupted"
    case .noSuchLoad(let number): "there is no load \(number)"
    case .noSuchRecord(let name, _): "there is no record '\(name)'"
    case .snapshotExists(let name): "there is a snapshot '\(name)' already"
    case .noSuchDataset(let name): "there is no dataset '\(name)'"
    case .subjectMismatch(let dataset, let holds, let given):
      "dataset '\(dataset)' holds \(holds), and the file has \(given): load it under another name"
    case .mixedFormats(let file, let format, let others):
      "'\(file)' is \(format) and the files before it are \(others): load them one format at a time"
    case .noFiles: "no file was named"
    case .noSuchFormat(let name, let known): "'\(name)' is not a format; formats: \(known.joined(separator: ", "))"
    case .database(let doing, let reason): "the database failed while \(doing): \(reason)"
    }
  }
}
