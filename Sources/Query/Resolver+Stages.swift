import Places
import Subjects
import Tables
import Text

extension Resolver {
  /// The tail's steps, each checked against the columns that the one before leaves.
  mutating func stages(_ stages: [Syntax.Stage], columns first: [Column]?) -> [Stage] {
    var columns = first
    var result: [Stage] = []
    for stage in ordered(stages) {
      guard let resolved = self.stage(stage, columns: columns) else { continue }
      result.append(resolved)
      columns = columns.flatMap { Shape.apply(resolved, to: $0) }
    }
    return result
  }

  private mutating func stage(_ stage: Syntax.Stage, columns: [Column]?) -> Stage? {
    switch stage.content {
    case .invalid: return nil
    case .condition(let condition): return self.condition(condition, on: columns).map { .filter($0) }
    case .sort(let keys): return .sort(sort(keys, columns: columns))
    case .count(let operand):
      let end: Limit.End = stage.keyword == .bottom ? .bottom : .top
      return integer(operand, in: 1...1_000_000_000, "a whole number from 1").map { .limit(Limit(end, $0)) }
    case .columns(let operands): return self.columns(stage.keyword, operands, columns)
    case .rename(let operand, let name):
      guard let column = column(operand, of: columns), let name = newColumn(name, besides: columns) else { return nil }
      return .rename(column: column, to: name)
    case .round(let operand, let digits):
      guard let column = column(operand, of: columns),
        let digits = integer(digits, in: 0...12, "a number of digits from 0 to 12")
      else { return nil }
      return .round(column: column, digits: digits)
    case .chart(let kind): return chart(kind, at: stage.keywordSpan, columns)
    case .export(let format, let file, let options):
      if Vocabulary.drawnFormats.contains(format.text) { checkDrawable(columns, at: format.span) }
      return export(format, file, options)
    }
  }

  private mutating func columns(
    _ keyword: StageKeyword, _ operands: [Syntax.Operand], _ columns: [Column]?
  ) -> Stage? {
    let names = operands.compactMap { column($0, of: columns) }
    guard names.count == operands.count else { return nil }
    switch keyword {
    case .drop: return .drop(unique(names))
    case .pivot: return names.first.map { .pivot(column: $0) }
    default: return .keep(unique(names))
    }
  }

  mutating func sort(_ keys: [Syntax.SortKey], columns: [Column]?) -> [SortKey] {
    keys.compactMap { key in
      column(key.column, of: columns).map { SortKey($0, isDescending: key.isDescending) }
    }
  }

  /// A column's machine name, from that or from the language's name with hyphens.
  private mutating func column(_ operand: Syntax.Operand, of columns: [Column]?) -> String? {
    guard let columns else {
      if hasOpenColumns { return operand.kind == .word ? operand.text.columnName : operand.text }
      complain(.columnsUnknown, at: operand.span)
      return nil
    }
    if let exact = columns.first(where: { $0.name == operand.text }) { return exact.name }
    let name = operand.text.columnName
    if let column = columns.first(where: { $0.name == name }) { return column.name }
    let singular = Names.singular(name)
    if let column = columns.first(where: { $0.name == singular && $0.role == .dimension }) { return column.name }
    let known = columns.map(\.name)
    complain(
      .unknownColumn(
        operand.text.printable, columns: known, suggestions: near(Names.suggestions(for: name, among: known))),
      at: operand.span)
    return nil
  }

  private mutating func newColumn(_ operand: Syntax.Operand, besides columns: [Column]?) -> String? {
    let name = operand.text
    guard operand.kind == .word || operand.kind == .string, Lexer.kind(of: Array(name.utf8)[...]) == .name,
      name.utf8.count <= 64
    else {
      complain(.badName(name.printable), at: operand.span)
      return nil
    }
    guard !(columns ?? []).contains(where: { $0.name == name.columnName }) else {
      complain(.repeatedName(name), at: operand.span)
      return nil
    }
    return name.columnName
  }

  // MARK: conditions on columns

  private mutating func condition(_ condition: Syntax.Condition, on columns: [Column]?) -> Condition? {
    switch condition {
    case .invalid: return nil
    case .all(let parts): return self.parts(parts, on: columns).map { .all($0) }
    case .any(let parts): return self.parts(parts, on: columns).map { .any($0) }
    case .not(let part): return self.condition(part, on: columns).map { .not($0) }
    case .missing(let field, let isNegated):
      return column(field, of: columns).map { .missing(field: $0, isNegated: isNegated) }
    case .compare(let field, let sign, let value):
      guard let column = typed(field, of: columns, comparedWith: value), let operand = operand(value, of: column, sign)
      else { return nil }
      return .compare(field: column.name, sign, operand)
    case .member(let field, let values):
      guard let column = typed(field, of: columns, comparedWith: values.first) else { return nil }
      let operands = values.compactMap { operand($0, of: column, .equal) }
      return operands.count == values.count ? .member(field: column.name, operands) : nil
    }
  }

