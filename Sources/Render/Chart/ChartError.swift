import Tables
import Text

/// Why a result is not drawn.
package enum ChartError: Error, Hashable, Sendable {
  case nothingToDraw
  case needs(ChartKind, instead: [ChartKind])
  /// Several rows would be one mark.
  case samePlace
  /// More than can be told apart: bars, lines, strips, cells.
  case tooMany(ChartKind, String, count: Int, most: Int)

  /// What to show, with what to type instead.
  package var diagnostic: Diagnostic {
    switch self {
    case .nothingToDraw:
      Diagnostic(
        .error, "a chart needs a column of figures, and the result has none",
        help: "'show' and 'rank' give figures; other formats hold the table")
    case .needs(let kind, let others):
      Diagnostic(
        .error, "'\(kind.rawValue)' needs \(kind.needs), and the result has none",
        help: kind.advice
          + (others.isEmpty ? "" : "; it can be drawn as \(others.map(\.rawValue).joined(separator: ", "))"))
    case .samePlace:
      Diagnostic(
        .error, "several rows have the same place in the chart: all but one would be lost",
        help: "keep every column of 'by' and 'per'")
    case .tooMany(let kind, let what, let count, let most):
      Diagnostic(
        .error, "'\(kind.rawValue)' draws at most \(most.grouped) \(what), and there are \(count.grouped)",
        help: Self.help(kind, what))
    }
  }

  private static func help(_ kind: ChartKind, _ what: String) -> String {
    switch kind {
    case .bar, .rankRange: "put '| top 30' before '| chart'"
    case .line: what == "lines" ? "'chart heat' draws more, or choose: '| where country in (PK, IN)'" : longer
    case .heat: what != "strips" ? longer : "choose: '| where country in (PK, IN)'"
    case .eventStudy: "'chart bar' draws more, or choose: '| where country in (PK, IN)'"
    }
  }

  private static let longer = "take a longer bin, or a shorter period"
}
