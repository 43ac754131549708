/// Fisher's exact test of a table, one-sided: as many event days with a restriction or more, by chance, *as if days were
/// independent of each other*, which days of one unrest are not. Probabilities, 0...1.
package struct ExactTest: Sendable, Hashable {
  package var p: Double
  /// Half of the observed table's own probability left out (H. Lancaster, JASA 56, 1961): less conservative.
  package var midP: Double
}

extension DayTable {
  /// From the hypergeometric distribution of `both` given the table's margins. Under 1e-300 it stays 1e-300: a
  /// probability is never zero.
  package var exactTest: Estimate<ExactTest> {
    if let cause { return .missing(cause) }
    let least = max(0, eventDays + restrictionDays - total)
    let most = min(eventDays, restrictionDays)
    let mode = min(most, max(least, Int(Double(eventDays + 1) * Double(restrictionDays + 1) / Double(total + 2))))
    // Probabilities relative to the mode's, outwards by their ratios: no logarithm of a large number loses digits.
    var above = 0.0
    var own = 0.0
    var all = 0.0
    func take(_ value: Int, _ weight: Double) {
      all += weight
      if value > both { above += weight }
      if value == both { own = weight }
    }
    take(mode, 1)
    var weight = 1.0
    for value in stride(from: mode + 1, through: most, by: 1) where weight > 0 {
      weight *= upwardRatio(value - 1)
      take(value, weight)
    }
    weight = 1
    for value in stride(from: mode - 1, through: least, by: -1) where weight > 0 {
      weight /= upwardRatio(value)
      take(value, weight)
    }
    let floor = 1e-300
    return .known(
      ExactTest(p: min(1, max(floor, (above + own) / all)), midP: min(1, max(floor, (above + own / 2) / all))))
  }

  /// P(value + 1) over P(value).
  private func upwardRatio(_ value: Int) -> Double {
    let upward = Double(eventDays - value) * Double(restrictionDays - value)
    return upward / (Double(value + 1) * Double(total - eventDays - restrictionDays + value + 1))
  }
}
