import Datasets
import Subjects
import Testing

private let nelda = "events/nelda-1945-2012.csv"
private let parlGov = "events/parlgov-election.csv"

struct NeldaTests {
  private let header = "country_name,GWn,year,electionid,types\n"

  @Test func `the day and the round are in the id`() throws {
    let text =
      header + "Fiji,950.0,2001,950-2001-0825-L1,Legislative/Parliamentary\n"
      + "Haiti,41.0,1990,041-1991-0120-P2,Executive\nSudan,625.0,1974,625-1974-0400-A1,Constituent Assembly\n"
      + "Sudan,625.0,1974,625-1974-0000-L1,New kind\n"
    #expect(try sniffed(text) == "nelda")
    let (rows, _) = try read(text, as: .nelda)
    #expect(rows.events.map(\.start.iso) == ["2001-08-25", "1991-01-20", "1974-04", "1974"])
    #expect(
      rows.events.map(\.title) == [
        "Legislative election", "Executive election, round 2", "Election of a constituent assembly",
        "Election, New kind",
      ])
    #expect(rows.events.map(\.sourceID).first == "950-2001-0825-L1" && rows.events.allSatisfy { $0.kind == .election })
  }

  @Test func `an id without a day in it is a reject`() throws {
    let ids = ["", "950-2001-0825", "950-2001-825-L1", "950-2001-1345-L1", "950-2001-0231-L1", "950-x-0825-L1"]
    let (rows, _) = try read(header + ids.map { "Fiji,950,2001,\($0),Executive\n" }.joined(), as: .nelda)
    #expect(rows.events.isEmpty && rows.rejects.map(\.kind) == ids.map { _ in .unreadableDate })
  }

  @Test func `names of states that are no more`() throws {
    let row = { (name: String, number: Int, year: Int) in
      "\"\(name)\",\(number).0,\(year),1-\(year)-0101-L1,Executive\n"
    }
    let (rows, _) = try read(
      header + row("Russia (Soviet Union)", 365, 1989) + row("Russia (Soviet Union)", 365, 1990)
        + row("Yugoslavia", 345, 1960) + row("German Democratic Republic", 265, 1960)
        + row("Vietnam, Republic of", 817, 1960) + row("Fidschi", 950, 1980) + row("Kosovo", 347, 2010), as: .nelda)
    #expect(rows.events.map { $0.countries.map(\.description) } == [["RU"], ["DE"], ["VN"], ["FJ"], ["XK"]])
    #expect(rows.rejects.map(\.value) == ["Russia (Soviet Union)", "Yugoslavia"])
    #expect(rows.rejects[0].reason.contains("fifteen present countries"))
  }

  @Test(.enabled(if: TestData.has(nelda), "the elections are not here"))
  func `of 3104 elections all but those of states divided since are events`() throws {
    #expect(try sniffed(file: nelda) == "nelda")
    let (rows, summary) = try read(file: nelda, as: .nelda)
    #expect(summary.rowsRead == 3104 && summary.kept == 3070 && summary.fieldsRejected == 0)
    let rejected = Dictionary(grouping: rows.rejects, by: \.value).mapValues(\.count)
    #expect(rejected == ["Yugoslavia": 17, "Czechoslovakia": 8, "Russia (Soviet Union)": 9])
    #expect(rows.events.filter { $0.title.hasPrefix("Legislative") }.count == 2043)
    #expect(rows.events.filter { $0.title.hasPrefix("Executive") }.count == 951)
    #expect(rows.events.filter { $0.title.contains("round") }.count == 291)
    #expect(rows.events.filter { $0.start.precision == .month }.map(\.sourceID) == ["625-1974-0400-L1"])
    let countries = Dictionary(grouping: rows.events) { $0.countries[0].description }.mapValues(\.count)
    #expect(countries["US"] == 51 && countries["GT"] == 47 && countries["DE"] == 25 && countries["RU"] == 14)
  }
}

struct ParlGovTests {
  private let header = "id,type_id,country_id,date,early,wikipedia,previous_parliament_election_id\n"

  @Test func `national and European elections, by the publisher's numbers`() throws {
    let text =
      header + "1,13,11,1972-11-25,0,\"http://en.wikipedia.org/wiki/A,_1972\",120\n2,13,64,1999-06-13,1,,332\n"
      + "5,1,63,2009-06-07,0,,210\n4,1,23,2007-01-01,0,,165\n"
      + "6,12,23,2007-01-02,0,,165\n7,13,2,2007-01-02,0,,165\n8,13,23,later,0,,165\n"
    #expect(try sniffed(text) == "parlgov")
    let (rows, _) = try read(text, as: .parlGov)
    #expect(
      rows.events.map { "\($0.sourceID ?? "") \($0.countries[0]) \($0.start.iso) \($0.title)" } == [
        "parlgov-1 NZ 1972-11-25 Parliamentary election", "parlgov-2 BE 1999-06-13 Early parliamentary election",
        "parlgov-5 PT 2009-06-07 European Parliament election",
      ])
    #expect(rows.events[0].links == ["http://en.wikipedia.org/wiki/A,_1972"])
    #expect(rows.rejects.map(\.kind) == [.dropped, .unknownValue, .unknownCountry, .unreadableDate])
  }

  @Test func `a party's rows in the view are one election`() throws {
    let row = { (party: String) in "DEU,Germany,parliament,2021-09-26,\(party),54,900,880\n" }
    let text =
      "country_name_short,country_name,election_type,election_date,party_name_short,country_id,election_id,"
      + "previous_parliament_election_id\n" + row("SPD") + row("CDU") + "FRA,France,ep,2019-05-26,X,43,901,\n"
    #expect(try sniffed(text) == "parlgov")
    let (rows, _) = try read(text, as: .parlGov)
    #expect(rows.events.map(\.identity) == ["parlgov-900", "parlgov-900", "parlgov-901"])
    #expect(rows.events.map { $0.countries[0].description } == ["DE", "DE", "FR"])
  }

  @Test(.enabled(if: TestData.has(parlGov), "ParlGov is not here"))
  func `of 1027 rows 8 are seats filled without an election`() throws {
    #expect(try sniffed(file: parlGov) == "parlgov")
    let (rows, summary) = try read(file: parlGov, as: .parlGov)
    #expect(summary.rowsRead == 1027 && summary.kept == 1019)
    #expect(rows.rejects.map(\.kind) == Array(repeating: .dropped, count: 8))
    let titles = Dictionary(grouping: rows.events, by: \.title).mapValues(\.count)
    #expect(
      titles == [
        "Parliamentary election": 587, "Early parliamentary election": 257, "European Parliament election": 175,
      ])
    let countries = Dictionary(grouping: rows.events) { $0.countries[0].description }.mapValues(\.count)
    #expect(countries["DK"] == 56 && countries["BE"] == 47 && countries["AU"] == 47 && countries["SE"] == 41)
    #expect(countries.count == 37 && Set(rows.events.compactMap(\.sourceID)).count == 1019)
    #expect(rows.events.map(\.start.iso).min() == "1900-05-27" && rows.events.map(\.start.iso).max() == "2023-06-25")
  }
}
