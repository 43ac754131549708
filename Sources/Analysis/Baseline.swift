/// A sum of tests of one country, target and UTC month, before `in`, `where` and `min n`.
package struct BaselineRow: Sendable, Hashable {
  /// The caller's number for the country.
  package var country: UInt16
  package var target: UInt32
  /// year * 12 + month - 1.
  package var month: UInt16
  /// Tests less failures.
  package var n: Int
  /// Anomalies and confirmed.
  package var k: Int

  package init(country: UInt16, target: UInt32, month: UInt16, n: Int, k: Int) {
    self.country = country
    self.target = target
    self.month = month
    self.n = n
    self.k = k
  }
}

/// What a target's interference rate is elsewhere.
package struct Baseline: Sendable, Hashable {
  package var rate: Double
  /// The other countries with n >= 30 that it is the median of.
  package var countries: Int
  /// Fewer than five of them: the rate is the assumed 0.02.
  package var isAssumed: Bool
}
