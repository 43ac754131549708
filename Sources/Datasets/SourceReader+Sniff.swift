import Formats

extension SourceReader {
  /// A format and why a file is taken for it.
  package struct Sniffed: Sendable, Hashable {
    package var format: DatasetFormat
    package var reason: String
  }

  /// What a file is, from its first bytes (`headSize` are enough); the name is for messages only.
  package static func sniff(_ head: [UInt8], file: String) throws(SourceError) -> Sniffed {
    try Packing.refuse(head, file: file)
    if ZipArchive.isOne(head) { throw .packed(file: file, what: Packing.zip, help: Packing.unzip) }
    let head = withoutByteOrderMark(head)
    guard head.contains(where: { !($0 == 0x20 || (0x09...0x0D).contains($0)) }) else { throw .empty(file: file) }
    if let first = head.first(where: { !($0 == 0x20 || (0x09...0x0D).contains($0)) }),
      first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    {
      return try sniffJSON(head, file)
    }
    if Fastpath.isDump(head) { return try sniffDump(head, file) }
    return try sniffTable(head, file)
  }

  private static func withoutByteOrderMark(_ head: [UInt8]) -> [UInt8] {
    head.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(head.dropFirst(3)) : head
  }

  private static func sniffJSON(_ head: [UInt8], _ file: String) throws(SourceError) -> Sniffed {
    let text = String(decoding: head, as: UTF8.self)
    if OONIRaw.isRaw(head) { return Sniffed(format: .raw, reason: "JSON with test_keys") }
    if let found = sniffMeasurements(text, head) { return found }
    if IODAEvents.isAnswer(text) { return Sniffed(format: .iodaEvents, reason: "JSON with IODA's outage events") }
    if CloudflareOutages.isAnswer(text) {
      return Sniffed(format: .cloudflareOutages, reason: "JSON with Cloudflare's annotations")
    }
    if IODASignals.isAnswer(text) { return Sniffed(format: .iodaSignals, reason: "JSON with IODA's series or alerts") }
    guard text.contains("\"anomaly_count\""), text.contains("\"measurement_count\"") else {
      throw .unknownFormat(file: file, tried: ["it is JSON, and ooni-aggregation wants anomaly_count in it"])
    }
    return Sniffed(format: .aggregation, reason: "JSON with anomaly_count and measurement_count")
  }

  /// Single tests in JSON: a page of the measurement list, Censored Planet's lines.
  private static func sniffMeasurements(_ text: String, _ head: [UInt8]) -> Sniffed? {
    if ["\"results\"", "\"measurement_start_time\"", "\"probe_cc\"", "\"scores\""].allSatisfy(text.contains) {
      return Sniffed(format: .list, reason: "JSON with results, probe_cc and scores")
    }
    if CensoredPlanet.isResult(head) {
      return Sniffed(format: .censoredPlanet, reason: "JSON lines with Censored Planet's keys")
    }
    return nil
  }

  private static func sniffDump(_ head: [UInt8], _ file: String) throws(SourceError) -> Sniffed {
    let text = String(decoding: head, as: UTF8.self)
    if ["measurement_uid", "dns_blocked", "tls_blocked"].allSatisfy(text.contains) {
      return Sniffed(format: .analysis, reason: "INSERT statements with the analysis table's columns")
    }
    guard ["measurement_uid", "msm_failure", "anomaly"].allSatisfy(text.contains) || text.contains("INTO fastpath")
    else {
      throw .unknownFormat(
        file: file, tried: ["it is a dump of INSERT statements, and ooni-fastpath wants the column msm_failure in it"])
    }
    return Sniffed(format: .fastpath, reason: "INSERT statements with the fastpath table's columns")
  }

