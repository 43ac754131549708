import Text

extension Parser {
  /// "note" RECORD ID STRING | "exclude" RECORD ID "because" STRING | "include" RECORD ID
  mutating func correction(_ correction: Correction) -> Syntax.Body {
    let verb = correction.rawValue
    offer(words: Correction.records)
    guard let record = expectOperand("'incident' or 'event' after '\(verb)'") else { return .invalid }
    guard let id = recordID(after: "\(verb) \(record.text)") else { return .invalid }
    var text: Syntax.Operand?
    switch correction {
    case .include: break
    case .note:
      guard let said = expectOperand("the note in quotes") else { return .invalid }
      text = said
    case .exclude:
      guard accept(word: "because") else {
        complain(.expected("'because' and the reason in quotes", found: found))
        return .invalid
      }
      guard let reason = expectOperand("the reason in quotes after 'because'") else { return .invalid }
      text = reason
    }
    return .command(.correct(correction, record: record, id: id, text: text))
  }

  /// `access-now:PK-2023-05-09-2` is several tokens that touch; a string is an id too.
  private mutating func recordID(after what: String) -> Syntax.Operand? {
    if current.kind == .string { return operand() }
    guard !isAtEnd else {
      complain(.expected("an id after '\(what)', as 'list' shows it", found: found))
      return nil
    }
    var span = advance().span
    while !isAtEnd, current.span.lower == span.upper { span = span.union(advance().span) }
    return Syntax.Operand(.word, source.text(of: span), span)
  }

  /// "corrections" [ ("to" | "from") STRING ]
  mutating func corrections() -> Syntax.Body {
    guard !isAtEnd else { return .command(.corrections(nil, file: nil)) }
    offer(words: Transfer.allCases.map(\.rawValue))
    for transfer in Transfer.allCases where accept(word: transfer.rawValue) {
      return file("corrections \(transfer.rawValue)").map { .command(.corrections(transfer, file: $0)) } ?? .invalid
    }
    complain(.expected("'to \"FILE\"' or 'from \"FILE\"' after 'corrections'", found: found))
    return .invalid
  }

  /// "backup" STRING
  mutating func backup() -> Syntax.Body { file("backup").map { .command(.backup($0)) } ?? .invalid }

  /// "attach" STRING
  mutating func attach() -> Syntax.Body { file("attach").map { .command(.attach($0)) } ?? .invalid }

  /// "snapshot" NAME
  mutating func snapshot() -> Syntax.Body {
    guard let name = expectOperand("a name after 'snapshot'") else { return .invalid }
    return .command(.snapshot(name))
  }

  mutating func file(_ what: String) -> Syntax.Operand? {
    offer(.file)
    guard current.kind == .string || current.kind == .parameter else {
      complain(.expected("a file name in quotes after '\(what)'", found: found))
      return nil
    }
    return operand()
  }
}
