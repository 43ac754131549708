import Tables

/// One object: `meta` (statement, ids, datasets, notes), `schema` and `rows`, a row a line.
func renderJSON(_ answer: Answer, _ options: RenderOptions) -> String {
  var lines = ["{", "  \"meta\": {"]
  lines += metaFields(answer, options).map { "    \($0)" }.withCommas
  lines += ["  },", "  \"schema\": {", "    \"fields\": ["]
  lines += answer.table.columns.map { "      \(field($0))" }.withCommas
  lines += ["    ]", "  },", "  \"rows\": ["]
  lines += objects(of: answer.table).map { "    \($0)" }.withCommas
  lines += ["  ],", "  \"missing\": ["]
  lines += absences(in: answer.table).map { "    \($0)" }.withCommas
  return (lines + ["  ]", "}"]).map { $0 + "\n" }.joined()
}

/// A row's object a line, missing cells null.
func renderJSONLines(_ table: Table) -> String {
  objects(of: table).map { $0 + "\n" }.joined()
}

/// What a file beside a CSV, TSV or JSON Lines file says of it.
func renderSidecar(_ answer: Answer, _ options: RenderOptions, file: String, digest: String) -> String {
  var fields = ["\"file\": \(quoted(file))", "\"sha256\": \(quoted(digest))"]
  fields += metaFields(answer, options)
  if let chart = options.chart?.kind { fields.append("\"chart\": \(quoted(chart.rawValue))") }
  fields.append("\"fields\": [\(answer.table.columns.map(field).joined(separator: ", "))]")
  return (["{"] + fields.map { "  \($0)" }.withCommas + ["}"]).map { $0 + "\n" }.joined()
}

/// The field by which a file is known as a statement's own; a line to itself.
func statementField(_ provenance: Provenance) -> String { "\"statement\": \(quoted(provenance.statement))" }

func metaFields(_ answer: Answer, _ options: RenderOptions) -> [String] {
  let provenance = answer.provenance
  var fields = ["\"title\": \(quoted(options.caption.map(options.expanded) ?? answer.title))"]
  if let note = options.note { fields.append("\"note\": \(quoted(options.expanded(note)))") }
  fields.append("\"tool\": \(quoted("curfew \(provenance.toolVersion)"))")
  fields.append(statementField(provenance))
  let parameters = provenance.parameters.sorted { $0.key < $1.key }
  fields.append("\"parameters\": {\(parameters.map { pair($0.key, quoted($0.value)) }.joined(separator: ", "))}")
  fields.append("\"period\": \(provenance.period.map(quoted) ?? "null")")
  fields.append("\"query\": \(quoted(provenance.queryID))")
  fields.append("\"data\": \(quoted(provenance.dataID))")
  fields.append("\"result\": \(quoted(provenance.resultID))")
  fields.append("\"datasets\": [\(provenance.datasets.map(dataset).joined(separator: ", "))]")
  let notes = answer.notes.map { "{\(pair("kind", quoted($0.kind.rawValue))), \(pair("text", quoted($0.text)))}" }
  fields.append("\"notes\": [\(notes.joined(separator: ", "))]")
  return fields
}

private func dataset(_ reference: DatasetReference) -> String {
  var fields = [pair("name", quoted(reference.name)), pair("title", quoted(reference.title))]
  let texts = [
    ("publisher", reference.publisher), ("licence", reference.licence), ("citation", reference.citation),
  ]
  for case (let name, let text?) in texts { fields.append(pair(name, quoted(text))) }
  fields.append(pair("rows", String(reference.rows)))
  fields.append(pair("synthetic", String(reference.isSynthetic)))
  fields.append(pair("sha256", "[\(reference.fileDigests.map(quoted).joined(separator: ", "))]"))
  return "{\(fields.joined(separator: ", "))}"
}

private func field(_ column: Column) -> String {
  var fields = [pair("name", quoted(column.name)), pair("title", quoted(column.title))]
  fields.append(pair("type", quoted(column.type.rawValue)))
  if let unit = column.unit.name { fields.append(pair("unit", quoted(unit))) }
  let (role, owner) = column.role.named
  fields.append(pair("role", quoted(role)))
  if let owner { fields.append(pair("of", quoted(owner))) }
  return "{\(fields.joined(separator: ", "))}"
}

private func objects(of table: Table) -> [String] {
  let names = table.columns.map { quoted($0.name) }
  return table.rows.map { row in
    let fields = names.indices.map { "\(names[$0]): \(literal(row.value(at: $0)))" }
    return "{\(fields.joined(separator: ", "))}"
  }
}

/// Why each null is one; rows count from 0.
private func absences(in table: Table) -> [String] {
  table.rows.enumerated().flatMap { index, row in
    table.columns.indices.compactMap { column in
      guard case .missing(let absence) = row.value(at: column) else { return nil }
      let name = quoted(table.columns[column].name)
      return "{\"row\": \(index), \"column\": \(name), \"why\": \(quoted(absence.rawValue))}"
    }
  }
}

private func literal(_ value: Value) -> String {
  guard let text = value.machineText else { return "null" }
  switch value {
  case .integer, .number, .flag: return text
  case .missing, .text, .instant, .moment: return quoted(text)
  }
}

func pair(_ name: String, _ literal: String) -> String { "\(quoted(name)): \(literal)" }

/// A JSON string that is also harmless inside a script element and on a terminal: RFC 8259 escapes, and `\u` for `<`,
/// `>`, `&`, DEL, C1 controls, line separators and everything that changes the direction of text.
func quoted(_ text: String) -> String {
  let isPlain = text.utf8.allSatisfy {
    (0x20..<0x7F).contains($0) && $0 != 0x22 && $0 != 0x5C && $0 != 0x26 && $0 != 0x3C && $0 != 0x3E
  }
  guard !isPlain else { return "\"\(text)\"" }
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    default: if scalar.needsEscape { result += escape(scalar) } else { result.unicodeScalars.append(scalar) }
    }
  }
  return result + "\""
}

private func escape(_ scalar: Unicode.Scalar) -> String {
  let hex = String(scalar.value, radix: 16)
  return "\\u" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
}

extension Unicode.Scalar {
  /// All of them are in the basic plane, so that one `\u` is enough.
  fileprivate var needsEscape: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x26, 0x3C, 0x3E: true
    case 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF: true
    default: false
    }
  }
}

extension Unit {
  fileprivate var name: String? {
    switch self {
    case .none: nil
    case .count: "count"
    case .share: "share"
    case .hours: "hours"
    case .days: "days"
    case .other(let name): name
    }
  }
}

extension Role {
  fileprivate var named: (role: String, of: String?) {
    switch self {
    case .dimension: ("dimension", nil)
    case .label(let owner): ("label", owner)
    case .measure: ("measure", nil)
    case .lower(let owner): ("lower", owner)
    case .upper(let owner): ("upper", owner)
    case .support: ("support", nil)
    case .rank: ("rank", nil)
    case .detail: ("detail", nil)
    }
  }
}

extension [String] {
  /// A comma after each line but the last.
  var withCommas: [String] {
    enumerated().map { $0.offset < count - 1 ? $0.element + "," : $0.element }
  }
}
