/// How far two lists agree; the right one is the reference. Shares are 0...1.
package struct MatchTally: Sendable, Hashable {
  package var pairs: Int
  package var onlyLeft: Int
  package var onlyRight: Int

  /// None negative.
  package init(pairs: Int, onlyLeft: Int, onlyRight: Int) {
    self.pairs = max(0, pairs)
    self.onlyLeft = max(0, onlyLeft)
    self.onlyRight = max(0, onlyRight)
  }

  /// Pairs over all that either list knows (Jaccard's index).
  package var agreement: Estimate<Double> { share(of: pairs + onlyLeft + onlyRight) }
  /// The share of the left list that the reference has too.
  package var precision: Estimate<Double> { share(of: pairs + onlyLeft) }
  /// The share of the reference that the left list has too.
  package var recall: Estimate<Double> { share(of: pairs + onlyRight) }

  private func share(of whole: Int) -> Estimate<Double> {
    whole > 0 ? .known(Double(pairs) / Double(whole)) : .missing(.noRecords)
  }

  /// How many there were in all, those that both lists missed included.
  package func chapman(confidence: Double = 0.95) -> Estimate<ChapmanEstimate> {
    let n1 = Double(pairs + onlyLeft)
    let n2 = Double(pairs + onlyRight)
    guard n1 > 0, n2 > 0 else { return .missing(.noRecords) }
    guard pairs > 0 else { return .missing(.noPairs) }
    guard onlyLeft > 0, onlyRight > 0 else { return .missing(.oneListHoldsAll) }
    let m = Double(pairs)
    let total = (n1 + 1) * (n2 + 1) / (m + 1) - 1
    let variance = (n1 + 1) * (n2 + 1) * (n1 - m) * (n2 - m) / ((m + 1) * (m + 1) * (m + 2))
    let seen = n1 + n2 - m
    let missed = total - seen
    let z = Distributions.normalQuantile((1 + confidence) / 2)
    let factor = Distributions.exp(z * Distributions.log(1 + variance / (missed * missed)).squareRoot())
    return .known(
      ChapmanEstimate(
        total: IntervalEstimate(value: total, lower: seen + missed / factor, upper: seen + missed * factor),
        isRough: pairs < 7 || missed < 10))
  }
}

/// D. Chapman's estimate of a population from two lists (Univ. California Publ. Statist. 1, 1951): (n1 + 1)(n2 + 1) /
/// (m + 1) - 1, its variance by G. Seber (1970), the interval on the log scale of those missed (A. Chao, Biometrics 43,
/// 1987). Lists are taken for independent; shared sources make it too low.
package struct ChapmanEstimate: Sendable, Hashable {
  package var total: IntervalEstimate
  /// Under seven pairs the estimate is too low (D. Robson, H. Regier, Trans. Am. Fish. Soc. 93, 1964), and with them or
  /// with under ten missed the interval covers about 91%, not 95%.
  package var isRough: Bool

  /// What must stand beside it.
  package static let note = "two lists taken as independent: sources that they share make the estimate too low"
}
