import Places
import Tables

/// How a field of a subject is read in SQL.
enum FieldSQL {
  case text(SQL)
  case number(SQL)
  /// Unix seconds.
  case time(SQL)
  /// Seconds, null where not known.
  case duration(SQL)
  /// A region or sub-region: membership of this country column.
  case placeGroup(country: SQL)
  /// A set of values: a subquery `select ... from ... where ...` to which a test on `v.value` is added.
  case set(rows: SQL)
  /// Words to look for in any of these.
  case prose([SQL])
}

/// Conditions as SQL: one walk for every subject, with the fields as a table.
struct ConditionSQL {
  var field: (String) -> FieldSQL?

  func sql(_ condition: Condition) -> SQL {
    switch condition {
    case .all(let parts): parts.map(sql).balanced(" and ")
    case .any(let parts): parts.map(sql).balanced(" or ")
    // A field that is missing makes no comparison true, negated or not.
    case .not(let part): "not \(sql(part))"
    case .compare(let name, let comparison, let operand): compare(name, comparison, operand)
    case .member(let name, let operands):
      operands.map { compare(name, .equal, $0) }.balanced(" or ")
    case .missing(let name, let isNegated): isNegated ? "not \(missing(name))" : missing(name)
    }
  }

  private func compare(_ name: String, _ comparison: Comparison, _ operand: Operand) -> SQL {
    guard let field = field(name) else { return "false" }
    switch (field, operand) {
    case (.text(let column), .text(let text)): return textual(column, comparison, text)
    case (.text(let column), .number(let number)): return textual(column, comparison, number.plain)
    case (.number(let column), .number(let number)): return "\(column) \(comparison.sql) \(bind: .real(number))"
    case (.number(let column), .text(let text)): return "\(column) \(comparison.sql) \(bind: text)"
    case (.time(let column), .span(let span)): return temporal(column, comparison, span)
    case (.duration(let column), .duration(let seconds)): return "\(column) \(comparison.sql) \(bind: seconds)"
    case (.duration(let column), .number(let days)):
      return "\(column) \(comparison.sql) \(bind: .real(days * 86_400))"
    case (.placeGroup(let country), .text(let group)): return membership(country, group, comparison)
    case (.set(let rows), .text(let text)): return member(rows, comparison, text)
    case (.set(let rows), .number(let size)):
      return "(select count(*) from (\(rows))) \(comparison.sql) \(bind: .real(size))"
    case (.prose(let columns), .text(let text)): return prose(columns, comparison, text)
    default: return "false"
    }
  }

  private func textual(_ column: SQL, _ comparison: Comparison, _ text: String) -> SQL {
    comparison == .contains
      ? "instr(lower(\(column)), lower(\(bind: text))) > 0" : "\(column) \(comparison.sql) \(bind: text)"
  }

  private func prose(_ columns: [SQL], _ comparison: Comparison, _ text: String) -> SQL {
    let tests = columns.map { textual("coalesce(\($0), '')", comparison == .equal ? .equal : .contains, text) }
    return comparison == .notEqual ? "not (\(tests.joined(by: " or ")))" : "(\(tests.joined(by: " or ")))"
  }

  /// `=` is inside the span, `<` before it, `>` after it.
  private func temporal(_ column: SQL, _ comparison: Comparison, _ span: TimeSpan) -> SQL {
    let (start, end) = (span.start.seconds, span.end.seconds)
    switch comparison {
    case .equal, .contains: return "(\(column) >= \(bind: start) and \(column) < \(bind: end))"
    case .notEqual: return "(\(column) < \(bind: start) or \(column) >= \(bind: end))"
    case .less: return "\(column) < \(bind: start)"
    case .lessOrEqual: return "\(column) < \(bind: end)"
    case .greater: return "\(column) >= \(bind: end)"
    case .greaterOrEqual: return "\(column) >= \(bind: start)"
    }
  }

  private func membership(_ country: SQL, _ group: String, _ comparison: Comparison) -> SQL {
    let members = PlaceCatalog.region(named: group)?.members.map(\.description) ?? []
    return comparison == .notEqual ? "\(country) not in \(list: members)" : "\(country) in \(list: members)"
  }

  private func member(_ rows: SQL, _ comparison: Comparison, _ text: String) -> SQL {
    comparison == .notEqual
      ? "not exists (\(rows) and v.value = \(bind: text))" : "exists (\(rows) and v.value = \(bind: text))"
  }

