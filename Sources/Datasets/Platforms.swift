import Formats
import Places
import Platforms
import Subjects

extension DatasetFormat {
  /// Platforms in a table of one's own.
  package static let platforms = DatasetFormat(
    kind: .platforms, name: "platforms", subject: .reference, isAggregate: false, title: "Platforms", publisher: "",
    licence: "", citation: "", url: "", coverage: .rows, grade: 1)
}

/// A row says one thing of one platform, and a name of it perhaps: a host that belongs to it, with what the host does
/// (`service`, which is also meant by nothing, or `delivery`), or a test that measures it whatever the host.
enum PlatformTable {
  static let fields = [
    FieldSpec("platform", ["platform_id"], isNeeded: true), FieldSpec("host", ["hostname", "domain"]),
    FieldSpec("role"), FieldSpec("test", ["test_name"]), FieldSpec("name", ["title", "platform_name"]),
  ]

  static func read(
    _ source: consuming ByteSource, mapping: ColumnMapping, into receiver: inout some RowReceiver
  ) throws -> ReadSummary {
    var titled: Set<String> = []
    let reading = RowReading<PlatformFact>(format: .platforms, fields: fields, row: fact)
    return try reading.read(source, mapping: mapping, into: &receiver) { receiver, fact in
      var fact = fact
      // The first name stands above lists.
      if fact.rule.kind == .name || fact.name != nil {
        let isTitle = titled.insert(fact.rule.platform).inserted
        fact.rule.isTitle = isTitle && fact.rule.kind == .name
        fact.name?.isTitle = isTitle
      }
      try receiver.receive(fact: .platform(fact))
    }
  }

  private static func fact(_ row: TextRow, _ faults: inout [RowFault]) throws(RowFault) -> PlatformFact {
    let id = try self.id(row)
    guard row["host"].isEmpty || row["test"].isEmpty else {
      throw row.fault(.unknownValue, "test", "a host and a test are two rows: the test counts whatever its host")
    }
    guard let rule = try hostOrTest(row, id) else {
      guard !row["name"].isEmpty else {
        throw row.fault(.missingField, "host", "neither a host nor a test nor a name")
      }
      return PlatformFact(rule: try name(row, id), name: nil, line: row.line)
    }
    guard !row["name"].isEmpty else { return PlatformFact(rule: rule, name: nil, line: row.line) }
    do throws(RowFault) { return PlatformFact(rule: rule, name: try name(row, id), line: row.line) } catch {
      faults.append(error)
      return PlatformFact(rule: rule, name: nil, line: row.line)
    }
  }

  private static func hostOrTest(_ row: TextRow, _ id: String) throws(RowFault) -> PlatformRule? {
    if !row["host"].isEmpty {
      let host = try checked(row, "host") { text throws(PlatformRuleFault) in try PlatformRule.host(text) }
      return PlatformRule(platform: id, kind: .host, value: host, role: try role(row))
    }
    guard !row["test"].isEmpty else { return nil }
    let test = try checked(row, "test") { text throws(PlatformRuleFault) in try PlatformRule.test(text) }
    return PlatformRule(platform: id, kind: .test, value: test)
  }

  private static func name(_ row: TextRow, _ id: String) throws(RowFault) -> PlatformRule {
    let name = try checked(row, "name") { text throws(PlatformRuleFault) in try PlatformRule.name(text, of: id) }
    return PlatformRule(platform: id, kind: .name, value: name)
  }

  private static func id(_ row: TextRow) throws(RowFault) -> String {
    let text = row["platform"]
    guard !text.isEmpty else { throw row.fault(.missingField, "platform", "no id") }
    let id = try checked(row, "platform") { text throws(PlatformRuleFault) in try PlatformRule.id(text) }
    if PlatformCatalog.builtIn.platform(id) == nil, isPlace(id) {
      throw row.fault(.unknownValue, "platform", "'\(id)' is a place")
    }
    return id
  }

  private static func isPlace(_ id: String) -> Bool {
    id == "world" || PlaceCatalog.region(named: id) != nil || PlaceCatalog.country(spelled: id) != nil
  }

  private static func role(_ row: TextRow) throws(RowFault) -> Platform.Role {
    guard !row["role"].isEmpty else { return .service }
    guard let role = Platform.Role(rawValue: row["role"].lowercased()) else {
      throw row.fault(.unknownValue, "role", "service or delivery expected")
    }
    return role
  }

  private static func checked(
    _ row: TextRow, _ field: String, _ check: (String) throws(PlatformRuleFault) -> String
  ) throws(RowFault) -> String {
    do throws(PlatformRuleFault) { return try check(row[field]) } catch {
      throw row.fault(.unknownValue, field, error.reason)
    }
  }
}
