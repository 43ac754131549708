/// How much of the time, and on what share of networks, one platform was restricted in one country: sums by week and
/// network that let both be drawn again.
///
/// An hour with P(restricted) = P and M networks measured adds 1 / M to `measured` of each of them, and P / M to
/// `restricted` of each that restricts, so that the exposure is the sum of the second over the sum of the first.
package struct PlatformExposure: Sendable, Hashable {
  package let weeks: Int
  package let networks: Int
  /// Tests less failures of the period.
  package private(set) var n = 0
  package private(set) var coveredHours = 0
  package private(set) var coveredDays = 0
  private(set) var measured: [Double]
  private(set) var restricted: [Double]
  private var lastDay: Int?

  /// `weeks` of the period and `networks` of the country: what the indices below are under.
  package init(weeks: Int, networks: Int) {
    self.weeks = max(0, weeks)
    self.networks = max(0, networks)
    let (size, overflow) = self.weeks.multipliedReportingOverflow(by: self.networks)
    // Ten years of weeks by a thousand networks are half a million; what is far above that is no period and no country.
    let isSound = !overflow && size <= 50_000_000
    measured = [Double](repeating: 0, count: isSound ? size : 0)
    restricted = measured
  }

  package mutating func add(tests: Int) {
    let (sum, overflow) = n.addingReportingOverflow(max(0, tests))
    n = overflow ? .max : sum
  }

  /// Adds covered hours of one day that are alike. Days come in order.
  ///
  /// - Parameters:
  ///   - hours: 1...48; none are added otherwise.
  ///   - probability: P(restricted), 0...1.
  ///   - measured: networks measured within the 24 hours around; none: the hours are not covered.
  ///   - restricted: those of them that restrict while the platform is restricted.
  package mutating func add(
    hours: Int = 1, day: Int, week: Int, probability: Double, measured: [Int], restricted: [Int]
  ) {
    guard (1...48).contains(hours), (0..<weeks).contains(week), !measured.isEmpty,
      self.measured.count == weeks * networks
    else {
      return
    }
    let probability = probability >= 0 ? min(1, probability) : 0
    let share = Double(hours) / Double(measured.count)
    let row = week * networks
    for network in measured where (0..<networks).contains(network) { self.measured[row + network] += share }
    if probability > 0 {
      for network in restricted where (0..<networks).contains(network) {
        self.restricted[row + network] += share * probability
      }
    }
    coveredHours += hours
    if lastDay != day { coveredDays += 1 }
    lastDay = day
  }

  /// 0...1; nil where no hour is covered.
  package var exposure: Double? {
    let all = measured.reduce(0, +)
    return all > 0 ? min(1, restricted.reduce(0, +) / all) : nil
  }

  var isExposed: Bool { restricted.contains { $0 > 0 } }

  /// Hours covered, by week and by network.
  var byWeek: [Double] {
    guard networks > 0, measured.count == weeks * networks else { return [] }
    return (0..<weeks).map { week in measured[(week * networks)..<((week + 1) * networks)].reduce(0, +) }
  }

  var byNetwork: [Double] {
    var sums = [Double](repeating: 0, count: networks)
    for (place, value) in measured.enumerated() where value > 0 { sums[place % networks] += value }
    return sums
  }
}

/// How platforms are put together.
package enum IndexWeighting: String, Sendable, Hashable, CaseIterable {
  /// Each covered platform counts the same.
  case equal
  /// The worst platform alone.
  case any
  /// By users of the platform in the country.
  case users
}
