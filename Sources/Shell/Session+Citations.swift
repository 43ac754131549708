import Query
import Storage
import Tables
import Text

/// A dataset as a citation names it.
struct CitedDataset {
  var reference: DatasetReference
  var address: String?
  /// Last.
  var loaded: Instant?
  var span: TimeSpan?
}

extension Session {
  /// `cite`: a text and BibTeX for the program, the datasets of a result and the result itself.
  func cite(_ reference: ResultReference?) throws {
    let answer = self.answer(reference ?? .last)
    let citations = Citations(
      version: store.toolVersion, datasets: try cited(answer), result: answer?.provenance)
    guard options.format == .table else { return try show(citations.table, title: "citations") }
    output.show(citations.text)
  }

  /// `sources`: of a result, or of all that is loaded.
  func listSources(_ reference: ResultReference?) throws {
    let answer = reference.flatMap { self.answer($0) }
    try show(Listings.sources(try cited(answer)), title: "sources")
  }

  /// The datasets of a result as they were then; all that are loaded without one.
  private func cited(_ answer: Answer?) throws -> [CitedDataset] {
    let references =
      try answer?.provenance.datasets ?? store.references(forDatasets: try store.datasets().map(\.name))
    return try references.map { reference in
      // What has been loaded into it since is not what the result used.
      let detail = try store.dataset(named: reference.name)
      guard let detail, detail.files.map(\.sha256) == reference.fileDigests else {
        return CitedDataset(reference: reference)
      }
      return CitedDataset(
        reference: reference, address: detail.url, loaded: detail.retrieved, span: detail.summary.span)
    }
  }
}

/// Citations as text and as BibTeX.
struct Citations {
  var version: String
  var datasets: [CitedDataset]
  var result: Provenance?

  private struct Entry {
    var key: String
    var kind: String
    var text: String
    /// Names with values that are LaTeX already.
    var fields: [(String, String)]

    var bibTeX: String {
      let lines = fields.filter { !$0.1.isEmpty }.map { "  \($0.0) = {\($0.1)}" }
      return "@\(kind){\(key),\n\(lines.joined(separator: ",\n"))\n}\n"
    }
  }

  private var entries: [Entry] { datasets.map(entry) + [program] }

  var text: String {
    entries.map { "\($0.text)\n" }.joined() + "\n" + entries.map(\.bibTeX).joined(separator: "\n")
  }

  var table: Table {
    let columns = ["key", "citation", "bibtex"].map {
      Column($0, type: .text, role: $0 == "key" ? .dimension : .detail)
    }
    return Table(columns: columns, rows: entries.map { [.text($0.key), .text($0.text), .text($0.bibTeX)] })
  }

  private func entry(_ dataset: CitedDataset) -> Entry {
    let reference = dataset.reference
    let files = Self.files(reference.fileDigests)
    var words = [
      reference.publisher ?? "Publisher not stated", "\(reference.title) (\(reference.name))",
      reference.isSynthetic ? "Synthetic data, not measurements of anything" : "Data",
      dataset.loaded.map { "Loaded \($0.day.iso)" } ?? "",
      reference.licence.map { "Licence: \($0)" } ?? "Licence not stated",
      dataset.address ?? "", files,
    ]
    if let citation = reference.citation { words.append("Cite as: \(citation)") }
    let note = [
      reference.isSynthetic ? "Synthetic data, not measurements of anything" : "",
      reference.citation.map { "Cite as: \($0)" } ?? "", reference.licence.map { "Licence: \($0)" } ?? "", files,
    ]
    return Entry(
      key: Self.key(reference.name), kind: "misc", text: Self.sentences(words),
      fields: [
        ("author", reference.publisher.map { "{\(Self.latex($0))}" } ?? ""),
        ("title", "{\(Self.latex(reference.title))}"), ("howpublished", "Data set"),
        ("note", Self.latex(Self.sentences(note))), ("url", dataset.address.map(Self.address) ?? ""),
        ("urldate", dataset.loaded?.day.iso ?? ""),
      ])
  }

  private var program: Entry {
    let made = result.map { "\($0.statement) (\($0.shortIDs))" }
    return Entry(
      key: "curfew", kind: "software",
      text: Self.sentences(["Curfew \(version)", "Software", made.map { "Result of: \($0)" } ?? ""]),
      fields: [
        ("title", "{Curfew}"), ("version", Self.latex(version)),
        ("note", Self.latex(made.map { "Result of: \($0)" } ?? "")),
      ])
  }

  private static func files(_ digests: [String]) -> String {
    guard !digests.isEmpty else { return "" }
    let more = digests.count > 3 ? " and \(digests.count - 3) more" : ""
    return "SHA-256 of \(digests.count == 1 ? "its file" : "its files"): "
      + digests.prefix(3).joined(separator: ", ") + more
  }

  private static func sentences(_ parts: [String]) -> String {
    parts.map(\.printable).filter { !$0.isEmpty }.map { $0.hasSuffix(".") ? $0 : "\($0)." }.joined(separator: " ")
  }

  /// Letters, digits and hyphens, as every program for BibTeX reads them.
  private static func key(_ name: String) -> String {
    String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
  }

  private static func latex(_ text: String) -> String {
    text.printable.map { character in
      switch character {
      case "&", "%", "$", "#", "_", "{", "}": "\\\(character)"
      case "\\": "\\textbackslash{}"
      case "~": "\\textasciitilde{}"
      case "^": "\\textasciicircum{}"
      default: String(character)
      }
    }.joined()
  }

  /// A field of addresses is verbatim; braces and blanks would end or split it.
  private static func address(_ text: String) -> String {
    text.printable.map { character in
      switch character {
      case "{": "%7B"
      case "}": "%7D"
      case " ": "%20"
      case "\\": "%5C"
      default: String(character)
      }
    }.joined()
  }
}
