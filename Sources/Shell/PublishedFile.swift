import Render
import Tables
import Text

/// A file that `export` wrote, with what it says of itself.
struct PublishedFile {
  var format: OutputFormat
  var text: String
  var statement: String
  var version: String
  var dataID: String
  var resultID: String
  /// Digests of each dataset's files, by its name.
  var datasets: [String: [String]]
  /// Of the file as it was written, where another file beside it says so.
  var digest: String?
  /// With which a picture is drawn again; the other formats do not say with which options they were written.
  var options = RenderOptions()
  var parameters: [String: String]

  /// Throws a `Diagnostic` where the file cannot be read or does not say what made it.
  init(named file: String, at path: String) throws {
    let beside = ".provenance.json"
    let path = path.hasSuffix(beside) ? String(path.dropLast(beside.count)) : path
    guard let text = Paths.text(of: path) else {
      throw Diagnostic(.error, "\"\(file.printable)\" cannot be read")
    }
    let sidecar = Paths.text(of: path + beside)
    let lines = text.split(separator: "\n").map(String.init)
    let marks: Marks
    if text.hasPrefix("% Made by curfew ") {
      (format, marks) = (.latex, Marks(comments: lines.compactMap { $0.after("% ") }))
    } else if let start = lines.firstIndex(where: { $0.hasPrefix("<!-- curfew ") }) {
      let comment = lines[start...].map(\.withoutEntities)
      (format, marks) = (text.hasPrefix("<svg ") ? .svg : .markdown, Marks(comments: comment))
    } else if let sidecar {
      (format, marks) = (Self.format(of: path), Marks(json: sidecar.split(separator: "\n").map(String.init)))
    } else {
      marks = Marks(json: lines)
      format = lines.prefix(3).contains { $0.hasPrefix("  \"$schema\"") } ? .vegaLite : .json
    }
    guard let statement = marks.statement, let dataID = marks.data, let resultID = marks.result else {
      throw Diagnostic(
        .error, "\"\(file.printable)\" does not say what made it",
        help: "'export' writes files that do; of CSV, TSV and JSON Lines it is in FILE\(beside)")
    }
    self.text = text
    (self.statement, self.dataID, self.resultID) = (statement, dataID, resultID)
    (version, datasets, digest) = (marks.version ?? "", marks.datasets, marks.digest)
    parameters = marks.parameters
    let chart = marks.chart.map { ChartRequest(ChartKind(rawValue: $0)) }
    guard format.isPicture else {
      if format == .table { options.chart = chart }
      return
    }
    options = RenderOptions(
      chart: chart, caption: marks.caption, note: marks.note,
      digits: marks.digits)
  }

  /// A picture of an answer as this file's was drawn; nil where it is no picture, or the answer cannot be drawn so.
  func drawnAgain(_ answer: Answer) -> String? {
    guard format.isPicture else { return nil }
    var answer = answer
    (answer.provenance.toolVersion, answer.provenance.parameters) = (version, parameters)
    return try? render(answer, as: format, options: options)
  }

  private static func format(of path: String) -> OutputFormat {
    switch path.split(separator: ".").last {
    case "tsv": .tsv
    case "jsonl", "ndjson": .jsonl
    case "txt": .table
    default: .csv
    }
  }

  /// Its rows, the names of columns first, as cells.
  var cells: [[String]] { PublishedCells.rows(of: text, format) }
}

/// What a file says of itself, from comments or from JSON with a field a line.
private struct Marks {
  var statement: String?
  var version: String?
  var data: String?
  var result: String?
  var digest: String?
  var datasets: [String: [String]] = [:]
  var chart: String?
  var caption: String?
  var note: String?
  var digits: Int?
  var parameters: [String: String] = [:]

  init(comments: [String]) {
    for line in comments {
      if let text = line.after("statement: ") {
        statement = statement ?? text
      } else if let text = line.after("data:") {
        data = data ?? text.trimmed
      } else if let text = line.after("result:") {
        result = result ?? text.trimmed
      } else if let text = line.after("Made by curfew ") {
        version = version ?? String(text.prefix { $0 != " " }.drop { $0 == " " }).withoutStop
      } else if let text = line.after("<!-- curfew ") {
        version = version ?? text
      } else if let text = line.after("dataset: ") {
        addDataset(text)
      } else {
        addOption(line)
      }
    }
  }

  /// What a picture was drawn with.
  private mutating func addOption(_ line: String) {
    if let text = line.after("chart: ") {
      chart = chart ?? text
    } else if let text = line.after("caption: ") {
      caption = caption ?? text
    } else if let text = line.after("note: ") {
      note = note ?? text
    } else if let text = line.after("digits: ") {
      digits = digits ?? Int(text)
    } else if let text = line.after("parameter: "), let sign = text.firstIndex(of: "="), sign != text.startIndex {
      parameters[String(text[..<sign]).trimmed] = String(text[text.index(after: sign)...]).trimmed
    }
  }

