import Tables
import Text

/// A result as a picture: named series of points over positions, on one scale. What a renderer draws it with is its own
/// business; what there is to draw, and what is missing, is the same in all of them.
///
/// A missing cell is never a point: it is `missing` with its reason, or `noRow` where the table has no row at all.
struct Chart: Hashable {
  /// One cell of the table, in the units of the scale: shares are percentages.
  struct Figure: Hashable {
    var value: Double
    var interval: Interval?
    /// As a table for people writes them: `31.0`, `[27.2, 36.5]`.
    var text: String
    var intervalText: String?

    var wholeText: String { intervalText.map { "\(text) \($0)" } ?? text }
  }

  struct Interval: Hashable {
    var low: Double
    var high: Double
  }

  enum Point: Hashable {
    case figure(Figure)
    case missing(Absence)
    case noRow

    var figure: Figure? {
      if case .figure(let figure) = self { figure } else { nil }
    }

    /// What a reader is told of a place without a figure.
    var absence: String? {
      switch self {
      case .figure: nil
      case .missing(let absence): absence.rawValue
      case .noRow: "no row"
      }
    }
  }

  struct Series: Hashable {
    /// Empty where there is only one.
    var name: String
    /// As many as there are positions.
    var points: [Point]
    /// What is expected without a link, which the others are held against.
    var isExpected = false
  }

  /// A category, a time, a phase or a bin of lags.
  struct Position: Hashable {
    var label: String
    /// What the figures there rest on: `12,345`.
    var support: String?
    /// Of a bin of lags, in hours.
    var hours: Interval?
  }

  /// What positions are, which decides how an axis is labelled.
  enum Axis: Hashable {
    case categories
    /// `hour`, `day`, ...; `isFilled` where the bins between the first and the last are all there.
    case time(unit: String, isFilled: Bool)
    case phases
    case lags
  }

  var kind: ChartKind
  var title: String
  /// What the figures are, with their unit: `blocking rate, %`.
  var measure: String
  /// What the positions are: `country`, `day`.
  var place: String
  var axis: Axis
  var positions: [Position]
  var series: [Series]
  var isShare: Bool
  var isWhole: Bool
  /// What a reader of the picture would miss: measures that are in the table and not in it.
  var remarks: [String]

  var figures: [Figure] { series.flatMap { $0.points.compactMap(\.figure) } }

  /// Everything that the scale has to hold.
  var extent: [Double] { figures.flatMap { [$0.value] + ($0.interval.map { [$0.low, $0.high] } ?? []) } }

  var hasIntervals: Bool { figures.contains { $0.interval != nil } }
  var isGrouped: Bool { series.count > 1 }

  /// Reasons without a figure, with how many cells have each, in a fixed order.
  var absences: [(reason: String, count: Int)] {
    let found = series.flatMap { $0.points.compactMap(\.absence) }
    return (Absence.allCases.map(\.rawValue) + ["no row"]).compactMap { reason in
      let count = found.count { $0 == reason }
      return count > 0 ? (reason, count) : nil
    }
  }

  /// `no data 3, suppressed 1`
  var absenceText: String { absences.map { "\($0.reason) \(grouped(String($0.count)))" }.joined(separator: ", ") }
}
