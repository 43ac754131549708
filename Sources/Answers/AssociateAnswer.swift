import Analysis
import Places
import Query
import Subjects
import Tables

/// One way of `vary` in which two selections are held against each other.
struct Pairing {
  var within: Int
  var counting: CountingRule
  /// Of the column that tells the ways apart.
  var label: [Value] = []
}

extension ResolvedQuery {
  /// The base first; one where nothing is varied.
  var pairings: [Pairing] {
    var base = Pairing(within: 0, counting: counting)
    switch relation {
    case .associate(_, let within), .match(_, let within): base.within = within
    case .contrast, .lag, .similar, nil: break
    }
    switch vary {
    case .within(let values):
      return values.map {
        Pairing(within: $0, counting: counting, label: [.text(TimeSpelling.duration(ofSeconds: $0))])
      }
    case .counting(let rules):
      return rules.map { Pairing(within: base.within, counting: $0, label: [.text($0.rawValue)]) }
    case .minimum, .weighting, .detector, nil: return [base]
    }
  }
}

/// `associate`: whether restrictions (the left side) fall on the days of events (the right side) more often than on
/// other days that both sides cover.
struct AssociateAnswer {
  let query: ResolvedQuery
  let left: Side
  let right: Side
  let clock: ZoneClock
  let pause: () throws -> Void

  /// What the counting left out, of all groups together.
  struct Remarks {
    var undated = 0
    var kept = 0
    var marks: Set<String> = []
    var shifts: (count: Int, isExhaustive: Bool)?
    var denominator = ""
    var counts: [String] = []
  }

  /// One row a group and value of `vary within`, the base first.
  func rows() throws -> (rows: [ResultRow], remarks: Remarks) {
    let period = query.periodDays(clock)
    // Where nothing is covered, nothing is found, and the row says so.
    let calendar = left.calendar(with: right, in: period) ?? period ?? 0...0
    var remarks = Remarks()
    let dated = (left.occurrences.filter { !$0.isDayUnknown }, right.occurrences.filter { !$0.isDayUnknown })
    remarks.undated = left.occurrences.count + right.occurrences.count - dated.0.count - dated.1.count
    let groups = OccurrenceGroups(
      query: query, clock: clock, leftSubject: left.slice.subject, rightSubject: right.slice.subject
    )
    .groups(dated.0, dated.1)
    var rows: [ResultRow] = []
    for alternative in query.pairings {
      let results = try groups.map { try association($0, calendar, alternative, &remarks) }
      let adjusted = benjaminiHochberg(results.map { $0.shift.value?.p })
      for (index, group) in groups.enumerated() {
        var row = ResultRow(
          heads: alternative.label + group.heads, order: group.order + [.number(rows.count)], figures: [])
        row.figures = figures(results[index], adjusted: query.dimensions.isEmpty ? nil : .some(adjusted[index]))
        rows.append(row)
      }
      if groups.count == 1, remarks.counts.isEmpty, let only = results.first {
        remarks.counts = only.counts.words
      }
    }
    return (rows, remarks)
  }

  // MARK: days

  private func association(
    _ group: OccurrenceGroups.Group, _ calendar: ClosedRange<Int>, _ pairing: Pairing, _ remarks: inout Remarks
  ) throws -> Association {
    let within = pairing.within
    let countries = chosen(group).map { country($0, group, calendar, pairing) }
    let result = try Association(countries, calendar: calendar, seed: query.seed ?? 1, pause: pause)
    if within % 86_400 != 0 {
      let asked = query.periodDays(clock)
      remarks.kept += group.right.count { $0.isDateOnly && asked?.overlaps($0.days(widenedBy: within)) ?? true }
    }
    if result.crude.value?.isCorrected == true {
      remarks.marks.insert(
        result.table.both == 0
          ? "no restriction on an event day: the crude ratio comes from the 0.5 added to all four counts, not from the data"
          : "0.5 added to all four counts, because one is 0")
    }
    if let shift = result.shift.value { remarks.shifts = (shift.shifts, shift.isExhaustive) }
    for cause in [result.crude.cause, result.stratified.cause, result.shift.cause] {
      if let cause { remarks.marks.insert(cause.words) }
    }
    if query.dimensions.isEmpty {
      remarks.denominator =
        "\(result.table.total.grouped) country-\(result.table.total == 1 ? "day" : "days") of \(result.countries) \(result.countries == 1 ? "country" : "countries") that both sides cover"
    }
    return result
  }