  /// What the columns of a table must hold, folded, for each format.
  private static let marks: [(format: DatasetFormat, columns: [[String]])] = [
    (.fastpath, [["measurement_uid"], ["msm_failure"], ["scores", "blocking_general"], ["probe_cc"]]),
    (.analysis, [["measurement_uid"], ["dns_blocked", "dns_blocked_max"], ["tls_blocked", "tls_blocked_max"]]),
    (.aggregation, [["anomaly_count"], ["measurement_count"], ["failure_count"]]),
    (
      .accessNow,
      [
        ["country"], ["start_date"], ["geo_scope"],
        ["shutdown_extent", "full_or_service_based", "shutdown_type_group"],
      ]
    ),
    (.pulse, [["detail_url"], ["shutdown_type"], ["connection_type"], ["start_datetime", "start_date"]]),
    (
      .iodaOutages,
      [["begin_time"], ["end_time"], ["country"], ["scope_based_on_granularity_at_which_the_outage_appears_in_ioda"]]
    ),
    (.massMobilization, [["protest"], ["protestnumber"], ["protesterviolence"], ["start_date", "startyear"]]),
    (.nelda, [["electionid"], ["types", "type"], ["country_name", "country"]]),
    (.acled, [["event_id_cnty"], ["event_date"], ["event_type"], ["country"]]),
    (
      .parlGov,
      [
        ["date", "election_date"], ["type_id", "election_type"], ["country_id", "country_name_short"],
        ["previous_parliament_election_id"],
      ]
    ),
    (.top10VPN, [["country"], ["year"], ["cost_usd", "total_cost", "cost_us"], ["duration_hours", "duration_hrs"]]),
    (.coups, [["coup"], ["ccode"], ["year"], ["month"], ["day"]]),
    (
      .measurements,
      [
        alternatives("time", MeasurementTable.fields), alternatives("country", MeasurementTable.fields),
        alternatives("test", MeasurementTable.fields),
        alternatives("outcome", MeasurementTable.fields) + alternatives("anomaly", MeasurementTable.fields),
      ]
    ),
    (.tracker, ["country", "start", "end", "kind", "cause"].map { alternatives($0, Tracker.fields) }),
    (
      .incidents,
      [
        alternatives("country", GenericIncidents.fields), alternatives("start", GenericIncidents.fields),
        ["extent", "scope", "platforms", "services", "access"].flatMap { alternatives($0, GenericIncidents.fields) },
      ]
    ),
    (
      .events,
      [
        alternatives("country", GenericEvents.fields), alternatives("start", GenericEvents.fields),
        alternatives("kind", GenericEvents.fields),
      ]
    ),
    (.torUsers, [["date"], ["country"], ["users"], ["lower", "upper", "frac"]]),
    (.stateOwned, [["asn"], ["ownership_cc"], ["org_name"]]),
    (.testList, [["url"], ["category_code"]]),
    (.categoryCodes, [["categorycode", "new_code"], ["categoryname", "category_description"]]),
    (.targets, [["target_id"], ["combination_rule", "matcher_kind"]]),
    (.platforms, [["platform"], ["host"]]),
    (
      .platformUsers,
      ["platform", "country", "users"].map { alternatives($0, PlatformUsersTable.fields) }
    ),
    (.fingerprints, [["pattern_type"], ["pattern"], ["location_found"], ["expected_countries"]]),
    (.reference, [["country_code"], ["country_name"], ["year", "1990", "2000"]]),
    (
      .reference,
      [["indicator", "indicator_code"], ["year"], ["value"], ["country", "country_code", "country_name"]]
    ),
    (
      .signals,
      [
        alternatives("time", GenericSignals.fields), alternatives("value", GenericSignals.fields),
        ["country", "subdivision", "network"].flatMap { alternatives($0, GenericSignals.fields) },
      ]
    ),
    (
      .networks,
      [
        alternatives("network", NetworkTable.fields),
        ["name", "ownership"].flatMap { alternatives($0, NetworkTable.fields) },
      ]
    ),
  ]

  private static func alternatives(_ field: String, _ fields: [FieldSpec]) -> [String] {
    fields.first { $0.name == field }?.aliases ?? []
  }

  private static func sniffTable(_ head: [UInt8], _ file: String) throws(SourceError) -> Sniffed {
    let delimiter = DelimiterGuess.delimiter(of: head, isWhole: head.count < headSize)
    let rows = firstRows(head, delimiter)
    if let sniffed = sniffRows(rows, of: name(of: delimiter)) { return sniffed }
    throw unknown(header: rows.first ?? [], file)
  }

  /// The format whose columns one of the rows, as folded names, has.
  static func sniffRows(_ rows: [Set<String>], of table: String) -> Sniffed? {
    for row in rows {
      for mark in marks where mark.columns.allSatisfy({ !row.isDisjoint(with: $0) }) {
        return Sniffed(format: mark.format, reason: "\(table) with the columns \(found(mark.columns, row))")
      }
    }
    return nil
  }

  static func unknown(header: Set<String>, _ file: String) -> SourceError {
    let candidates = marks.map { mark -> (name: String, share: Double, lacking: [String]) in
      let lacking = mark.columns.filter { header.isDisjoint(with: $0) }.compactMap(\.first)
      return (mark.format.name, 1 - Double(lacking.count) / Double(max(1, mark.columns.count)), lacking)
    }
    // Those that have most of their columns, in the order of the formats where as much is there.
    let nearest = candidates.enumerated().filter { $0.element.share > 0 }.sorted {
      ($1.element.share, $0.offset) < ($0.element.share, $1.offset)
    }
    return .unknownFormat(
      file: file,
      tried: nearest.prefix(3).map { "\($0.element.name) lacks \($0.element.lacking.joined(separator: ", "))" })
  }

  private static func found(_ columns: [[String]], _ row: Set<String>) -> String {
    columns.compactMap { $0.first(where: row.contains) }.joined(separator: ", ")
  }

  private static func name(of delimiter: UInt8) -> String {
    switch delimiter {
    case 0x09: "tab-separated text"
    case UInt8(ascii: ","): "comma-separated text"
    default: "text separated by '\(Character(Unicode.Scalar(delimiter)))'"
    }
  }

  /// The rows that a header may be among, as folded column names.
  private static func firstRows(_ head: [UInt8], _ delimiter: UInt8) -> [Set<String>] {
    var reader = DelimitedReader(ByteSource(bytes: head, name: ""), delimiter: delimiter)
    return (try? firstRows(&reader)) ?? []
  }

  static func firstRows<Reader: RecordReader & ~Copyable>(_ reader: inout Reader) throws -> [Set<String>] {
    var rows: [Set<String>] = []
    while rows.count < TableHeader.preamble, case let outcome = try reader.next(), outcome != .end {
      guard outcome == .record, reader.excerpt.first != UInt8(ascii: "#") else { continue }
      rows.append(Set((0..<reader.count).map { ColumnName.folded(LegacyText.string(reader.field($0))) }))
    }
    return rows
  }
}
