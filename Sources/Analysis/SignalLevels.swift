/// A connectivity signal beside what was to be expected (Documentation/methods/signals.md).
package struct SignalLevel: Sendable, Hashable {
  package var value: Double
  /// Median of the same hour of the week over the four weeks before.
  package var expected: Double
  /// How many of the four weeks had a value.
  package var weeks: Int

  /// `signal-level`: value over expected, 0 or more, 1 is as usual.
  package var level: Double { value / expected }
  /// `signal-drop`: 0...1, 0 at or above the expected level.
  package var drop: Double { max(0, 1 - level) }
}

extension SignalLevel {
  package static let weeksBefore = 4
  package static let leastWeeks = 2

  /// - Parameters:
  ///   - values: one a step, in order, without gaps; nil where there is none. Negative ones and those that are no number
  ///     count as none.
  ///   - stepsPerWeek: 168 for hourly values, 7 for daily ones.
  package static func levels(_ values: [Double?], stepsPerWeek: Int) -> [Estimate<SignalLevel>] {
    guard stepsPerWeek > 0 else {
      return values.map { _ in .missing(.impossible("a week of \(stepsPerWeek) steps")) }
    }
    return values.indices.map { index in
      guard let value = sound(values[index]) else { return .missing(.noMeasurements) }
      var before: [Double] = []
      for week in 1...weeksBefore {
        let (offset, overflow) = week.multipliedReportingOverflow(by: stepsPerWeek)
        guard !overflow, offset <= index else { break }
        if let earlier = sound(values[index - offset]) { before.append(earlier) }
      }
      guard before.count >= leastWeeks, let expected = before.sorted().median else {
        return .missing(.fewerWeeksBefore(than: leastWeeks, found: before.count))
      }
      guard expected > 0 else { return .missing(.zeroDenominator) }
      return .known(SignalLevel(value: value, expected: expected, weeks: before.count))
    }
  }

  private static func sound(_ value: Double?) -> Double? {
    guard let value, value.isFinite, value >= 0 else { return nil }
    return value
  }
}
