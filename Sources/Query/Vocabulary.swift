import Places
import Platforms
import Subjects

/// The closed lists of words that parser, resolver, completion and help share.
package enum Vocabulary {
  /// First words of statements.
  package static let statements: [String] =
    Verb.allCases.map(\.rawValue) + CommandKeyword.allCases.map(\.rawValue) + ["sql", "it"]

  /// Words that end a list and so are no operands; a string can hold them.
  static let reserved: Set<String> = Set(
    ClauseKeyword.allCases.map(\.rawValue) + ["as", "and", "or", "not", "is", "contains", "desc"])

  /// Names that users may not take for results, sets and parameters.
  package static let taken: Set<String> = {
    var names = reserved.union(statements)
    names.formUnion(StageKeyword.allCases.map(\.rawValue))
    names.formUnion(Measure.allCases.map(\.rawValue))
    names.formUnion(Dimension.allCases.map(\.rawValue))
    names.formUnion(SubjectKind.allCases.map(\.rawValue) + ["merged", "event", "episode", "incident", "index"])
    names.formUnion(PlatformCatalog.builtIn.platforms.map(\.id))
    return names
  }()

  package static let exportFormats = ["table", "csv", "tsv", "json", "jsonl", "markdown", "latex", "svg", "vega-lite"]

  /// The formats that draw a result, and that of a terminal, which draws it where a stage says so.
  static let drawnFormats: Set<String> = ["svg", "vega-lite"]
  static let chartFormats = drawnFormats.union(["table"])

  static let laterExportFormats: Set<String> = ["html", "datapackage", "macros", "session"]

  package static let loadFormats = [
    "access-now", "ooni-raw", "ooni-fastpath", "ooni-aggregation", "ooni-list", "ooni-analysis", "censored-planet",
    "coups", "pulse", "ioda", "ioda-events", "cloudflare-outages", "tracker", "mass-mobilization", "nelda", "parlgov",
    "acled", "top10vpn", "incidents", "events", "measurements",
    "tor-users", "signals", "ioda-signals", "reference", "state-owned", "networks", "test-list", "category-codes",
    "targets", "platforms", "platform-users", "fingerprints",
  ]

  /// What `vary` takes besides `min n`.
  static let varied = ["counting", "weighting", "within"] + DetectorSetting.allCases.map(\.rawValue)

  static let describables = ["measure", "place", "platform", "dataset"]

  /// A comparison in a condition.
  static func isOperator(_ token: Token) -> Bool {
    switch token.kind {
    case .symbol, .name: Comparison(rawValue: token.text) != nil
    case .foreign: ["==", "<>", "=~", "~"].contains(token.text)
    default: false
    }
  }
}
