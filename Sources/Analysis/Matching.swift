import Places
import Tables

/// A record as `match` sees it.
package struct MatchRecord: Sendable, Hashable {
  /// What equal choices are decided by.
  package var id: String
  package var country: CountryCode
  /// Start of the unit to which its start is known, and that unit's length, in seconds; at least one.
  package var start: Int
  package var unit: Int
  /// Seconds; nil where it is not known.
  package var end: Int?

  package init(id: String, country: CountryCode, start: Int, unit: Int, end: Int?) {
    self.id = id
    self.country = country
    self.start = start
    self.unit = max(1, unit)
    self.end = end
  }
}

/// Two lists put together record by record (Documentation/methods/match.md): one to one, in one country, starts that may
/// lie within the tolerance. Most pairs, then least total distance, then ids.
package struct Matching: Sendable, Hashable {
  package struct Pair: Sendable, Hashable {
    /// In the lists given.
    package var left: Int
    package var right: Int
    /// Seconds between the starts, at the coarser of their precisions.
    package var distance: Int
    /// Right less left, in seconds, of the units' starts.
    package var startDifference: Int
    /// nil where an end is not known.
    package var endDifference: Int?
  }

  /// In the order of the left list.
  package var pairs: [Pair]
  /// In the lists' own orders.
  package var onlyLeft: [Int]
  package var onlyRight: [Int]
  /// Groups of records so large that each left one took its nearest free one, in order of time: fewer pairs than could
  /// be, perhaps. 0 as good as always; said in the footer where it is not.
  package var approximateGroups: Int

  package var tally: MatchTally {
    MatchTally(pairs: pairs.count, onlyLeft: onlyLeft.count, onlyRight: onlyRight.count)
  }
}

extension Matching {
  /// - Parameters:
  ///   - tolerance: seconds; each record's own unit widens it.
  ///   - isCompatible: what else a pair must share, by index in the two lists.
  ///   - largest: possible pairs in a group of connected records above which it is matched approximately.
  package init(
    _ left: [MatchRecord], with right: [MatchRecord], tolerance: Int, largest: Int = 200_000,
    isCompatible: (Int, Int) -> Bool = { _, _ in true }, pause: () throws -> Void
  ) throws {
    var partner = [Int?](repeating: nil, count: left.count)
    var approximate = 0
    let rightByCountry = Dictionary(grouping: right.indices, by: { right[$0].country })
    for (country, lefts) in Dictionary(grouping: left.indices, by: { left[$0].country }) {
      guard let rights = rightByCountry[country] else { continue }
      let board = CountryBoard(left, lefts, right, rights, tolerance: max(0, tolerance), largest: largest)
      for (from, to) in try board.matched(isCompatible, &approximate, pause) { partner[from] = to }
    }
    let taken = Set(partner.compactMap { $0 })
    pairs = partner.indices.compactMap { index in partner[index].map { Pair(left[index], index, right[$0], $0) } }
    onlyLeft = partner.indices.filter { partner[$0] == nil }
    onlyRight = right.indices.filter { !taken.contains($0) }
    approximateGroups = approximate
  }
}

extension Matching.Pair {
  fileprivate init(_ leftRecord: MatchRecord, _ left: Int, _ rightRecord: MatchRecord, _ right: Int) {
    self.init(
      left: left, right: right, distance: leftRecord.distance(to: rightRecord),
      startDifference: rightRecord.start.saturatingDifference(leftRecord.start),
      endDifference: leftRecord.end.flatMap { end in rightRecord.end.map { $0.saturatingDifference(end) } })
  }
}

extension MatchRecord {
  /// The least that the starts can be apart, in seconds.
  func leastDifference(to other: MatchRecord) -> Int {
    let (first, second) = start <= other.start ? (self, other) : (other, self)
    return max(0, second.start.saturatingDifference(first.start) - (first.unit - 1))
  }

  /// Seconds between the starts, the finer one taken down to the coarser one's unit: 0 within it.
  func distance(to other: MatchRecord) -> Int {
    let (finer, coarser) = unit <= other.unit ? (self, other) : (other, self)
    let difference = finer.start.saturatingDifference(coarser.start)
    guard finer.unit < coarser.unit else { return Int(clamping: difference.magnitude) }
    return Int(clamping: difference.flooredDivision(by: coarser.unit).saturatingProduct(coarser.unit).magnitude)
  }
}

extension Int {
  func saturatingDifference(_ other: Int) -> Int {
    let (difference, overflow) = subtractingReportingOverflow(other)
    return overflow ? (self > other ? .max : -.max) : difference
  }

  func saturatingProduct(_ other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? ((self < 0) == (other < 0) ? .max : -.max) : product
  }
}
