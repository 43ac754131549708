import Places
import Query
import Subjects
import Tables

/// `near` and `without`: which records have a selected thing within some time of theirs in the same country, and which
/// have none although the selection's datasets would have recorded it.
struct NearFilter {
  let nearness: Nearness
  private let byCountry: [CountryCode: [Occurrence]]
  private let coverage: SideCoverage

  enum Finding { case near, none, notCovered }

  init(_ nearness: Nearness, side: Side) {
    self.nearness = nearness
    coverage = side.coverage
    byCountry = Dictionary(grouping: side.occurrences.filter { !$0.isDayUnknown }, by: \.country)
  }

  /// A thing that is within the distance is near whatever is covered; none is none only where the whole of the record's
  /// time, and as much on either side, is covered.
  func finding(_ occurrence: Occurrence) -> Finding {
    guard !occurrence.isDayUnknown else { return .notCovered }
    if byCountry[occurrence.country]?.contains(where: { isNear(occurrence, $0) }) == true { return .near }
    let days = occurrence.days(widenedBy: nearness.within)
    let covered = coverage.days(of: occurrence.country).contains {
      $0.lowerBound <= days.lowerBound && $0.upperBound >= days.upperBound
    }
    return covered ? .none : .notCovered
  }

  func keeps(_ finding: Finding) -> Bool { finding == (nearness.isWithout ? .none : .near) }

  /// By the hour where both are known to it, else by whole days.
  private func isNear(_ left: Occurrence, _ right: Occurrence) -> Bool {
    guard !left.isDateOnly, !right.isDateOnly else {
      let gap = max(left.firstDay - right.lastDay, right.firstDay - left.lastDay)
      return gap * 86_400 <= max(0, nearness.within)
    }
    let gap = max(left.span.start.seconds - right.span.end.seconds, right.span.start.seconds - left.span.end.seconds)
    return gap <= nearness.within
  }
}

extension Answerer {
  /// Records that `near` and `without` keep, and what the footer says of the others that the statement's period holds.
  func filtered(
    _ records: [StoredRecord], _ query: ResolvedQuery, _ clock: ZoneClock, _ coverage: CatalogueCoverage?,
    isInPeriod: (StoredRecord) -> Bool
  ) throws -> (records: [StoredRecord], notes: [Note]) {
    var (records, notes) = (records, [Note]())
    for nearness in query.near {
      let filter = NearFilter(nearness, side: try side(nearness.selection, clock))
      var notCovered = 0
      var others = 0
      records = records.filter { record in
        let snapshot = coverage?.snapshot(of: record.dataset)
        let finding = filter.finding(Occurrence(record, clock: clock, snapshot: snapshot))
        guard !filter.keeps(finding) else { return true }
        if isInPeriod(record) { if finding == .notCovered { notCovered += 1 } else { others += 1 } }
        return false
      }
      notes.append(contentsOf: Self.notes(nearness, others: others, notCovered: notCovered))
    }
    return (records, notes)
  }

  private static func notes(_ nearness: Nearness, others: Int, notCovered: Int) -> [Note] {
    let noun = nearness.selection.subject.rawValue
    let within = TimeSpelling.duration(ofSeconds: nearness.within)
    let left =
      nearness.isWithout ? "\(others) with \(noun) within \(within)" : "\(others) without \(noun) within \(within)"
    var text = "\(left) \(others == 1 ? "is" : "are") left out"
    if notCovered > 0 {
      text +=
        ", and not covered: \(notCovered), of whose time \(nearness.selection.datasets.joined(separator: ", ")) says nothing"
    }
    return [Note(.scope, text)]
  }
}
