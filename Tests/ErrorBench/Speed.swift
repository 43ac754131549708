import Foundation
import Query
import Text

/// How long the documented statements take from text to plan.
enum Speed {
  /// Microseconds a statement: the best of some rounds of each.
  static func microseconds() -> [Double] {
    let clock = ContinuousClock()
    return Documented.statements.map { text in
      let source = SourceText(text)
      let times = (0..<20).map { _ in
        clock.measure {
          guard let statement = Language.parse(source).script.statements.first,
            case .success(.query(let query)) = Language.resolve(statement, in: Fixture.catalog)
          else { return }
          _ = Explanation(query, dialect: .sqlite)
        }
      }
      return (times.min() ?? .zero) / .microseconds(1)
    }.sorted()
  }

  static var line: String {
    let times = microseconds()
    guard let last = times.last else { return "" }
    let figures = [times[times.count / 2], last].map { String(format: "%.0f", $0) }
    return
      "Parsing, resolving and planning one of \(times.count) documented statements takes \(figures[0]) us in the median and \(figures[1]) us at most (must 1,000)."
  }
}
