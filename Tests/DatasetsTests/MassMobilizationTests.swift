import Datasets
import Subjects
import Testing

private let header =
  ",id,country,ccode,year,protest,protestnumber,protesterviolence,location,protesteridentity,start_date,end_date\n"
private let published = "events/mass-mobilization-1990-2020.csv"

struct MassMobilizationTests {
  @Test func `a protest is an event with the file's id and a year without any is none`() throws {
    let text =
      header + "0,201990001,Canada,20,1990,1,1,0.0,\"Montreal, Quebec\",mohawk indians,1990-07-12,1990-09-06\n"
      + "1,201991000,Canada,20,1991,0,0,,,,,\n2,1,Chad,483,1991,1,1,0,national,unspecified,1990-01-01,1990-01-01\n"
      + "3,2,Chad,483,1991,maybe,1,0,,,1990-01-01,1990-01-01\n"
    #expect(try sniffed(text) == "mass-mobilization")
    let (rows, _) = try read(text, as: .massMobilization)
    #expect(rows.events.map(\.title) == ["Protest by mohawk indians, Montreal, Quebec", "Protest, national"])
    #expect(rows.events.map(\.sourceID) == ["201990001", "1"] && rows.events.allSatisfy { $0.kind == .protest })
    #expect(rows.events[0].start.iso == "1990-07-12" && rows.events[0].end?.iso == "1990-09-06")
    #expect(rows.rejects.map(\.kind) == [.dropped, .unknownValue])
  }

  @Test func `the original's day columns are read too`() throws {
    let text =
      "id,country,ccode,year,protest,protestnumber,startday,startmonth,startyear,endday,endmonth,endyear,"
      + "protesterviolence,location,protesteridentity\n"
      + "1,Chad,483,2019,1,1,5,3,2019,6,3,2019,0,,\n2,Chad,483,2019,1,1,31,2,2019,6,3,2019,0,,\n"
      + "3,Chad,483,2019,1,1,5,3,2019,4,3,2019,0,,\n4,Chad,483,2019,1,1,5,3,2019,,,,0,,\n"
    #expect(try sniffed(text) == "mass-mobilization")
    let (rows, _) = try read(text, as: .massMobilization)
    #expect(rows.events.map(\.start.iso) == ["2019-03-05", "2019-03-05", "2019-03-05"])
    #expect(rows.events.map { $0.end?.iso } == ["2019-03-06", nil, nil])
    #expect(rows.rejects.map { "\($0.line) \($0.keptRow)" } == ["3 false", "4 true"])
  }

  @Test func `countries are told by name, never by a number that means another state elsewhere`() throws {
    let row = { (country: String, number: Int) in
      "0,\(country)-1,\(country),\(number),1999,1,1,0,,,1999-01-01,1999-01-01\n"
    }
    let (rows, _) = try read(
      header + row("Yugoslavia", 347) + row("Kosovo", 341) + row("USSR", 364) + row("Germany East", 265)
        + row("Atlantis", 347), as: .massMobilization)
    #expect(rows.events.map { $0.countries.map(\.description) } == [["XK"], ["DE"]])
    #expect(rows.rejects.map(\.value) == ["Yugoslavia", "USSR", "Atlantis"])
    #expect(rows.rejects[0].reason.contains("seven present countries"))
  }

  @Test func `only those who are called the opposition are`() throws {
    let row = { (who: String) in "0,\(who),Chad,483,1999,1,1,0,,\"\(who)\",1999-01-01,1999-01-01\n" }
    let names = ["students; Opposition supporters", "anti opposition crowd", "people opposed to a tax", ""]
    let (rows, _) = try read(header + names.map(row).joined(), as: .massMobilization)
    #expect(rows.events.map(\.actor) == [.opposition, nil, nil])
    #expect(rows.rejects.map(\.kind) == [.missingField])
  }

  @Test func `Latin-1 keeps its letters`() throws {
    let row = Array("0,1,Ivory Coast,437,1999,1,1,0,Abidjan,caf".utf8) + [0xE9] + Array(",1999-01-01,\n".utf8)
    let (rows, _) = try read(bytes: Array(header.utf8) + row, as: .massMobilization)
    #expect(rows.events.map(\.title) == ["Protest by café, Abidjan"])
  }

  @Test(.enabled(if: TestData.has(published), "the protests are not here"))
  func `of 15239 protests all but those of states divided since are events`() throws {
    #expect(try sniffed(file: published) == "mass-mobilization")
    let (rows, summary) = try read(file: published, as: .massMobilization)
    #expect(summary.rowsRead == 15_239 && summary.kept == 15_036 && summary.fieldsRejected == 0)
    let rejected = Dictionary(grouping: rows.rejects, by: \.value).mapValues(\.count)
    #expect(rejected == ["USSR": 60, "Yugoslavia": 137, "Czechoslovakia": 4, "Serbia and Montenegro": 2])
    #expect(rows.rejects.allSatisfy { $0.kind == .unknownCountry })
    #expect(Set(rows.events.compactMap(\.sourceID)).count == 15_036)
    #expect(rows.events.filter { $0.actor == .opposition }.count == 933)
    let countries = Dictionary(grouping: rows.events) { $0.countries[0].description }.mapValues(\.count)
    // Of the file's 166 names four are no present country's, and East and West Germany are Germany.
    #expect(countries["GB"] == 578 && countries["FR"] == 547 && countries["DE"] == 377 && countries["US"] == nil)
    #expect(countries.count == 160)
    #expect(rows.events.map(\.start.iso).min() == "1990-01-01" && rows.events.map(\.start.iso).max() == "2020-03-31")
    #expect(rows.events.filter { $0.end?.iso == $0.start.iso }.count == 13_019)
  }
}
