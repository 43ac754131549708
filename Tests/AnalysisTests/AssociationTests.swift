import Analysis
import Places
import Testing

@Suite struct AssociationTests {
  struct Recorded: Decodable {
    struct Days: Decodable {
      var days: Int
      var covered: [[Int]]
      var events: [[Int]]
      var restrictions: [[Int]]
      var table: [Int]
      var asGood: Int
      var p: Double
    }

    var katz: RecordedCall
    var exact: RecordedCall
    var mantelHaenszel: RecordedCall
    var adjusted: RecordedCall
    var shifts: [Days]
  }

  static func recorded() throws -> Recorded { try RecordedFigures.read("associate.json", as: Recorded.self) }

  static func tables(_ cells: [Double]) -> [DayTable] {
    stride(from: 0, to: cells.count - 3, by: 4).map {
      DayTable(
        both: Int(cells[$0]), eventOnly: Int(cells[$0 + 1]), restrictionOnly: Int(cells[$0 + 2]),
        neither: Int(cells[$0 + 3]))
    }
  }

  static func code(_ index: Int) -> CountryCode {
    CountryCode(raw: UInt16(0x41 + index / 26 % 26) << 8 | UInt16(0x41 + index % 26))
  }

  @Test func `crude ratios and Katz's intervals are SciPy's`() throws {
    let cases = try Self.recorded().katz.cases
    #expect(cases.count > 10)
    for reference in cases {
      let ratio = try #require(Self.tables(reference.input).first?.riskRatio().value)
      for (figure, expected) in zip([ratio.ratio, ratio.lower, ratio.upper], reference.output) {
        #expect(agree(figure, expected), "\(reference.input)")
      }
      #expect(ratio.isCorrected == reference.input.contains(0))
    }
  }

  @Test func `exact and mid-p are SciPy's`() throws {
    for reference in try Self.recorded().exact.cases {
      let test = try #require(Self.tables(reference.input).first?.exactTest.value)
      #expect(agree(test.p, reference.output[0], digits: 1e-9), "\(reference.input)")
      #expect(agree(test.midP, reference.output[1], digits: 1e-9), "\(reference.input)")
    }
  }

  @Test func `stratified ratios are those of statsmodels and NumPy`() throws {
    let cases = try Self.recorded().mantelHaenszel.cases
    #expect(cases.count == 3)
    for reference in cases {
      let ratio = try #require(DayTable.mantelHaenszelRatio(Self.tables(reference.input)).value)
      for (figure, expected) in zip([ratio.ratio, ratio.lower, ratio.upper], reference.output) {
        #expect(agree(figure, expected))
      }
    }
  }

