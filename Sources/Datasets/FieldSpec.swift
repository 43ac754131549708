/// A field of a source and the columns that are taken for it.
struct FieldSpec: Sendable {
  var name: String
  /// Column names as `ColumnName.folded` writes them.
  var aliases: [String]
  var isNeeded: Bool

  init(_ name: String, _ aliases: [String] = [], isNeeded: Bool = false) {
    self.name = name
    self.aliases = [name] + aliases
    self.isNeeded = isNeeded
  }
}

/// Column names as people and programs write them, made comparable.
enum ColumnName {
  /// Lower case, every run of anything but letters and digits one `_`, none at the ends: `end_date ` is `end_date`.
  static func folded(_ name: String) -> String {
    name.lowercased().split { !($0.isLetter || $0.isNumber) }.joined(separator: "_")
  }
}

/// Which column of a file fills which field.
struct FieldColumns: Sendable {
  let header: [String]
  private let places: [String: Int]

  /// Throws where a mapped field or column does not exist. Fields without a column are the caller's to judge.
  init(header: [String], fields: [FieldSpec], mapping: ColumnMapping, file: String) throws(SourceError) {
    self.header = header
    let folded = header.map(ColumnName.folded)
    var places: [String: Int] = [:]
    for entry in mapping.entries {
      guard fields.contains(where: { $0.name == entry.field }) else {
        throw .unknownMappedField(field: entry.field, known: fields.map(\.name))
      }
      guard let place = header.firstIndex(of: entry.column) ?? folded.firstIndex(of: ColumnName.folded(entry.column))
      else {
        throw .mappedColumnAbsent(file: file, field: entry.field, column: entry.column, found: header)
      }
      places[entry.field] = place
    }
    var taken = Set(places.values)
    for field in fields where places[field.name] == nil {
      let place = field.aliases.lazy.compactMap { alias in
        folded.indices.first { folded[$0] == alias && !taken.contains($0) }
      }.first
      guard let place else { continue }
      places[field.name] = place
      taken.insert(place)
    }
    self.places = places
  }

  /// The place of a field's column; nil where it has none.
  subscript(field: String) -> Int? { places[field] }

  /// -1 where it has none: `RecordReader.field(-1)` is empty.
  func place(_ field: String) -> Int { places[field] ?? -1 }

  /// The column's name as the file writes it.
  func name(of field: String) -> String { places[field].map { header[$0] } ?? field }

  func lacking(_ fields: [FieldSpec]) -> [String] {
    fields.filter { $0.isNeeded && places[$0.name] == nil }.map(\.name)
  }

  var used: [ReadSummary.ColumnUse] {
    places.sorted { $0.value < $1.value }.map { ReadSummary.ColumnUse(field: $0.key, column: header[$0.value]) }
  }

  var ignored: [String] {
    let used = Set(places.values)
    return header.indices.filter { !used.contains($0) && !header[$0].isEmpty }.map { header[$0] }
  }
}
