import GRDB

/// Sets of datasets that hold a test, by number, and the dataset and grade of every load.
final class OriginIndex {
  private let db: Database
  private var numbers: [[Int]: UInt32] = [:]
  /// The same by loads, of which there are few combinations and many lookups.
  private var numbersByLoads: [[UInt32]: UInt32] = [:]
  private var loads: [Int: (dataset: Int, grade: Int)] = [:]

  init(_ db: Database) throws {
    self.db = db
    for row in try Row.fetchAll(db, sql: "select id, datasets from origin") {
      let datasets = (row["datasets"] as String).split(separator: ",").compactMap { Int($0) }
      numbers[datasets] = row["id"]
    }
    let sql = "select l.id, l.dataset, d.grade from load l join dataset d on d.id = l.dataset"
    for row in try Row.fetchAll(db, sql: sql) { loads[row["id"]] = (row["dataset"], row["grade"]) }
  }

  func dataset(ofLoad load: Int) -> Int { loads[load]?.dataset ?? 0 }
  func grade(ofLoad load: Int) -> Int { loads[load]?.grade ?? 0 }

  /// The number of the datasets that these loads belong to.
  func origin(ofLoads loads: [UInt32]) throws -> UInt32 {
    if let number = numbersByLoads[loads] { return number }
    let number = try number(ofLoads: loads)
    numbersByLoads[loads] = number
    return number
  }

  private func number(ofLoads loads: [UInt32]) throws -> UInt32 {
    let datasets = Set(loads.map { dataset(ofLoad: Int($0)) }).sorted()
    if let number = numbers[datasets] { return number }
    try db.execute(
      sql: "insert into origin(datasets) values (?)",
      arguments: [datasets.map(String.init).joined(separator: ",")])
    let number = UInt32(clamping: db.lastInsertedRowID)
    guard number < CellDelta.originLimit else {
      throw StoreError.database(doing: "numbering sets of datasets", reason: "there are more than 2^27 of them")
    }
    for dataset in datasets {
      try db.execute(
        sql: "insert into origin_dataset(origin, dataset) values (?, ?)", arguments: [Int(number), dataset])
    }
    numbers[datasets] = number
    return number
  }
}
