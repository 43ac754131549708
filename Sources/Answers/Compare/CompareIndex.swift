import Analysis
import Places
import Query
import Storage
import Subjects
import Tables
import Text

/// `compare` of the index: the figures of each time as `show` gives them, and their differences with the intervals that
/// draws of both times give (Documentation/methods/restriction-index.md).
struct CompareIndex {
  let answer: IndexAnswer
  let contrast: Contrast
  /// For each country a range of hours a time.
  let hours: [CountryCode: [Range<Int>]]

  private var times: [String] { Shape.times(of: contrast) }
  private var query: ResolvedQuery { answer.query }

  /// What the index is made of at each time: by itself, and with networks that have one number at all times.
  private struct Inputs {
    var own: [[CountryCode: IndexAnswer.Input]]
    var shared: [[IndexCountry]]
  }

  /// Figures under one weighting and `min n`.
  private struct Figures {
    /// By time.
    var rows: [[CountryCode: RestrictionIndex.Row]]
    /// By pair of times.
    var comparisons: [[CountryCode: IndexComparison]]
    var settings: RestrictionIndex.Settings
  }

  /// A part a value of `vary`.
  func parts() throws -> (parts: [CompareTable.Part], notes: [Note]) {
    var remarks = UsersRemarks()
    let inputs = try inputs(&remarks)
    var parts: [CompareTable.Part] = []
    var notes: [Note] = []
    for alternative in answer.alternatives {
      let figures = try figures(alternative, inputs)
      let rows = hours.keys.sorted().map { row(of: $0, figures, inputs) }
      if parts.isEmpty { notes = self.notes(figures, inputs) }
      parts.append(CompareTable.Part(label: label(alternative), minimum: nil, rows: rows))
    }
    return (parts, notes + (answer.users.map(remarks.notes) ?? []))
  }

  private func label(_ alternative: IndexAnswer.Alternative) -> [Value] {
    switch query.vary {
    case .weighting: [.text(alternative.weighting.rawValue)]
    case .minimum: [.text("\(alternative.minimum)")]
    case .counting, .within, .detector, nil: []
    }
  }

  private func inputs(_ remarks: inout UsersRemarks) throws -> Inputs {
    var inputs = Inputs(
      own: Array(repeating: [:], count: times.count), shared: Array(repeating: [], count: times.count))
    for (code, ranges) in hours.sorted(by: { $0.key < $1.key }) {
      try answer.pause()
      let tests = try answer.tests(code)
      let networks = Set(tests.filter { test in ranges.contains { $0.contains(test.hour) } }.map(\.network)).sorted()
      for (time, range) in ranges.enumerated() {
        inputs.own[time][code] = try answer.input(code, tests, range, &remarks)
        inputs.shared[time].append(try answer.input(code, tests, range, networks: networks, &remarks).country)
      }
    }
    return inputs
  }

  private func figures(_ alternative: IndexAnswer.Alternative, _ inputs: Inputs) throws -> Figures {
    let settings = times.indices.map { time in
      answer.settings(alternative, hours.values.compactMap { $0.indices.contains(time) ? $0[time] : nil })
    }
    let rows = try times.indices.map { time in
      let found = try RestrictionIndex(inputs.own[time].values.map(\.country), settings[time], pause: answer.pause)
      return Dictionary(found.rows.map { ($0.code, $0) }) { first, _ in first }
    }
    let comparisons = try contrast.pairs.map { first, second in
      let found = try IndexComparison.compare(
        inputs.shared[first], settings[first], with: inputs.shared[second], settings[second], pause: answer.pause)
      return Dictionary(found.map { ($0.code, $0) }) { first, _ in first }
    }
    return Figures(rows: rows, comparisons: comparisons, settings: settings[0])
  }

  // MARK: rows