  @Test func `adjusted p-values are those of statsmodels, and missing ones do not count`() throws {
    for reference in try Self.recorded().adjusted.cases {
      let adjusted = benjaminiHochberg([nil] + reference.input + [nil])
      #expect(adjusted.first == .some(nil) && adjusted.last == .some(nil))
      for (figure, expected) in zip(adjusted.compactMap { $0 }, reference.output) { #expect(agree(figure, expected)) }
    }
    #expect(benjaminiHochberg([]).isEmpty)
    #expect(benjaminiHochberg([nil, .nan, 2]) == [nil, nil, nil])
  }

  @Test func `all shifts of one country count as rolling its days does`() throws {
    let cases = try Self.recorded().shifts
    #expect(cases.count == 6)
    for reference in cases {
      // A calendar that starts anywhere.
      let first = 17_000
      func ranges(_ pairs: [[Int]]) -> [ClosedRange<Int>] { pairs.map { first + $0[0]...first + $0[1] } }
      let country = AssociationCountry(
        code: Self.code(3), covered: ranges(reference.covered), events: ranges(reference.events),
        restrictions: ranges(reference.restrictions))
      let result = try Association([country], calendar: first...(first + reference.days - 1), seed: 1) {}
      let table = result.table
      #expect([table.both, table.eventOnly, table.restrictionOnly, table.neither] == reference.table)
      let shift = try #require(result.shift.value)
      #expect(shift.isExhaustive && shift.shifts == reference.days - 1)
      #expect(shift.asGood == reference.asGood && agree(shift.p, reference.p))
      #expect(result.stratified.cause == .fewerCountries(than: 2, found: 1))
    }
  }

  @Test func `few joint shifts of two countries are all tried`() throws {
    let countries = (0..<2).map {
      AssociationCountry(
        code: Self.code($0), covered: [0...39], events: [3...4, 20...20], restrictions: [4...4, 20...20, 30...30])
    }
    let result = try Association(countries, calendar: 0...39, seed: 1) {}
    let shift = try #require(result.shift.value)
    #expect(shift.isExhaustive && shift.shifts == 1599)
    // By hand: a shift in one country leaves at most one of its two meetings; only both unshifted are as good.
    #expect(shift.asGood == 0)
    #expect(result.informativeCountries == 2 && result.countries == 2)
  }

  @Test func `events and restrictions are told one by one`() throws {
    let country = AssociationCountry(
      code: Self.code(0), covered: [100...199], events: [110...111, 120...120, 90...95, 150...151, 98...100],
      restrictions: [111...111, 130...130, 131...131, 300...300, 151...153])
    let counts = try Association([country], calendar: 50...250, seed: 1) {}.counts
    #expect(counts.eventsWith == 2 && counts.eventsWithout == 2 && counts.eventsNotCovered == 1)
    #expect(counts.restrictionsWith == 2 && counts.restrictionsWithout == 2 && counts.restrictionsNotCovered == 1)
    #expect(counts.words.first == "2 of 4 events had a restriction, 2 had none")
  }

  @Test func `a seed gives the same figures whatever the order of countries, another seed nearly so`() throws {
    let countries = AssociationSimulation(countries: 12, days: 730, gaps: 2).countries(seed: 5)
    let result = try Association(countries, calendar: 0...729, seed: 7, draws: 2_000) {}
    #expect(try Association(countries.reversed(), calendar: 0...729, seed: 7, draws: 2_000) {} == result)
    let shift = try #require(result.shift.value)
    let other = try #require(try Association(countries, calendar: 0...729, seed: 8, draws: 2_000) {}.shift.value)
    #expect(!shift.isExhaustive && shift.shifts == 2_000)
    #expect((shift.p - other.p).magnitude < 0.05)
  }

  @Test func `nothing to tell from is said, and never a number`() throws {
    func run(_ countries: [AssociationCountry]) throws -> Association {
      try Association(countries, calendar: 0...99, seed: 1) {}
    }
    func country(_ covered: [ClosedRange<Int>], _ x: [ClosedRange<Int>], _ y: [ClosedRange<Int>]) -> AssociationCountry
    {
      AssociationCountry(code: Self.code(1), covered: covered, events: x, restrictions: y)
    }
    let cases: [([AssociationCountry], MissingCause)] = [
      ([], .nothingCovered), ([country([], [1...1], [2...2])], .nothingCovered),
      ([country([0...99], [], [2...2])], .noEvents), ([country([0...99], [2...2], [])], .noRestrictions),
      ([country([0...99], [-5...200], [2...2])], .noDaysWithoutEvents),
      ([country([Int.min...(-1), 200...Int.max], [Int.min...Int.max], [2...2])], .nothingCovered),
    ]
    for (input, cause) in cases {
      let result = try run(input)
      #expect(result.crude.cause == cause && result.shift.cause == cause && result.exact.cause == cause)
      #expect(result.stratified.cause == cause)
    }
    var other = country([0...99], [], [4...4])
    other.code = Self.code(2)
    let apart = try run([country([0...99], [3...3], []), other])
    #expect(apart.shift.cause == .fewerCountries(than: 1, found: 0))
    #expect(apart.crude.value?.isCorrected == true)
    let single = try Association([country([5...5], [5...5], [5...5])], calendar: 5...5, seed: 1) {}
    #expect(single.crude.cause == .noDaysWithoutEvents)
  }

  @Test func `a table far out of chance keeps a probability above zero`() throws {
    let table = DayTable(both: 2_000, eventOnly: 0, restrictionOnly: 0, neither: 300_000)
    let test = try #require(table.exactTest.value)
    #expect(test.p == 1e-300 && test.midP == 1e-300)
    #expect(table.riskRatio().value?.isCorrected == true)
  }

  @Test func `work stops when it is told to`() {
    struct Stop: Error {}
    let countries = AssociationSimulation(countries: 3, days: 400, gaps: 0).countries(seed: 1)
    var calls = 0
    #expect(throws: Stop.self) {
      try Association(countries, calendar: 0...399, seed: 1) {
        calls += 1
        if calls > 4 { throw Stop() }
      }
    }
  }
}
