/// What a column's figures are in.
package enum Unit: Sendable, Hashable {
  case none
  case count
  /// 0..1; people see it as a share, machines as the number.
  case share
  case hours
  case days
  case other(String)
}

/// The type of a column's values, missing ones aside.
package enum ValueType: String, Sendable, Hashable {
  case integer, number, text, flag, instant, moment
}

/// What a column is for; renderers align, hide and label by it.
package enum Role: Sendable, Hashable {
  case dimension
  /// The readable name of the code in another column (`country_name` beside `country`).
  case label(of: String)
  case measure
  case lower(of: String)
  case upper(of: String)
  /// A denominator or other count beside a measure (`n`, `networks`).
  case support
  case rank
  case detail
}

/// A typed, named column.
package struct Column: Sendable, Hashable {
  /// Machine name, snake_case: `blocking_rate`.
  package var name: String
  /// Header for people: `blocking rate`.
  package var title: String
  package var type: ValueType
  package var unit: Unit
  package var role: Role

  package init(_ name: String, title: String? = nil, type: ValueType, unit: Unit = .none, role: Role) {
    self.name = name
    self.title = title ?? String(name.map { $0 == "_" ? " " : $0 })
    self.type = type
    self.unit = unit
    self.role = role
  }
}

/// Typed columns and rows in a total order. Every row has one value a column.
package struct Table: Sendable, Hashable {
  package var columns: [Column]
  package var rows: [[Value]]

  package init(columns: [Column], rows: [[Value]] = []) {
    self.columns = columns
    self.rows = rows
  }

  package func index(of name: String) -> Int? {
    columns.firstIndex { $0.name == name }
  }
}
