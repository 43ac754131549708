import Places
import Platforms
import Subjects
import Tables
import Text

extension Resolver {
  /// A condition on a subject's fields; nil after complaining. An unknown subject: names are not checked.
  mutating func condition(
    _ condition: Syntax.Condition, of subject: SubjectKind?, verb: Verb
  ) -> Condition? {
    guard let subject else { return nil }
    switch condition {
    case .invalid: return nil
    case .all(let parts): return self.parts(parts, of: subject, verb).map { .all($0) }
    case .any(let parts): return self.parts(parts, of: subject, verb).map { .any($0) }
    case .not(let part): return self.condition(part, of: subject, verb: verb).map { .not($0) }
    case .missing(let operand, let isNegated):
      return field(operand, of: subject, verb).map { .missing(field: $0.name, isNegated: isNegated) }
    case .compare(let operand, let sign, let value):
      guard let field = field(operand, of: subject, verb) else { return nil }
      return compare(field, sign, value)
    case .member(let operand, let values):
      guard let field = field(operand, of: subject, verb) else { return nil }
      let operands = values.compactMap { self.operands($0, of: field, .equal) }
      guard operands.count == values.count else { return nil }
      return .member(field: field.name, operands.flatMap { $0 })
    }
  }

  /// All of several conditions.
  mutating func conjunction(_ parts: [Syntax.Condition], of subject: SubjectKind?, verb: Verb) -> Condition? {
    let resolved = parts.compactMap { condition($0, of: subject, verb: verb) }
    return resolved.count > 1 ? .all(resolved) : resolved.first
  }

  /// Conditions on fields that are worked out of the records that the others choose, and the others. One that has both
  /// kinds of fields under an `or` or a `not` would choose by itself among what it chooses from.
  mutating func lateParts(
    _ parts: [Syntax.Condition], of subject: SubjectKind?
  ) -> (late: [Syntax.Condition], own: [Syntax.Condition]) {
    guard let subject else { return ([], parts) }
    var (late, own) = ([Syntax.Condition](), [Syntax.Condition]())
    for part in parts {
      let fields = part.operands.filter { Field.named($0.text, of: subject)?.isLate ?? false }
      guard let first = fields.first else {
        own.append(part)
        continue
      }
      if case .all(let inner) = part {
        let found = lateParts(inner, of: subject)
        late += found.late
        own += found.own
        continue
      }
      if fields.count < part.operands.count { complain(.lateField(first.text), at: first.span) }
      late.append(part)
    }
    return (late, own)
  }

  private mutating func parts(
    _ parts: [Syntax.Condition], of subject: SubjectKind, _ verb: Verb
  ) -> [Condition]? {
    let resolved = parts.map { condition($0, of: subject, verb: verb) }
    let found = resolved.compactMap { $0 }
    return found.count == parts.count ? found : nil
  }

  private mutating func field(_ operand: Syntax.Operand, of subject: SubjectKind, _ verb: Verb) -> Field? {
    let name = operand.text
    guard let field = Field.named(name, of: subject) else {
      let others = SubjectKind.allCases.filter { Field.named(name, of: $0) != nil }
      if others.isEmpty {
        let near = near(Names.suggestions(for: name, among: Field.spellings(like: name, of: subject)))
        complain(
          near.isEmpty ? .fieldOfOther(name.printable, subject) : .unknown(.field, name, suggestions: near),
          at: operand.span)
      } else {
        complain(.fieldOfOther(name, subject), at: operand.span)
      }
      return nil
    }
    if field.isOfRows, verb != .list {
      let advice = Dimension(rawValue: field.name).map { "write 'by \($0.rawValue)', or 'list measurements where ...'" }
      complain(
        .notForSubject("where \(field.name)", subject, reason: advice ?? "'list measurements' can ask for it"),
        at: operand.span)
      return nil
    }
    guard isKnown(reference: field.name) else {
      complain(.noReference(field.name), at: operand.span)
      return nil
    }
    return field
  }

  // MARK: comparisons

  private mutating func compare(_ field: Field, _ sign: Comparison, _ value: Syntax.Value) -> Condition? {
    if field.isSet, case .operand(let operand) = value, operand.kind == .number {
      guard let size = integer(operand, in: 0...1_000_000, "a whole number") else { return nil }
      guard sign != .contains else {
        return badOperator(sign, field, operand.span, "=, !=, <, <=, > and >= with a number")
      }
      return .compare(field: field.name, sign, .number(Double(size)))
    }
    let isOrder = [.less, .lessOrEqual, .greater, .greaterOrEqual].contains(sign)
    if isOrder, !field.isOrdered {
      return badOperator(sign, field, value.span, field.isSet ? "=, != and contains, or a number" : "= and !=")
    }
    if sign == .contains, !field.isSet, field.kind != .prose, field.kind != .open {
      return badOperator(sign, field, value.span, field.isOrdered ? "=, !=, <, <=, > and >=" : "= and !=")
    }
    guard let operands = operands(value, of: field, sign) else { return nil }
    if operands.count == 1 { return .compare(field: field.name, sign, operands[0]) }
    let membership = Condition.member(field: field.name, operands)
    return sign == .notEqual ? .not(membership) : membership
  }

  private mutating func badOperator(
    _ sign: Comparison, _ field: Field, _ span: Span, _ expected: String
  ) -> Condition? {
    complain(.badOperator(sign.rawValue, field: field.name, expected: expected), at: span)
    return nil
  }

