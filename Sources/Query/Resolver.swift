import Places
import Subjects
import Tables
import Text

/// Turns names into what they name. A part that cannot be resolved is nil and already complained of, so that the rest
/// is still checked and nothing is complained of twice.
struct Resolver {
  let catalog: Catalog
  var diagnostics: [Diagnostic]
  var notes: [Note] = []
  var zone = Zone.utc
  /// The grammar is broken somewhere: what depends on all of it, the columns, is not checked.
  var isDamaged = false
  /// The statement has phases to split by.
  var hasPhases = false
  /// Columns are known when the statement has run: what names them is taken as it is.
  var hasOpenColumns = false
  /// Parameters that could not be put in.
  var poisoned: Set<Span> = []

  init(_ catalog: Catalog, diagnostics: [Diagnostic] = []) {
    self.catalog = catalog
    self.diagnostics = diagnostics
  }

  /// A place that is blamed already is not blamed again.
  mutating func complain(_ problem: Problem, at span: Span) {
    guard !poisoned.contains(span) else { return }
    diagnostics.append(Diagnostic(problem, at: span))
  }

  /// Names to suggest: looked for while there is room for them among the errors that are shown.
  func near(_ names: @autoclosure () -> [String]) -> [String] {
    diagnostics.count > 2 * Parser.mostDiagnostics ? [] : names()
  }

  mutating func note(_ text: String, as canonical: String) {
    let note = Note(.reading, "'\(text.printable)' is read as \(canonical)")
    if !notes.contains(note) { notes.append(note) }
  }

  mutating func statement(_ statement: Syntax.Statement) -> ResolvedStatement? {
    isDamaged = !statement.diagnostics.isEmpty
    switch statement.body {
    case .query(let query):
      var substitution = Substitution(catalog.parameters)
      let bound = substitution.query(query)
      take(substitution.diagnostics)
      return self.query(bound).map { .query($0) }
    case .kept(let operand, let tail):
      var substitution = Substitution(catalog.parameters)
      let bound = substitution.tail(tail)
      take(substitution.diagnostics)
      return kept(operand, bound)
    case .sql(let operand, let tail):
      var substitution = Substitution(catalog.parameters)
      let (text, bound) = (substitution.one(operand), substitution.tail(tail))
      take(substitution.diagnostics)
      return sql(text, bound)
    case .command(let command): return self.command(command).map { .command($0) }
    case .invalid: return nil
    }
  }

  mutating func take(_ found: [Diagnostic]) {
    diagnostics += found
    poisoned.formUnion(found.compactMap(\.span))
    isDamaged = isDamaged || !found.isEmpty
  }

  // MARK: SQL

  private mutating func sql(_ text: Syntax.Operand, _ tail: Syntax.Tail) -> ResolvedStatement? {
    let before = diagnostics.count
    if text.text.utf8.allSatisfy(\.isBlank) { complain(.badNumber("", expected: "a statement of SQL"), at: text.span) }
    hasOpenColumns = true
    let stages = self.stages(tail.stages, columns: nil)
    let keep = self.keep(tail.keep)
    guard diagnostics.count == before else { return nil }
    return .sql(text: text.text, stages: stages, keep: keep, canonical: Printer.canonical(sql: text, tail))
  }

  // MARK: earlier results

  private mutating func kept(_ operand: Syntax.Operand, _ tail: Syntax.Tail) -> ResolvedStatement? {
    guard let (reference, columns) = result(operand) else { return nil }
    let stages = self.stages(tail.stages, columns: columns)
    return .kept(reference, stages: stages, keep: keep(tail.keep))
  }

  mutating func result(_ operand: Syntax.Operand) -> (ResultReference, [Column])? {
    if operand.kind == .result {
      guard let number = Int(operand.text), let columns = catalog.results[number] else {
        complain(.noResult("#\(operand.text)"), at: operand.span)
        return nil
      }
      return (.number(number), columns)
    }
    if operand.text == "it" {
      guard let last = catalog.results.keys.max(), let columns = catalog.results[last] else {
        complain(.noResult("yet for 'it'"), at: operand.span)
        return nil
      }
      return (.last, columns)
    }
    guard let columns = catalog.keptNames[operand.text] else {
      let first = Spelling.suggestions(for: operand.text, among: Vocabulary.statements)
      let near = first.isEmpty ? Spelling.suggestions(for: operand.text, among: catalog.keptNames.keys) : first
      if let habit = Habit.find(operand.text, in: Habit.statements) {
        complain(.habit(habit, as: operand.text), at: operand.span)
      } else if let right = Parser.statement(about: operand.text) {
        complain(.isOther(.statement, operand.text, isA: right.isA, right: right.advice), at: operand.span)
      } else {
        complain(.unknownStatement(operand.text, suggestions: near), at: operand.span)
      }
      return nil
    }
    return (.name(operand.text), columns)
  }