  private func row(of code: CountryCode, _ figures: Figures, _ inputs: Inputs) -> ResultRow {
    var row = answer.row(of: code)
    for rows in figures.rows {
      let figure = rows[code].map(answer.figure) ?? .missing(.noData)
      row.figures.append(Figure(figure.value))
      guard query.extras.contains(.ci) else { continue }
      row.figures += [figure.low, figure.high].map { Figure($0 == .missing(.notApplicable) ? .missing(.noData) : $0) }
    }
    for comparisons in figures.comparisons {
      let found = comparisons[code]
      let interval = found?.difference.interval.value
      row.figures += [found?.difference.value.value, interval?.lower, interval?.upper, found?.ratio.value.value].map {
        Figure($0.map { .number($0.rounded12) } ?? .missing(.noData))
      }
    }
    row.size = figures.comparisons.first?[code]?.difference.value.value
    let names = Set(Shape.columns(of: query).map(\.name))
    for (name, count) in [("n", \IndexAnswer.Input.tests), ("networks", \.networks)] {
      for (time, word) in times.enumerated() where names.contains("\(name)_\(word)") {
        row.supports.append(.integer(inputs.own[time][code]?[keyPath: count] ?? 0))
      }
    }
    return row
  }

  // MARK: notes

  private func notes(_ figures: Figures, _ inputs: Inputs) -> [Note] {
    var notes = [answer.basketNote(figures.settings)]
    let measured = Set(inputs.own.joined().filter { $0.value.tests > 0 }.map(\.key))
    let all = figures.rows.flatMap(\.values).filter { measured.contains($0.code) }
    let without = Set(all.filter { $0.index.value == nil }.map(\.code)).count
    if without > 0 {
      notes.append(
        Note(
          .scope,
          "no index of \(Counted.phrase(without, "country")) at one of the times: under half of the platforms \(answer.countable)"
        ))
    }
    let open = figures.comparisons.joined().filter {
      $0.value.difference.value.value != nil && $0.value.difference.interval.value == nil
    }
    if !open.isEmpty {
      let countries = Counted.phrase(Set(open.map(\.key)).count, "country")
      notes.append(
        Note(
          .scope,
          "no interval of the difference of \(countries): fewer than 3 networks or covered weeks at one of the times"))
    }
    if let note = basketsDiffer(figures) { notes.append(note) }
    return notes + answer.limitNotes(all) + [answer.drawNote(figures.settings)]
  }

  /// What counts at one time and not at the other changes the index by itself.
  private func basketsDiffer(_ figures: Figures) -> Note? {
    var differing: [String: Set<CountryCode>] = [:]
    for comparison in figures.comparisons.flatMap(\.values) where comparison.difference.value.value != nil {
      let (first, second) = (comparison.first.exposures, comparison.second.exposures)
      for (place, platform) in answer.basket.enumerated()
      where first.indices.contains(place) && second.indices.contains(place)
        && (first[place] == nil) != (second[place] == nil)
      {
        differing[platform, default: []].insert(comparison.code)
      }
    }
    guard !differing.isEmpty else { return nil }
    return Note(
      .caution, "counted at one of the times only, which changes the index too: \(PlatformPlaces(differing).text)")
  }
}

extension Answerer {
  /// `compare` of the index between two times, or around a time or one event.
  func compareIndex(
    _ contrast: Contrast, _ query: ResolvedQuery, _ clock: ZoneClock, _ phases: ComparePhases
  ) throws -> Found {
    try refuseIndex(query)
    guard !phases.isOfEvents else {
      throw Diagnostic(
        .error, "'restriction-index' is compared around one event or between two times, not over several events",
        help: "write 'around event ID before 7d after 7d', or 'during A against B'")
    }
    let answer = try indexAnswer(query)
    let (measured, unmeasured) = try indexCountries(answer, query)
    try answer.findEpisodes(in: measured)
    // Countries that are asked for one by one have a row whatever there is.
    let asked = measured + (query.namesCountries ? unmeasured : [])
    let all = answer.finder.hours ?? 0..<0
    let times = Shape.times(of: contrast).indices
    var hours: [CountryCode: [Range<Int>]] = [:]
    for country in asked {
      let spans = times.compactMap { phases.span(of: $0, in: country) }
      guard spans.count == times.count else { continue }
      hours[country] = spans.map { clock.hours(of: $0, in: country, within: all) }
    }
    let (parts, notes) = try CompareIndex(answer: answer, contrast: contrast, hours: hours).parts()
    let (table, omissions) = CompareTable(query).table(parts)
    let scope = [scope(of: omissions, query)] + phases.notes(query)
    return Found(
      table: table, notes: scope + notes + unmeasuredNotes(unmeasured) + (try episodeProvisos(query.slice)),
      isEmpty: hours.isEmpty)
  }
}