  private func missing(_ name: String) -> SQL {
    switch field(name) {
    case .text(let column): "(\(column) is null or \(column) = '')"
    case .number(let column), .time(let column), .duration(let column): "(\(column) is null)"
    case .placeGroup(let country): "(\(country) = 'ZZ')"
    case .set(let rows): "(not exists (\(rows)))"
    case .prose(let columns): "(coalesce(\(columns.joined(by: ", ")), '') = '')"
    case nil: "false"
    }
  }
}

extension Comparison {
  var sql: SQL {
    switch self {
    case .equal, .contains: "="
    case .notEqual: "<>"
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    }
  }
}

extension Double {
  /// `8048`, not `8048.0`: a number where a name is stored as text.
  var plain: String { self == rounded() && abs(self) < 1e15 ? String(Int(self)) : String(self) }
}

// MARK: - the fields of each subject

extension ConditionSQL {
  static func measurements(_ dialect: Dialect) -> ConditionSQL {
    ConditionSQL { name in
      switch name {
      case "country": .text("c.country")
      case "subregion", "region": .placeGroup(country: "c.country")
      case "network": .number("c.network")
      case "platform", "platforms": .text("nullif(c.platform, '')")
      case "target": .text("coalesce(nullif(t.host, ''), t.test)")
      case "category": .text(ReferenceSQL.category)
      case "ownership": .text(ReferenceSQL.ownership)
      case "test": .text("t.test")
      case "dataset": .text("d.name")
      case "publisher": .text("d.publisher")
      case "start", "time": .time("(c.hour * 3600)")
      default: nil
      }
    }
  }

  static func aggregates(_ dialect: Dialect) -> ConditionSQL {
    ConditionSQL { name in
      switch name {
      case "network": .number("c.network")
      case "start", "time": .time("c.start")
      case "platform", "platforms": .text("t.platform")
      default: measurements(dialect).field(name)
      }
    }
  }

  /// `m` is the measurement, `t` its target, `e` its evidence.
  static var tests: ConditionSQL {
    ConditionSQL { name in
      switch name {
      case "country": .text("m.country")
      case "subregion", "region": .placeGroup(country: "m.country")
      case "network": .number("m.network")
      case "platform", "platforms": .text("t.platform")
      case "target": .text("coalesce(nullif(t.host, ''), t.test)")
      case "category": .text(ReferenceSQL.category)
      case "ownership": .text(ReferenceSQL.ownership)
      case "test": .text("t.test")
      case "outcome": .text(CaseSQL.outcome)
      case "blocking-kind": .text(CaseSQL.kind)
      case "dataset": .text("d.name")
      case "publisher": .text("d.publisher")
      case "start", "time": .time("m.time")
      case "id": .text("e.uid")
      default: nil
      }
    }
  }

  /// `i` is the record, `p` its country; incidents and events keep sets in `incident_value` and `event_value`.
  static func records(_ subject: RecordTable) -> ConditionSQL {
    ConditionSQL { name in
      switch name {
      case "country": .text("p.value")
      case "subregion", "region": .placeGroup(country: "p.value")
      case "dataset": .text("d.name")
      case "publisher": .text("d.publisher")
      case "id", "event": .text("i.name")
      case "start": .time("i.start")
      case "end": .time("i.\"end\"")
      case "duration": .duration(subject.duration)
      case "text": .prose(subject.prose)
      case "scope": .text("i.scope")
      case "kind": .text("i.kind")
      case "class": .text("i.class")
      case "actor": .text("i.actor")
      case "platform", "platforms": .set(rows: subject.values("platform"))
      case "service", "services": .set(rows: subject.values("service"))
      case "cause", "causes", "extent", "access", "ordered-by", "subdivision":
        .set(rows: subject.values(name == "causes" ? "cause" : name))
      default: nil
      }
    }
  }
}

enum CaseSQL {
  static let outcome: SQL =
    "(case m.outcome when 0 then 'ok' when 1 then 'anomaly' when 2 then 'confirmed' else 'failure' end)"
  static let kind: SQL = """
    (case m.kind when 1 then 'dns' when 2 then 'tcp_ip' when 3 then 'tls' when 4 then 'http-diff' \
    when 5 then 'http-failure' end)
    """
}
