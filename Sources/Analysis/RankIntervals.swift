/// A figure that is ranked, and what is known of its error.
enum RankedFigure: Sendable {
  /// Draws less the figure.
  case drawn(Double, [Double])
  /// Nothing was found: zero, and at most this.
  case limited(upper: Double)
  /// Without an interval: no order with any other can be told.
  case loose(Double)
}

/// Which ranks draws leave open, for all figures at once: j is above k where the difference exceeds c of its standard
/// errors, c being the 95% quantile of the largest such difference in a draw (M. Mogstad, J. Romano, A. Shaikh,
/// D. Wilhelm, Rev. Econ. Stud. 91, 2024). Figures that are not apart share all the ranks between them.
enum RankIntervals {
  /// nil where there is no figure. Rank 1 is the highest figure.
  static func ranks(
    _ figures: [RankedFigure?], confidence: Double, pause: () throws -> Void
  ) throws -> [ClosedRange<Int>?] {
    let known = figures.indices.filter { figures[$0] != nil }
    let errors = try PairErrors(known.compactMap { figures[$0] }, confidence: confidence, pause: pause)
    var above = [Int](repeating: 0, count: known.count)
    var below = above
    for first in known.indices {
      try pause()
      for second in known.indices where first != second && errors.isAbove(first, second) {
        below[first] += 1
        above[second] += 1
      }
    }
    var ranks = [ClosedRange<Int>?](repeating: nil, count: figures.count)
    for (place, index) in known.enumerated() { ranks[index] = (1 + above[place])...(known.count - below[place]) }
    return ranks
  }
}

/// Standard errors of all differences, and how many of them a difference must exceed.
private struct PairErrors {
  private let figures: [RankedFigure]
  /// Place among those that were drawn; the last one stands for a figure without error.
  private var place: [Int?]
  private let count: Int
  private var errors: [Double]
  private var critical = 0.0

  init(_ figures: [RankedFigure], confidence: Double, pause: () throws -> Void) throws {
    self.figures = figures
    place = [Int?](repeating: nil, count: figures.count)
    let trials = figures.reduce(0) { most, figure in
      if case .drawn(_, let draws) = figure { max(most, draws.count) } else { most }
    }
    var deviations: [Double] = []
    var drawn = 0
    for (index, figure) in figures.enumerated() {
      guard case .drawn(_, let draws) = figure, draws.count == trials else { continue }
      place[index] = drawn
      drawn += 1
      deviations += draws
    }
    deviations += [Double](repeating: 0, count: trials)
    count = drawn + 1
    errors = [Double](repeating: 0, count: count * count)
    guard trials > 1, drawn > 0 else { return }
    try measure(deviations, trials: trials, confidence: confidence, pause: pause)
  }

  private mutating func measure(
    _ deviations: [Double], trials: Int, confidence: Double, pause: () throws -> Void
  ) throws {
    var largest = [Double](repeating: 0, count: trials)
    try deviations.withUnsafeBufferPointer { deviations in
      try largest.withUnsafeMutableBufferPointer { largest in
        for first in 0..<count {
          try pause()
          for second in (first + 1)..<max(first + 1, count) {
            let error = Self.error(deviations, first * trials, second * trials, trials)
            errors[first * count + second] = error
            errors[second * count + first] = error
            guard error > 1e-12 else { continue }
            for trial in 0..<trials {
              let difference = deviations[first * trials + trial] - deviations[second * trials + trial]
              largest[trial] = max(largest[trial], difference.magnitude / error)
            }
          }
        }
      }
    }
    let sorted = largest.sorted()
    critical = sorted[min(trials - 1, max(0, Int((confidence * Double(trials)).rounded(.up)) - 1))]
  }

  private static func error(
    _ deviations: UnsafeBufferPointer<Double>, _ first: Int, _ second: Int, _ trials: Int
  ) -> Double {
    var sum = 0.0
    var squares = 0.0
    for trial in 0..<trials {
      let difference = deviations[first + trial] - deviations[second + trial]
      sum += difference
      squares += difference * difference
    }
    let n = Double(trials)
    return (max(0, squares - sum * sum / n) / (n - 1)).squareRoot()
  }

  func isAbove(_ first: Int, _ second: Int) -> Bool {
    guard case .drawn(let value, _) = figures[first], let own = place[first] else { return false }
    switch figures[second] {
    case .loose: return false
    case .limited(let upper): return value - critical * errors[own * count + count - 1] > upper
    case .drawn(let other, _):
      guard let others = place[second] else { return false }
      return value - other > critical * errors[own * count + others] + 1e-9
    }
  }
}