  /// A field's value; sets and regions stand for several.
  private mutating func operands(_ value: Syntax.Value, of field: Field, _ sign: Comparison) -> [Operand]? {
    switch value {
    case .range(let from, let to):
      guard case .time = field.kind else { return mismatch(field, "a range of times", from.span.union(to.span)) }
      return range(from, to).map { [.span($0)] }
    case .operand(let operand): return self.operand(operand, of: field)
    }
  }

  private mutating func operand(_ operand: Syntax.Operand, of field: Field) -> [Operand]? {
    switch field.kind {
    case .time: return time(operand).map { [.span($0)] }
    case .duration:
      guard operand.kind == .duration else { return mismatch(field, "'\(operand.text.printable)'", operand.span) }
      return duration(operand).map { [.duration($0)] }
    case .place: return places(operand)
    case .platform: return fieldPlatforms(operand)
    case .placeGroup: return region(operand, of: field)
    case .network:
      guard let number = Names.network(operand.text) else {
        return mismatch(field, "'\(operand.text.printable)'", operand.span)
      }
      // Of a set a number is how many there are.
      return field.isSet ? [.text("AS\(number)")] : [.number(Double(number))]
    case .dataset: return dataset(operand)
    case .whole(let range):
      return integer(operand, in: range, field.expected).map { [.number(Double($0))] }
    case .word(let words): return word(operand, among: words, field)
    case .open:
      guard let known = catalog.vocabulary[field.name], !known.isEmpty else { return text(operand, of: field) }
      return word(operand, among: known, field)
    case .prose: return text(operand, of: field)
    }
  }

  private mutating func mismatch(_ field: Field, _ found: String, _ span: Span) -> [Operand]? {
    complain(.typeMismatch(field: field.name, expected: field.expected, found: found), at: span)
    return nil
  }

  private mutating func text(_ operand: Syntax.Operand, of field: Field) -> [Operand]? {
    switch operand.kind {
    // A bare word would be taken for a name of the language, which a text of the data is not.
    case .word where field.kind == .prose: return mismatch(field, "'\(operand.text.printable)'", operand.span)
    case .word, .string, .number, .time: return [.text(operand.text)]
    case .duration, .set, .parameter, .result: return mismatch(field, "'\(operand.text.printable)'", operand.span)
    }
  }

  private mutating func word(_ operand: Syntax.Operand, among words: [String], _ field: Field) -> [Operand]? {
    if operand.kind != .set, words.contains(operand.text) { return [.text(operand.text)] }
    let near = near(Names.suggestions(for: operand.text, among: words))
    let name = operand.text.printable
    let isShort = words.count <= 16
    let help = isShort ? "values: \(words.joined(separator: ", "))" : nil
    complain(.unknownValue(name, field: field.name, suggestions: near), at: operand.span)
    if let help { diagnostics.setHelp(help, at: operand.span) }
    return nil
  }

  private mutating func places(_ operand: Syntax.Operand) -> [Operand]? {
    if operand.kind == .set { return placeSet(operand)?.sorted().map { .text($0.description) } }
    guard let place = place(operand) else { return nil }
    switch place {
    case .country(let code): return [.text(code.description)]
    case .region(let slug):
      return PlaceCatalog.region(named: slug)?.members.sorted().map { .text($0.description) }
    case .world, .subdivision:
      complain(
        .isOther(.value, place.canonical, isA: .place, right: "'country' is compared with countries"),
        at: operand.span)
      return nil
    }
  }

  private mutating func region(_ operand: Syntax.Operand, of field: Field) -> [Operand]? {
    if let region = PlaceCatalog.region(named: operand.text) {
      if region.slug != operand.text { note(operand.text, as: region.slug) }
      return [.text(region.slug)]
    }
    let known = PlaceCatalog.regions.map(\.slug)
    complain(
      .unknownValue(
        operand.text.printable, field: field.name, suggestions: near(Names.suggestions(for: operand.text, among: known))
      ),
      at: operand.span)
    return nil
  }

  private mutating func fieldPlatforms(_ operand: Syntax.Operand) -> [Operand]? {
    guard let found = platforms(operand) else { return nil }
    guard found.services.isEmpty else {
      complain(
        .unknown(
          .platform, operand.text.printable,
          suggestions: near(Names.platforms(near: operand.text, in: catalog.platforms))),
        at: operand.span)
      return nil
    }
    return found.platforms.map { .text($0) }
  }

  private mutating func dataset(_ operand: Syntax.Operand) -> [Operand]? {
    if catalog.datasets.contains(where: { $0.name == operand.text }) { return [.text(operand.text)] }
    unknown(.dataset, operand, among: catalog.datasets.map(\.name))
    return nil
  }
}

extension Syntax.Condition {
  /// The fields that it is about, as often as they stand in it.
  fileprivate var operands: [Syntax.Operand] {
    switch self {
    case .all(let parts), .any(let parts): parts.flatMap(\.operands)
    case .not(let part): part.operands
    case .compare(let field, _, _), .member(let field, _), .missing(let field, _): [field]
    case .invalid: []
    }
  }
}

extension Syntax.Value {
  var span: Span {
    switch self {
    case .operand(let operand): operand.span
    case .range(let from, let to): from.span.union(to.span)
    }
  }
}
