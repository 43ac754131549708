/// A value bound to a statement; names and texts from users and files reach SQL only through these.
package enum SQLValue: Hashable, Sendable {
  case null
  case integer(Int)
  case real(Double)
  case text(String)
}

/// SQL text with its bound values, built by interpolation: `"a = \(bind: 3) and \(other)"`.
package struct SQL: Hashable, Sendable, ExpressibleByStringInterpolation {
  package var text: String
  package var arguments: [SQLValue]

  package init(text: String, arguments: [SQLValue] = []) {
    self.text = text
    self.arguments = arguments
  }

  package init(stringLiteral value: String) { self.init(text: value) }

  package init(stringInterpolation: StringInterpolation) {
    self.init(text: stringInterpolation.text, arguments: stringInterpolation.arguments)
  }

  package struct StringInterpolation: StringInterpolationProtocol {
    var text = ""
    var arguments: [SQLValue] = []

    package init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }
    package mutating func appendLiteral(_ literal: String) { text += literal }

    package mutating func appendInterpolation(_ sql: SQL) {
      text += sql.text
      arguments += sql.arguments
    }

    package mutating func appendInterpolation(bind value: SQLValue) {
      text += "?"
      arguments.append(value)
    }

    package mutating func appendInterpolation(bind value: Int) { appendInterpolation(bind: .integer(value)) }
    package mutating func appendInterpolation(bind value: String) { appendInterpolation(bind: .text(value)) }

    /// `(?, ?, ?)`
    package mutating func appendInterpolation(list values: [SQLValue]) {
      text += "(" + Array(repeating: "?", count: values.count).joined(separator: ", ") + ")"
      arguments += values
    }

    package mutating func appendInterpolation(list values: [String]) {
      appendInterpolation(list: values.map(SQLValue.text))
    }

    /// A number of ours, printed into the text.
    package mutating func appendInterpolation(literal value: Int) { text += String(value) }
    /// A column, table or keyword of ours; never anything that was typed or loaded.
    package mutating func appendInterpolation(word: String) { text += word }
  }
}

extension [SQL] {
  /// `((a or b) or (c or d))`: as deep as the logarithm of its length, since databases bound the depth of expressions.
  func balanced(_ connective: String) -> SQL {
    guard count > 2 else { return "(\(joined(by: connective)))" }
    let half = count / 2
    let (left, right) = (Array(self[..<half]).balanced(connective), Array(self[half...]).balanced(connective))
    return SQL(text: "(\(left.text)\(connective)\(right.text))", arguments: left.arguments + right.arguments)
  }
}

extension Sequence<SQL> {
  package func joined(by separator: String) -> SQL {
    var result = SQL(text: "")
    for (index, part) in enumerated() {
      if index > 0 { result.text += separator }
      result.text += part.text
      result.arguments += part.arguments
    }
    return result
  }

  /// `a and b and c`, each in parentheses where there are several; `true` where there is none.
  package var conjunction: SQL {
    let parts = Array(self)
    switch parts.count {
    case 0: return "true"
    case 1: return parts[0]
    default: return parts.joined(by: " and ")
    }
  }
}
