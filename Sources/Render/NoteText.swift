import Tables
import Text

/// The words under a table, for every format that people read.
struct NoteText {
  /// What the figures rest on, as sentences: `12 of 41 countries; 29 below n = 30.`
  var scope: String
  /// What must be known besides, in order.
  var remarks: [(kind: Note.Kind, text: String)]

  init(_ notes: [Note]) {
    scope = notes.filter { $0.kind == .scope }.map { $0.text.asSentence }.joined(separator: " ")
    remarks = notes.filter { $0.kind != .scope }.map { ($0.kind, $0.text) }
  }

  /// The sentences under a publication table: the author's, what must be known, what the figures rest on, the period,
  /// the sources, and what made it.
  static func publication(_ answer: Answer, _ options: RenderOptions) -> [String] {
    let notes = NoteText(answer.notes)
    let provenance = answer.provenance
    var lines: [String] = []
    if let note = options.note { lines.append(options.expanded(note).asSentence) }
    lines += notes.remarks.map { ($0.kind.prefix + $0.text).asSentence.capitalizedStart }
    if !notes.scope.isEmpty { lines.append(notes.scope.capitalizedStart) }
    if let period = provenance.period { lines.append("Period: \(period).") }
    let sources = sources(provenance)
    if !sources.isEmpty { lines.append("Data: \(sources).") }
    let made = "Made with curfew \(provenance.toolVersion): \(provenance.statement)"
    let ids = provenance.shortIDs
    return lines + [ids.isEmpty ? made : "\(made) (\(ids))"]
  }

  /// The datasets as a publication names them.
  static func sources(_ provenance: Provenance) -> String {
    provenance.datasets.map(source).joined(separator: "; ")
  }

  private static func source(_ dataset: DatasetReference) -> String {
    var text = dataset.citation ?? [dataset.publisher, dataset.title].compactMap { $0 }.joined(separator: ", ")
    while text.hasSuffix(".") { text.removeLast() }
    var details = ["\(grouped(String(dataset.rows))) \(dataset.rows == 1 ? "row" : "rows")"]
    if let licence = dataset.licence { details.append(licence) }
    if dataset.isSynthetic { details.append("synthetic data") }
    return "\(text) (\(details.joined(separator: ", ")))"
  }
}

extension Note.Kind {
  /// What stands before a remark of this kind.
  var prefix: String {
    switch self {
    case .caution: "caution: "
    case .reading: "note: "
    case .empty, .scope: ""
    }
  }
}

extension Answer {
  /// The caption that the user gave, or the answer's own title with its period.
  func caption(_ options: RenderOptions) -> String {
    if let caption = options.caption { return options.expanded(caption) }
    guard !title.isEmpty else { return "" }
    let sentence = title.capitalizedStart
    return provenance.period.map { "\(sentence), \($0)" } ?? sentence
  }
}

extension String {
  /// With its first letter a capital.
  var capitalizedStart: String { first.map { $0.uppercased() + dropFirst() } ?? "" }

  /// With a full stop unless it ends like a sentence already.
  var asSentence: String {
    guard let last, !".!?:".contains(last) else { return self }
    return self + "."
  }
}