  /// The statement's countries, else all that have a code, so that a country where nothing ever happened counts too.
  private func chosen(_ group: OccurrenceGroups.Group) -> [CountryCode] {
    let asked = query.slice.countries ?? PlaceCatalog.countries.map(\.code)
    return group.countries.map { countries in asked.filter(countries.contains) } ?? asked
  }

  private func country(
    _ code: CountryCode, _ group: OccurrenceGroups.Group, _ calendar: ClosedRange<Int>, _ pairing: Pairing
  ) -> AssociationCountry {
    let covered = left.coverage.days(of: code).intersection(right.coverage.days(of: code)).intersection([calendar])
    let events = group.right.filter { $0.country == code }.map { $0.days(widenedBy: pairing.within) }
    let restrictions = group.left.filter { $0.country == code }.map { occurrence in
      pairing.counting == .active ? occurrence.firstDay...occurrence.lastDay : occurrence.firstDay...occurrence.firstDay
    }
    // What lies in the period and outside of what both sides cover is asked about too, and is not covered.
    let period = query.periodDays(clock)
    let isAsked = { (days: ClosedRange<Int>) in period?.overlaps(days) ?? true }
    return AssociationCountry(
      code: code, covered: covered, events: events.filter(isAsked), restrictions: restrictions.filter(isAsked))
  }

  // MARK: figures

  /// In the order of the shape's columns; `adjusted` stands under `by` only.
  private func figures(_ result: Association, adjusted: Double??) -> [Figure] {
    let table = result.table
    func count(_ number: Int) -> Figure { Figure(.integer(number)) }
    func number(_ number: Double?) -> Figure { number.map { Figure(.number($0.rounded12)) } ?? .missing(.noData) }
    func ratio(_ estimate: Estimate<RiskRatio>) -> [Figure] {
      [number(estimate.value?.ratio), number(estimate.value?.lower), number(estimate.value?.upper)]
    }
    var figures = [table.total, table.both, table.eventDays, table.restrictionDays].map(count)
    figures += ratio(result.crude) + ratio(result.stratified)
    figures += [result.shift.value?.p, result.exact.value?.p, result.exact.value?.midP].map(number)
    if let adjusted { figures.append(number(adjusted)) }
    let counts = result.counts
    return figures
      + [
        counts.eventsWith + counts.eventsWithout, counts.eventsWith,
        counts.restrictionsWith + counts.restrictionsWithout,
        counts.restrictionsWith,
      ].map(count)
  }
}

extension AssociateAnswer.Remarks {
  func notes(seed: UInt64) -> [Note] {
    var notes: [Note] = denominator.isEmpty ? [] : [Note(.scope, denominator)]
    notes += counts.map { Note(.scope, $0) }
    if let shifts {
      notes.append(
        Note(
          .scope,
          shifts.isExhaustive
            ? "p by all \(shifts.count.grouped) circular shifts of the days within countries"
            : "p by \(shifts.count.grouped) circular shifts of the days within countries, seed \(seed)"))
    }
    notes.append(Note(.scope, "p_fisher and p_mid are as if days were independent"))
    notes += marks.sorted().map { Note(.caution, $0) }
    if undated > 0 {
      notes.append(Note(.caution, "\(Counted.phrase(undated, "record")) known only to the month or year left out"))
    }
    if kept > 0 {
      notes.append(
        Note(
          .caution,
          "\(Counted.phrase(kept, "event")) known only to the day \(kept == 1 ? "is" : "are") widened by whole days only"
        ))
    }
    return notes
  }
}
