import Analysis
import Places
import Query
import Subjects
import Tables

/// `match`: how far two lists know the same things. The right one is the reference.
struct MatchAnswer {
  let query: ResolvedQuery
  let left: Side
  let right: Side
  let clock: ZoneClock
  let pause: () throws -> Void

  struct Remarks {
    var notCovered = (left: 0, right: 0)
    var approximateGroups = 0
    var marks: Set<String> = []
  }

  /// One row a group and value of `vary within`, the base first.
  func rows() throws -> (rows: [ResultRow], remarks: Remarks) {
    var remarks = Remarks()
    let splitter = OccurrenceGroups(
      query: query, clock: clock, leftSubject: left.slice.subject, rightSubject: right.slice.subject)
    var rows: [ResultRow] = []
    for (number, pairing) in query.pairings.enumerated() {
      var notCovered = (left: 0, right: 0)
      let lefts = covered(left, by: right.coverage, pairing.counting, &notCovered.left)
      let rights = covered(right, by: left.coverage, pairing.counting, &notCovered.right)
      if number == 0 { remarks.notCovered = notCovered }
      for group in splitter.groups(lefts, rights) {
        let matching = try Self.matching(group.left, group.right, within: pairing.within, pause: pause)
        remarks.approximateGroups += matching.approximateGroups
        var row = ResultRow(heads: pairing.label + group.heads, order: group.order + [.number(rows.count)], figures: [])
        row.figures = figures(matching.tally, &remarks)
        rows.append(row)
      }
    }
    return (rows, remarks)
  }

  /// Records that start in the period (under `counting active`: that are in force in it), in the countries and on days that the other side covers.
  private func covered(
    _ side: Side, by other: SideCoverage, _ counting: CountingRule, _ notCovered: inout Int
  ) -> [Occurrence] {
    var period: ClosedRange<Int>?
    if case .span(let span) = query.slice.during { period = clock.localSpan(span).days }
    var coveredDays: [CountryCode: [ClosedRange<Int>]] = [:]
    return side.occurrences.filter { occurrence in
      let days = occurrence.firstDay...(counting == .active ? occurrence.lastDay : occurrence.firstDay)
      guard period?.overlaps(days) ?? true else { return false }
      let covered = coveredDays[occurrence.country] ?? other.days(of: occurrence.country)
      coveredDays[occurrence.country] = covered
      // A thing known to the month lies in what is covered where some of the month does.
      let unit = occurrence.start.days ?? occurrence.firstDay...occurrence.firstDay
      guard covered.meet(unit) else {
        notCovered += 1
        return false
      }
      return true
    }
  }

  /// What records of catalogues and of the detector must share besides country and time: an extent, unless one side does
  /// not say any, and a platform where both name some; two events their kind.
  static func matching(
    _ left: [Occurrence], _ right: [Occurrence], within: Int, pause: () throws -> Void
  ) throws -> Matching {
    let lefts = left.map(\.matchRecord)
    let rights = right.map(\.matchRecord)
    return try Matching(
      lefts, with: rights, tolerance: within,
      isCompatible: { left[$0].record.isCompatible(with: right[$1].record) }, pause: pause)
  }

  /// In the order of the shape's columns.
  private func figures(_ tally: MatchTally, _ remarks: inout Remarks) -> [Figure] {
    let chapman = tally.chapman()
    if let cause = chapman.cause { remarks.marks.insert("no estimate of all: \(cause.words)") }
    if chapman.value != nil { remarks.marks.insert("estimate of all: \(ChapmanEstimate.note)") }
    if chapman.value?.isRough == true {
      remarks.marks.insert("few pairs or few missed: the interval of the estimate is rough")
    }
    let total = chapman.value?.total
    let counts = [tally.pairs, tally.onlyLeft, tally.onlyRight].map { Figure(.integer($0)) }
    let shares = [tally.agreement.value, tally.precision.value, tally.recall.value]
    return counts
      + (shares + [total?.value, total?.lower, total?.upper]).map { number in
        number.map { Figure(.number($0.rounded12)) } ?? .missing(.noData)
      }
  }
}

extension MatchAnswer.Remarks {
  func notes(_ query: ResolvedQuery) -> [Note] {
    var notes: [Note] = []
    if notCovered.left + notCovered.right > 0 {
      notes.append(Note(.scope, "not covered by the other side: \(notCovered.left) left, \(notCovered.right) right"))
    }
    if approximateGroups > 0 {
      notes.append(
        Note(.caution, "so many records lie close together that some pairs may be missed (\(approximateGroups) groups)")
      )
    }
    return notes + marks.sorted().map { Note(.caution, $0) }
  }
}

extension Occurrence {
  var matchRecord: MatchRecord {
    MatchRecord(
      id: record.name, country: country, start: start.start.seconds, unit: start.seconds,
      end: isEndKnown ? span.end.seconds : nil)
  }
}

extension StoredRecord {
  func isCompatible(with other: StoredRecord) -> Bool {
    Self.agree(extents, other.extents) && Self.agree(platforms, other.platforms)
      && (event == nil || other.event == nil || event?.kind == other.event?.kind)
  }

  private static func agree(_ left: Set<String>, _ right: Set<String>) -> Bool {
    left.isEmpty || right.isEmpty || !left.isDisjoint(with: right)
  }

  /// Itself and the same thing in other catalogues.
  var sources: [StoredRecord] { [self] + others }

  private var extents: Set<String> { Set(incident?.extents.map(\.rawValue) ?? []) }
  private var platforms: Set<String> { incident?.platforms ?? [] }
}