  /// `as NAME`
  mutating func keep(_ operand: Syntax.Operand?) -> String? {
    operand.flatMap { name($0, for: .kept) }
  }

  /// A name that the user makes up.
  mutating func name(_ operand: Syntax.Operand, for category: Category) -> String? {
    let bytes = Array(operand.text.utf8)
    guard operand.kind == .word || operand.kind == .string || operand.kind == .set,
      Lexer.kind(of: bytes[...]) == .name, bytes.count <= 64
    else {
      complain(.badName(operand.text.printable), at: operand.span)
      return nil
    }
    guard !Vocabulary.taken.contains(operand.text), catalog.platforms.platform(operand.text) == nil else {
      complain(.reserved(operand.text, category), at: operand.span)
      return nil
    }
    return operand.text
  }

  // MARK: numbers

  mutating func integer(_ operand: Syntax.Operand, in range: ClosedRange<Int>, _ expected: String) -> Int? {
    guard operand.kind == .number, let value = Int(operand.text), range.contains(value) else {
      complain(.badNumber(operand.text.printable, expected: expected), at: operand.span)
      return nil
    }
    return value
  }

  // MARK: time

  /// One calendar spelling as instants of the statement's zone.
  mutating func time(_ operand: Syntax.Operand) -> TimeSpan? {
    guard let civil = civil(operand) else { return nil }
    return TimeSpan(instant(civil.start), instant(civil.end))
  }

  private func instant(_ civil: Instant) -> Instant { ZoneName.instant(ofCivil: civil, in: zone) }

  private mutating func civil(_ operand: Syntax.Operand) -> TimeSpan? {
    if operand.kind == .time || operand.kind == .number || operand.kind == .string || operand.kind == .word,
      let span = TimeSpelling.range(operand.text)
    {
      return span
    }
    let text = operand.text.printable
    complain(.badTime(text, correction: TimeSpelling.correction(of: operand.text)), at: operand.span)
    return nil
  }

  /// A..B, the whole of B included.
  mutating func range(_ from: Syntax.Operand, _ to: Syntax.Operand) -> TimeSpan? {
    let start = civil(from)
    guard let end = civil(to), let start else { return nil }
    guard start.start < end.end else {
      complain(.emptyRange("\(from.text)..\(to.text)"), at: from.span.union(to.span))
      return nil
    }
    return TimeSpan(instant(start.start), instant(end.end))
  }

  mutating func period(_ period: Syntax.Period, over datasets: [Catalog.Dataset]) -> TimeSpan? {
    switch period {
    case .literal(let operand): return time(operand)
    case .range(let from, let to): return range(from, to)
    case .since(let from): return time(from).map { TimeSpan($0.start, TimeSpan.latest) }
    case .until(let to): return time(to).map { TimeSpan(TimeSpan.earliest, $0.end) }
    case .last(let duration):
      guard let seconds = self.duration(duration) else { return nil }
      let newest = datasets.filter { $0.subject != .events }.compactMap(\.span?.end).max()
      guard let newest else {
        // Without a dataset there is none, which is said already.
        if !datasets.isEmpty || diagnostics.isEmpty {
          complain(.noSpanOf("last \(duration.text)"), at: duration.span)
        }
        return nil
      }
      return TimeSpan(newest.advanced(by: -seconds), newest)
    }
  }

  mutating func duration(_ operand: Syntax.Operand) -> Int? {
    guard operand.kind == .duration, let seconds = TimeSpelling.seconds(ofDuration: operand.text), seconds > 0 else {
      complain(.badNumber(operand.text.printable, expected: "a duration such as 90m, 6h, 30d or 2w"), at: operand.span)
      return nil
    }
    return seconds
  }
}
