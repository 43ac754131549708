import Formats
import Subjects

extension DatasetFormat {
  /// Citizen Lab's lists of addresses to test, with categories.
  package static let testList = DatasetFormat(
    kind: .testList, name: "test-list", subject: .reference, isAggregate: false, title: "Citizen Lab test lists",
    publisher: "Citizen Lab and others", licence: "CC BY-NC-SA 4.0",
    citation: "Citizen Lab and Others, URL Testing Lists Intended for Discovering Website Censorship, 2014",
    url: "https://github.com/citizenlab/test-lists", coverage: .rows, grade: 1)

  /// What the codes of the lists stand for.
  package static let categoryCodes = DatasetFormat(
    kind: .categoryCodes, name: "category-codes", subject: .reference, isAggregate: false,
    title: "Category codes of the test lists", publisher: "Citizen Lab and others", licence: "CC BY-NC-SA 4.0",
    citation: "Citizen Lab and Others, URL Testing Lists Intended for Discovering Website Censorship, 2014",
    url: "https://github.com/citizenlab/test-lists", coverage: .rows, grade: 1)
}

/// A row is one address. The list is named by its file, as its publisher does: `global.csv`, `pk.csv`.
enum TestLists {
  static let fields = [
    FieldSpec("url", isNeeded: true), FieldSpec("code", ["category_code"], isNeeded: true),
  ]

  static func read(
    _ source: consuming ByteSource, mapping: ColumnMapping, into receiver: inout some RowReceiver
  ) throws -> ReadSummary {
    let list = source.name.split(separator: ".").first.map { $0.lowercased() } ?? "list"
    let reading = RowReading<HostCategory>(format: .testList, fields: fields) { row, _ throws(RowFault) in
      try category(row, list)
    }
    return try reading.read(source, mapping: mapping, into: &receiver) { try $0.receive(fact: .category($1)) }
  }

  private static func category(_ row: TextRow, _ list: String) throws(RowFault) -> HostCategory {
    let (url, code) = (row["url"], row["code"].uppercased())
    guard !code.isEmpty else { throw row.fault(.missingField, "code", "no category") }
    let host = SingleTest.host(of: url).lowercased()
    guard !host.isEmpty else { throw row.fault(.missingField, "url", "no host in the address") }
    return HostCategory(list: list, url: url, host: host, isRoot: isRoot(url), code: code)
  }

  /// Nothing but a host, with a scheme, a port and a slash at most.
  static func isRoot(_ url: String) -> Bool {
    var rest = url[...]
    if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
    guard let end = rest.firstIndex(where: { "/?#".contains($0) }) else { return true }
    return rest[end...] == "/"
  }

  /// The legends: `CategoryCode,CategoryName` of old and `Category Description,New Code` of now.
  static let legend = RowReading<(code: String, title: String)>(
    format: .categoryCodes,
    fields: [
      FieldSpec("code", ["categorycode", "new_code"], isNeeded: true),
      FieldSpec("title", ["categoryname", "category_description"], isNeeded: true),
    ]
  ) { row, _ throws(RowFault) in
    guard !row["code"].isEmpty else { throw row.fault(.missingField, "code", "no code") }
    return (row["code"].uppercased(), oneLine(row["title"]))
  }
}
