import Tables

@testable import Render

/// Results to write, made up for the tests.
enum Samples {
  static let version = "1.0.0"

  static func answer(
    _ title: String, _ table: Table, notes: [Note] = [], statement: String = "show tests by country",
    parameters: [String: String] = [:], datasets: [DatasetReference] = [dataset]
  ) -> Answer {
    let provenance = Provenance(
      statement: statement, parameters: parameters, datasets: datasets, period: "2023-01-01..2023-06-30 UTC (181 d)",
      toolVersion: version)
    return Answer(title: title, table: table, notes: notes, provenance: provenance.identified(with: table))
  }

  static let dataset = DatasetReference(
    name: "made-up", title: "Made-up measurements", publisher: "Nobody", licence: "CC0-1.0",
    citation: "Nobody (2024). Made-up measurements. https://example.org/data/made-up.", fileDigests: ["0123abcd"],
    rows: 12_345, isSynthetic: true)

  /// Codes with names, a share with its interval, counts of five digits, every kind of missing cell.
  static var ranking: Answer {
    let columns = [
      Column("rank", type: .text, role: .rank),
      Column("country", type: .text, role: .dimension),
      Column("country_name", type: .text, role: .label(of: "country")),
      Column("blocking_rate", type: .number, unit: .share, role: .measure),
      Column("blocking_rate_low", type: .number, unit: .share, role: .lower(of: "blocking_rate")),
      Column("blocking_rate_high", type: .number, unit: .share, role: .upper(of: "blocking_rate")),
      Column("n", type: .integer, unit: .count, role: .support),
      Column("median_duration", type: .number, unit: .days, role: .measure),
    ]
    func row(_ rank: String, _ code: String, _ name: String, _ rate: [Value], _ n: Int, _ days: Value) -> [Value] {
      [.text(rank), .text(code), .text(name)] + rate + [.integer(n), days]
    }
    let missing = Value.missing(.suppressed)
    let rows = [
      row("1", "PK", "Pakistan", [.number(0.31), .number(0.2715), .number(0.3649)], 12_345, .number(2.5)),
      row("2=", "CI", "Côte d’Ivoire", [.number(0.052), .number(0.008), .number(0.1)], 981, .missing(.noData)),
      row("2=", "TR", "Türkiye", [.number(0.052), .number(0.03), .number(0.09)], 2102, .missing(.notCovered)),
      row("4", "NA", "Namibia", [missing, missing, missing], 12, .missing(.unknown)),
    ]
    let notes = [
      Note(.reading, "read \"Pakistan\" as PK"),
      Note(.scope, "4 of 41 countries; 1 below n = 30"),
      Note(.caution, "the data are synthetic"),
    ]
    return answer(
      "countries by blocking rate", Table(columns: columns, rows: rows), notes: notes,
      statement: "rank country by blocking-rate during $period min n = 30 with ci, n",
      parameters: ["period": "2023-H1"])
  }

  /// What somebody may have put into a catalogue.
  static let hostileTexts = [
    "\u{1B}[2J\u{1B}]0;owned\u{07}cleared", "right \u{202E}to left\u{2066}", "=cmd|' /C calc'!A0", "</script><b>&amp;",
    "ends --> comment", "100% of \\input{/etc/passwd}", "line one\nline two\r\n% three", "tab\there",
    "| pipe | `code` |",
    "[bracket]", "*star", "\\end{document}", "a \"quoted\", field", "${period} & $x_1^2$ ~ #1 {}",
    "−5 ≥ −6 é ğ ş ı İ Ł",
    "انقطاع الإنترنت", "互联网 shutdown", "--- ,, ?` !` << >>", "", " spaces ", "\u{0000}\u{0085}\u{009B}31m\u{007F}",
    "e\u{301}\u{1F1F5}\u{1F1F0}", "1. item", "+1", "@all", "^^M^^5c",
  ]

  static var hostile: Answer {
    let columns = [
      Column("what", title: "what & \"why\" <100%> $\\_{}~^#|`", type: .text, role: .dimension),
      Column("figure", title: "figure_[x]", type: .number, role: .measure),
    ]
    let rows = hostileTexts.enumerated().map { index, text -> [Value] in
      switch index % 4 {
      case 0: [.text(text), .number(-1.5 * Double(index))]
      case 1: [.text(text), .text(text)]
      case 2: [.text(text), .missing(.noData)]
      default: [.text(text), .number(.nan)]
      }
    }
    let notes = hostileTexts.enumerated().map { Note($0.offset % 2 == 0 ? .caution : .scope, $0.element) }
    let title = hostileTexts.joined(separator: " ")
    return answer(
      title, Table(columns: columns, rows: rows), notes: notes,
      statement: "list events(text contains \"--> \\end{document} \u{1B}[2J\")", parameters: ["a\nb": "c\nd -->"],
      datasets: [DatasetReference(name: "x\n\\y", title: title, fileDigests: ["00\n11"], rows: 1)])
  }

  static var empty: Answer {
    let table = Table(columns: ranking.table.columns)
    return answer("countries by blocking rate", table, notes: [Note(.empty, "no rows. in PK 3,000 -> on signal 0")])
  }

  static var oneRow: Answer {
    let columns = [Column("incidents", type: .integer, unit: .count, role: .measure)]
    return answer("", Table(columns: columns, rows: [[.integer(7)]]))
  }

  static var noColumns: Answer { answer("nothing", Table(columns: [])) }

  static var fortyColumns: Answer {
    let key = [Column("day", type: .moment, role: .dimension)]
    let columns = key + (1...39).map { Column("platform_\($0)", type: .number, unit: .hours, role: .measure) }
    let day = Moment(Instant(seconds: 1_704_585_600), .day)
    let row = [Value.moment(day)] + (1...39).map { .number(Double($0 * $0) / 7) }
    return answer("hours by day", Table(columns: columns, rows: [row]))
  }

  static var longNote: Answer {
    let note = String(repeating: "A sentence that goes on for long. ", count: 60)
    return answer("incidents", oneRow.table, notes: [Note(.scope, note)])
  }

  static var all: [(name: String, answer: Answer)] {
    [
      ("ranking", ranking), ("hostile", hostile), ("empty", empty), ("one-row", oneRow), ("no-columns", noColumns),
      ("forty-columns", fortyColumns), ("long-note", longNote),
    ]
  }
}