  private mutating func parts(_ parts: [Syntax.Condition], on columns: [Column]?) -> [Condition]? {
    let found = parts.map { condition($0, on: columns) }.compactMap { $0 }
    return found.count == parts.count ? found : nil
  }

  private mutating func typed(
    _ operand: Syntax.Operand, of columns: [Column]?, comparedWith value: Syntax.Value?
  ) -> Column? {
    guard let name = column(operand, of: columns) else { return nil }
    guard columns == nil else { return columns?.first { $0.name == name } }
    guard case .operand(let operand) = value, operand.kind != .number else {
      return Column(name, type: .number, role: .detail)
    }
    return Column(name, type: .text, role: .detail)
  }

  private mutating func operand(_ value: Syntax.Value, of column: Column, _ sign: Comparison) -> Operand? {
    let isText = column.type == .text || column.type == .flag
    let isOrder = [.less, .lessOrEqual, .greater, .greaterOrEqual].contains(sign)
    if isText && isOrder || !isText && sign == .contains {
      complain(
        .badOperator(
          sign.rawValue, field: column.name, expected: isText ? "=, != and contains" : "=, !=, <, <=, > and >="),
        at: value.span)
      return nil
    }
    switch value {
    case .range(let from, let to):
      guard column.type == .instant || column.type == .moment else { return mismatch(column, value.span, "a range") }
      return range(from, to).map { .span($0) }
    case .operand(let operand): return self.operand(operand, of: column)
    }
  }

  private mutating func operand(_ operand: Syntax.Operand, of column: Column) -> Operand? {
    switch column.type {
    case .integer, .number:
      guard operand.kind == .number, let number = Double(operand.text), number.isFinite else {
        return mismatch(column, operand.span, "'\(operand.text.printable)'")
      }
      return .number(number)
    case .instant, .moment: return time(operand).map { .span($0) }
    case .text, .flag: return text(operand, of: column)
    }
  }

  private mutating func text(_ operand: Syntax.Operand, of column: Column) -> Operand? {
    switch operand.kind {
    case .duration, .set, .parameter, .result: return mismatch(column, operand.span, "'\(operand.text.printable)'")
    case .word, .string, .number, .time: break
    }
    if column.name == "country" {
      guard let place = place(operand) else { return nil }
      return .text(place.canonical)
    }
    if column.name == "platform", let platform = Names.platform(operand.text, in: catalog.platforms) {
      return .text(platform)
    }
    return .text(operand.text)
  }

  private mutating func mismatch(_ column: Column, _ span: Span, _ found: String) -> Operand? {
    let expected =
      switch column.type {
      case .integer, .number: "a number"
      case .instant, .moment: "a time such as 2024-01"
      case .text, .flag: "a text"
      }
    complain(.typeMismatch(field: column.name, expected: expected, found: found), at: span)
    return nil
  }

  // MARK: export

  private mutating func export(
    _ format: Syntax.Operand, _ file: Syntax.Operand, _ options: [Syntax.Option]
  ) -> Stage? {
    let isKnown = Vocabulary.exportFormats.contains(format.text)
    if !isKnown {
      if Vocabulary.laterExportFormats.contains(format.text) {
        complain(.later(.exportFormat, format.text), at: format.span)
      } else {
        unknown(.exportFormat, format, among: Vocabulary.exportFormats)
      }
    }
    if file.text.isEmpty { complain(.badNumber("", expected: "a file name"), at: file.span) }
    var export = Export(format: format.text, file: file.text)
    for option in options { add(option, to: &export, format: isKnown ? format.text : nil) }
    return isKnown ? .export(export) : nil
  }

  private mutating func add(_ option: Syntax.Option, to export: inout Export, format: String?) {
    let known = ExportOption.allCases.filter { format.map($0.formats.contains) ?? true }
    guard let name = ExportOption(rawValue: option.name.text), known.contains(name) else {
      let names = known.map(\.rawValue)
      complain(
        .exportOption(
          option.name.text.printable, known: names,
          suggestions: Names.suggestions(for: option.name.text, among: names)),
        at: option.name.span)
      return
    }
    guard export.options[name.rawValue] == nil, !(name == .replace && export.replaces) else {
      complain(.repeatedName(name.rawValue), at: option.name.span)
      return
    }
    if name == .replace {
      export.replaces = true
      return
    }
    if name == .digits, let value = option.value {
      _ = integer(value, in: 0...12, "a number of digits from 0 to 12")
    }
    export.options[name.rawValue] = option.value?.text ?? ""
  }
}
