/// The ways in which a result can be drawn.
package enum ChartKind: String, Sendable, Hashable, CaseIterable {
  /// A bar a row, from zero.
  case bar
  /// Figures over time, a line a group, with their intervals as bands.
  case line
  /// A strip a group, a cell for each time.
  case heat
  /// Figures before, during and after something, or by their distance from it.
  case eventStudy = "event-study"
  /// Each row's rank with its lowest and highest.
  case rankRange = "rank-range"

  /// What is drawn, in one line.
  package var summary: String {
    switch self {
    case .bar: "a bar a row, from zero, its interval on it"
    case .line: "a line a group over time, intervals as bands"
    case .heat: "a strip a group, a cell a time; taken for more than six lines"
    case .eventStudy: "before, during and after something, or by the lag from it"
    case .rankRange: "each row's rank, with its lowest and highest"
    }
  }

  /// What a result must have to be drawn so.
  package var needs: String {
    switch self {
    case .bar: "a column of figures"
    case .line, .heat: "a time"
    case .eventStudy: "phases or lags"
    case .rankRange: "lowest and highest ranks"
    }
  }

  /// What gives a statement that.
  package var advice: String {
    switch self {
    case .bar: "'show' and 'rank' give figures"
    case .line, .heat: "'per day' or another bin gives one"
    case .eventStudy: "'compare ... around' and 'lag' give them"
    case .rankRange: "'vary' gives them, and 'rank countries by restriction-index with ci'"
    }
  }
}

/// Whether and how a result is to be drawn rather than written as a table.
package struct ChartRequest: Sendable, Hashable {
  /// nil: as the result's own columns are best drawn.
  package var kind: ChartKind?

  package init(_ kind: ChartKind? = nil) { self.kind = kind }
}
