import Places

/// What a target's interference rate is elsewhere.
package struct Baseline: Sendable, Hashable {
  /// 0...1
  package var rate: Double
  /// The other countries with n >= 30, whose median the rate is.
  package var countries: Int
  /// Fewer than five of them: the rate is the assumed 0.02.
  package var isAssumed: Bool

  package init(rate: Double, countries: Int, isAssumed: Bool) {
    self.rate = rate
    self.countries = countries
    self.isAssumed = isAssumed
  }
}

/// The baseline of every country, target and UTC month: the median interference rate of the target in the *other*
/// countries with n >= 30 that month (Documentation/methods/baseline.md).
///
/// Made once from rows before `in`, `where` and `min n`; about 700,000 of them take some tens of milliseconds.
package struct Baselines: Sendable {
  /// Tests of one country, target and month. Rows of the same three are added up; withheld countries are for the
  /// caller to leave out, and rows with k outside 0...n are.
  package struct Row: Sendable, Hashable {
    package var country: CountryCode
    /// The caller's number for a host, or for a test without one.
    package var target: UInt32
    /// year * 12 + month - 1
    package var month: UInt16
    /// Tests less failures.
    package var n: Int
    /// Anomalies and confirmed.
    package var k: Int

    package init(country: CountryCode, target: UInt32, month: UInt16, n: Int, k: Int) {
      self.country = country
      self.target = target
      self.month = month
      self.n = n
      self.k = k
    }
  }

  /// Tests less failures that a country needs in a month to enter the median.
  package static let leastTests = 30
  /// Other countries that a median needs.
  package static let leastCountries = 5
  /// The rate where there are fewer.
  package static let assumedRate = 0.02

  /// The number of each target and month, and where its countries start in `countries`; one more at the end.
  private var groups: [UInt64: Int] = [:]
  private var starts: [Int] = []
  private var medians: [LeaveOneOutMedian] = []
  /// Countries with enough tests, ascending within their group, and their rates.
  private var countries: [UInt16] = []
  private var rates: [Double] = []

  package init(_ rows: [Row]) {
    var keyed: [KeyedIndex] = []
    keyed.reserveCapacity(rows.count)
    for (index, row) in rows.enumerated() where row.n > 0 && (0...row.n).contains(row.k) {
      keyed.append(KeyedIndex(key: row.key, index: index))
    }
    let sorted = radixSorted(keyed)
    var lastGroup: UInt64?
    var position = 0
    while position < sorted.count {
      let key = sorted[position].key
      // Sums of counts are exact in doubles up to 2^53, and cannot trap.
      var n = 0.0
      var k = 0.0
      while position < sorted.count, sorted[position].key == key {
        n += Double(rows[sorted[position].index].n)
        k += Double(rows[sorted[position].index].k)
        position += 1
      }
      if n >= Double(Baselines.leastTests) { append(key: key, rate: k / n, after: &lastGroup) }
    }
    starts.append(rates.count)
    medians = zip(starts, starts.dropFirst()).map { LeaveOneOutMedian(rates[$0..<$1]) }
  }

  private mutating func append(key: UInt64, rate: Double, after lastGroup: inout UInt64?) {
    if lastGroup != key >> 16 {
      lastGroup = key >> 16
      groups[key >> 16] = starts.count
      starts.append(rates.count)
    }
    countries.append(UInt16(truncatingIfNeeded: key))
    rates.append(rate)
  }

  /// The baseline that a country's tests of a target in a month are held against.
  package func baseline(country: CountryCode, target: UInt32, month: UInt16) -> Baseline {
    let key = UInt64(target) << 16 | UInt64(month)
    guard let group = groups[key] else {
      return Baseline(rate: Baselines.assumedRate, countries: 0, isAssumed: true)
    }
    let own = lowerBound(countries, of: country.raw, in: starts[group]..<starts[group + 1])
    let isOwn = own < starts[group + 1] && countries[own] == country.raw
    let others = medians[group].count - (isOwn ? 1 : 0)
    guard others >= Baselines.leastCountries else {
      return Baseline(rate: Baselines.assumedRate, countries: others, isAssumed: true)
    }
    let rate = isOwn ? medians[group].without(rates[own]) : medians[group].whole
    return Baseline(rate: rate, countries: others, isAssumed: false)
  }
}

extension Baselines.Row {
  fileprivate var key: UInt64 { UInt64(target) << 32 | UInt64(month) << 16 | UInt64(country.raw) }
}

/// The first index in a range of values in order whose value is not below the one looked for. The loop has no branch
/// on what it compares, which a processor could not guess.
private func lowerBound<Element: Comparable>(_ values: [Element], of value: Element, in range: Range<Int>) -> Int {
  var low = range.lowerBound
  var length = range.count
  while length > 0 {
    let half = (length + 1) / 2
    low += values[low + half - 1] < value ? half : 0
    length -= half
  }
  return low
}
