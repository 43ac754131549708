import Query
import Storage
import Tables
import Text

extension Answerer {
  /// What a statement of SQL gives, before its stages. Its data are everything that is loaded: which rows it rests on
  /// is the statement's own. Throws a `Diagnostic` where it is refused, its span counted from the start of `text`.
  package func answer(sql text: String, statement: String, parameters: [String: String] = [:]) throws -> Answer {
    let found: SQLRows
    do {
      found = try store.rows(ofSQL: text)
    } catch let fault as SQLFault {
      throw fault.diagnostic
    }
    let table = SQLTable(found).table
    let references = try store.references(forDatasets: catalog.datasets.map(\.name))
    let exclusions = try store.corrections().filter { $0.kind == .exclude }.map(\.identityLine)
    return Answer(
      title: "rows of SQL", table: table, notes: notes(found, table),
      provenance: Provenance(
        statement: statement, parameters: parameters, datasets: references, toolVersion: store.toolVersion,
        queryID: Identity.query(statement), dataID: Identity.data(references, corrections: exclusions),
        resultID: Identity.result(table)))
  }

  private func notes(_ found: SQLRows, _ table: Table) -> [Note] {
    var notes = [Note(.scope, Counted.phrase(table.rows.count, "row"))]
    if table.rows.isEmpty { notes = [Note(.empty, "no rows"), notes[0]] }
    let views = Set(found.views.map(\.name))
    let synthetic = catalog.datasets.filter { $0.isSynthetic && reads($0.subject, views) }.map(\.name)
    if !synthetic.isEmpty {
      notes.append(Note(.caution, "synthetic data, not measurements of anything: \(synthetic.joined(separator: ", "))"))
    }
    for subject in [Catalog.DatasetSubject.incidents, .events] where reads(subject, views) {
      let names = catalog.datasets.filter { $0.subject == subject }.map(\.name)
      guard names.count > 1 else { continue }
      notes.append(
        Note(
          .caution,
          "\(subject.rawValue) are those of \(names.joined(separator: ", ")): what more than one of them recorded is "
            + "there more than once, unless the statement chooses"))
    }
    return notes
  }

  /// Whether one of the views shows rows of a subject.
  private func reads(_ subject: Catalog.DatasetSubject, _ views: Set<String>) -> Bool {
    let shown: Set<String> =
      switch subject {
      case .measurements: ["measurements", "hourly_counts", "daily_counts", "monthly_counts"]
      case .aggregates: ["published_counts"]
      case .incidents: ["incidents", "incident_values"]
      case .events: ["events", "event_values"]
      case .signals: ["signals"]
      case .reference: ["country_figures", "networks", "platform_users"]
      }
    return !shown.isDisjoint(with: views)
  }
}

/// Columns typed by their values: whole numbers, numbers, or text where anything else is among them.
struct SQLTable {
  let table: Table

  init(_ found: SQLRows) {
    let types = found.columns.indices.map { column in Self.type(of: found.rows.lazy.map { $0[column] }) }
    let columns = zip(found.columns, types).map { name, type in
      Column(name, title: name, type: type, role: type == .text || Self.numbers.contains(name) ? .dimension : .measure)
    }
    let rows = found.rows.map { row in zip(row, types).map { Self.value($0, as: $1) } }
    table = Table(columns: columns, rows: rows)
  }

  /// Columns of numbers that count nothing.
  private static let numbers: Set<String> = ["network", "year", "load", "line", "run"]

  private static func type(of values: some Sequence<SQLValue>) -> ValueType {
    var type: ValueType?
    for value in values {
      switch value {
      case .null: break
      case .integer: type = type ?? .integer
      case .real: type = .number
      case .text: return .text
      }
    }
    return type ?? .text
  }

  private static func value(_ value: SQLValue, as type: ValueType) -> Value {
    switch value {
    case .null: return .missing(.noData)
    case .text(let text): return .text(text)
    case .integer(let number):
      return type == .integer ? .integer(number) : type == .number ? .number(Double(number)) : .text(String(number))
    case .real(let number):
      guard number.isFinite else { return .missing(.noData) }
      return type == .number ? .number(number) : .text(DecimalText.canonical(number) ?? String(number))
    }
  }
}

extension SQLFault {
  private static let columns = Set(SQLView.all.flatMap(\.columns).map(\.name)).sorted()

  /// In the language's words, with the views where one was meant.
  package var diagnostic: Diagnostic {
    let views = SQLView.all.map(\.name)
    let list = "tables: \(views.joined(separator: ", ")); 'help sql' says what is in them"
    switch self {
    case .refused(let words, let offset):
      return Diagnostic(
        .error, "SQLite says: \(words)", at: offset.map { Span($0, $0 + 1) },
        help: "'help sql' lists the tables and their columns")
    case .noTable(let name, let offset):
      let near = Spelling.suggestions(for: name.lowercased(), among: views)
      let hint = near.first.map { "; did you mean '\($0)'?" } ?? ""
      return Diagnostic(
        .error, "'\(name.printable)' is not a table of 'sql'\(hint)",
        at: offset.map { Span($0, $0 + name.utf8.count) }, help: list)
    case .noColumn(let name, let offset, let columns):
      let near = Spelling.suggestions(for: name.lowercased(), among: columns.isEmpty ? Self.columns : columns)
      let hint = near.first.map { "; did you mean '\($0)'?" } ?? ""
      return Diagnostic(
        .error, "there is no column '\(name.printable)' in it\(hint)",
        at: offset.map { Span($0, $0 + name.utf8.count) },
        help: columns.isEmpty
          ? "'help sql' lists the tables and their columns" : "columns: \(columns.joined(separator: ", "))")
    case .writes:
      return Diagnostic(.error, "'sql' only reads", help: "a statement that starts with 'select', 'with' or 'values'")
    case .function(let name):
      return Diagnostic(
        .error, "'\(name.printable)' is not a function of 'sql'",
        help: "what reaches outside of the data, or gives another answer each time, cannot be run again")
    case .several:
      return Diagnostic(.error, "'sql' takes one statement", help: "give each in a 'sql' of its own")
    case .empty: return Diagnostic(.error, "there is no statement in it", help: "such as: sql \"select 1\"")
    case .parameter(let name):
      return Diagnostic(
        .error, "nothing is bound to '\(name.printable)'",
        help: "write the value, or a script's parameter as $name outside of the quotes")
    case .tooManyRows(let most):
      return Diagnostic(
        .error, "the statement gives more than \(most.grouped) rows: nothing was kept of them",
        help: "group them, or say how many with 'limit'")
    case .repeatedColumn(let name):
      return Diagnostic(
        .error, "two columns are called '\(name.printable)'", help: "name one with 'as' inside the statement")
    }
  }
}
