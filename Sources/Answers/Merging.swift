import Analysis
import Places
import Query
import Storage
import Subjects
import Tables

/// `from merged`: one record for each thing that several catalogues recorded. They are added in the order of the
/// statement; each record of the next takes its place beside the one that it matches, or stands by itself.
///
/// A condition chooses among each catalogue's own records before they are merged: a merged record is one that at least
/// one source says it of.
struct Merging {
  private(set) var records: [StoredRecord] = []
  private(set) var absorbed = 0
  /// Merged records whose sources differ, by what in.
  private(set) var disagreements: [Field: Int] = [:]

  enum Field: String, CaseIterable { case start, end, platforms, scope }

  /// Starts may lie this far apart, and farther by their precision.
  static let tolerance = 2 * 86_400

  init(
    _ catalogues: [[StoredRecord]], clock: ZoneClock, coverage: CatalogueCoverage, pause: () throws -> Void
  ) throws {
    for catalogue in catalogues {
      func times(_ records: [StoredRecord]) -> [Occurrence] {
        records.map { Occurrence($0, clock: clock, snapshot: coverage.snapshot(of: $0.dataset)) }
      }
      let (known, next) = (times(records), times(catalogue))
      let matching = try MatchAnswer.matching(known, next, within: Self.tolerance, pause: pause)
      for pair in matching.pairs {
        absorbed += 1
        for field in Self.differences(known[pair.left], next[pair.right]) { disagreements[field, default: 0] += 1 }
        records[pair.left].others.append(catalogue[pair.right])
      }
      records += matching.onlyRight.map { catalogue[$0] }
    }
  }

  private static func differences(_ left: Occurrence, _ right: Occurrence) -> [Field] {
    var fields: [Field] = []
    if !left.start.overlaps(right.start) { fields.append(.start) }
    if left.isEndKnown, right.isEndKnown, abs(left.lastDay - right.lastDay) > 0 { fields.append(.end) }
    if let first = left.record.incident, let second = right.record.incident {
      if !first.platforms.isEmpty, !second.platforms.isEmpty, first.platforms != second.platforms {
        fields.append(.platforms)
      }
      if let own = first.scope, let other = second.scope, own != other { fields.append(.scope) }
    }
    return fields
  }

  /// For the footer.
  func note(_ datasets: [String]) -> Note {
    var text =
      "\(datasets.joined(separator: ", ")) merged: \(Counted.phrase(absorbed, "record")) \(absorbed == 1 ? "was" : "were") already there"
    let differing = Field.allCases.compactMap { field in disagreements[field].map { "\($0) in \(field.rawValue)" } }
    if !differing.isEmpty { text += ", of which they disagree on \(differing.joined(separator: ", "))" }
    return Note(.scope, text)
  }
}

extension Answerer {
  /// A slice's records, one for each thing that its catalogues record.
  func merged(_ slice: Slice, _ clock: ZoneClock) throws -> Merging {
    let coverage = try CatalogueCoverage(slice.datasets, table: RecordQuery(slice).table, store: store)
    let catalogues = try slice.datasets.map { dataset in
      var own = slice
      (own.datasets, own.isMerged) = ([dataset], false)
      return try fetch(own)
    }
    return try Merging(catalogues, clock: clock, coverage: coverage, pause: store.checkInterruption)
  }
}
