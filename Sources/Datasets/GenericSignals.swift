import Formats
import Places
import Subjects
import Tables

extension DatasetFormat {
  /// A connectivity series in a table of one's own.
  package static let signals = DatasetFormat(
    kind: .signals, name: "signals", subject: .signals, isAggregate: false, title: "Signals", publisher: "",
    licence: "", citation: "", url: "", coverage: .rows, grade: 1)
}

/// A table of values: a time, a country or a network or both, a value. The series' name comes from a column, else from
/// the mapping (`map source = "vpn-interest"`), else it is `signals`.
enum GenericSignals {
  static let fields = [
    FieldSpec("time", ["date", "day", "start", "timestamp", "datetime"], isNeeded: true),
    FieldSpec("country", ["country_code", "cc", "probe_cc", "entity_code"]),
    FieldSpec("subdivision", ["iso_3166_2", "region_code"]),
    FieldSpec("network", ["asn", "probe_asn", "as"]),
    FieldSpec("value", ["interest", "users", "score", "level"], isNeeded: true),
    FieldSpec("expected", ["expected_value", "baseline", "history_value"]), FieldSpec("lower", ["expected_lower"]),
    FieldSpec("upper", ["expected_upper"]), FieldSpec("source", ["series", "datasource", "signal"]),
    FieldSpec("synthetic"),
  ]

  static func read(
    _ source: consuming ByteSource, mapping: ColumnMapping, into receiver: inout some RowReceiver
  ) throws -> ReadSummary {
    let head = try source.peek(SourceReader.headSize)
    let (columns, name) = split(mapping, head)
    let reading = RowReading<Signal>(format: .signals, fields: fields) { row, faults throws(RowFault) in
      try signal(row, series: name ?? "signals", &faults)
    }
    return try reading.read(source, mapping: columns, into: &receiver) { try $0.receive(signal: $1) }
  }

  /// A mapping of `source` to what is no column names the series.
  private static func split(_ mapping: ColumnMapping, _ head: [UInt8]) -> (columns: ColumnMapping, series: String?) {
    guard let named = mapping.column(for: "source") else { return (mapping, nil) }
    let delimiter = DelimiterGuess.delimiter(of: head, isWhole: head.count < SourceReader.headSize)
    var reader = DelimitedReader(ByteSource(bytes: head, name: ""), delimiter: delimiter)
    var rows = 0
    while rows < TableHeader.preamble, let outcome = try? reader.next(), outcome != .end {
      guard outcome == .record else { continue }
      rows += 1
      for index in 0..<reader.count
      where ColumnName.folded(LegacyText.string(reader.field(index))) == ColumnName.folded(named) {
        return (mapping, nil)
      }
    }
    return (ColumnMapping(mapping.entries.filter { $0.field != "source" }), named)
  }

  private static func signal(
    _ row: TextRow, series: String, _ faults: inout [RowFault]
  ) throws(RowFault) -> Signal {
    let entity = try entity(row)
    let time = try SignalCell.time(row, "time")
    guard let value = try SignalCell.number(row, "value") else { throw row.fault(.missingField, "value", "no value") }
    return Signal(
      entity: entity, source: row["source"].isEmpty ? series : oneLine(row["source"]), time: time.start,
      step: time.step, value: value, expected: SignalCell.optionalNumber(row, "expected", &faults),
      lower: SignalCell.optionalNumber(row, "lower", &faults), upper: SignalCell.optionalNumber(row, "upper", &faults))
  }

  private static func entity(_ row: TextRow) throws(RowFault) -> Signal.Entity {
    var entity = Signal.Entity()
    if !row["subdivision"].isEmpty {
      var lost: [RowFault] = []
      entity.subdivision = Subdivisions.read(row, "subdivision", &lost).first
      if let fault = lost.first { throw fault }
      entity.country = entity.subdivision.flatMap { CountryCode($0.prefix(2)) }
    }
    if !row["country"].isEmpty {
      entity.country = try CountryCell.single(row["country"], column: row.columnName("country"))
    }
    if !row["network"].isEmpty {
      guard let number = SingleTest.network(row["network"]) else {
        throw row.fault(.unreadableNumber, "network", "a network like AS123 or 123 expected")
      }
      entity.network = number
    }
    guard entity != Signal.Entity() else {
      throw row.fault(.missingField, "country", "neither a country nor a network")
    }
    return entity
  }
}