  /// `NAME, N rows, SHA-256 HEX ...` or `NAME sha256 HEX ...`
  private mutating func addDataset(_ text: String) {
    let words = text.split(separator: " ").map(String.init)
    guard let name = words.first.map({ $0.hasSuffix(",") ? String($0.dropLast()) : $0 }) else { return }
    datasets[name] = words.filter { $0.count == 64 && $0.allSatisfy(\.isHexDigit) }
  }

  init(json lines: [String]) {
    for line in lines.lazy.map(\.trimmed).prefix(while: {
      !$0.hasPrefix("\"rows\": [") && !$0.hasPrefix("\"values\": [")
    }) {
      if let value = line.after("\"statement\": ") { statement = statement ?? JSONTexts.first(in: value) }
      if let value = line.after("\"data\": ") { data = data ?? JSONTexts.first(in: value) }
      if let value = line.after("\"result\": ") { result = result ?? JSONTexts.first(in: value) }
      if let value = line.after("\"sha256\": ") { digest = digest ?? JSONTexts.first(in: value) }
      if let value = line.after("\"tool\": ") {
        version = JSONTexts.first(in: value).flatMap { $0.after("curfew ") }
      }
      if let value = line.after("\"datasets\": ") { addDatasets(value) }
      if let value = line.after("\"chart\": ") { chart = chart ?? JSONTexts.first(in: value) }
      if let value = line.after("\"caption\": ") { caption = caption ?? JSONTexts.first(in: value) }
      if let value = line.after("\"note\": ") { note = note ?? JSONTexts.first(in: value) }
      if let value = line.after("\"parameters\": ") { addParameters(value) }
    }
  }

  /// Texts by turns: a name, its value.
  private mutating func addParameters(_ json: String) {
    var texts = JSONTexts(json)
    while let name = texts.next(), let value = texts.next() { parameters[name] = value }
  }

  /// Names follow the word `name`, and digests are texts of 64 hex digits.
  private mutating func addDatasets(_ json: String) {
    var texts = JSONTexts(json)
    var name: String?
    while let text = texts.next() {
      if text == "name", texts.isName {
        name = texts.next()
        if let name { datasets[name] = [] }
      } else if let name, text.count == 64, text.allSatisfy(\.isHexDigit) {
        datasets[name, default: []].append(text)
      }
    }
  }
}

/// The strings of a text of JSON, in order.
private struct JSONTexts: IteratorProtocol {
  private var rest: Substring.UnicodeScalarView

  init(_ text: String) { rest = text.unicodeScalars[...] }

  static func first(in json: String) -> String? {
    var texts = JSONTexts(json)
    return texts.next()
  }

  /// The one before is the name of a field.
  var isName: Bool { rest.first == ":" }

  mutating func next() -> String? {
    guard let open = rest.firstIndex(of: "\"") else { return nil }
    rest = rest[rest.index(after: open)...]
    var result = String.UnicodeScalarView()
    while let scalar = rest.popFirst() {
      if scalar == "\"" { return String(result) }
      if scalar != "\\" { result.append(scalar) } else if let escaped = escape() { result.append(escaped) }
    }
    return nil
  }

  private mutating func escape() -> Unicode.Scalar? {
    guard let letter = rest.popFirst() else { return nil }
    switch letter {
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u":
      let digits = String(rest.prefix(4))
      rest = rest.dropFirst(4)
      return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init)
    default: return letter
    }
  }
}

extension String {
  /// What stands behind a beginning; nil where it begins otherwise.
  fileprivate func after(_ start: String) -> String? { hasPrefix(start) ? String(dropFirst(start.count)) : nil }

  fileprivate var trimmed: String {
    var text = self[...].drop { $0 == " " }
    while text.last == " " || text.last == "\r" { text.removeLast() }
    return String(text)
  }

  fileprivate var withoutStop: String { hasSuffix(".") ? String(dropLast()) : self }

  /// As it was before Markdown's comment was made safe.
  fileprivate var withoutEntities: String {
    let signs = [("&#45;", "-"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")]
    var result = ""
    var rest = self[...]
    while let next = rest.first {
      if next == "&", let (entity, sign) = signs.first(where: { rest.hasPrefix($0.0) }) {
        result += sign
        rest = rest.dropFirst(entity.count)
      } else if rest.hasPrefix("<!-- curfew ") {
        result += "<!-- curfew "
        rest = rest.dropFirst(12)
      } else {
        result.append(next)
        rest = rest.dropFirst()
      }
    }
    return result
  }
}
