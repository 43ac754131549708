import Datasets
import Subjects
import Tables
import Testing

private let header =
  "ID,Begin time,End time,Country,IODA BGP visible by human,"
  + "Scope (based on granularity at which the outage appears in IODA),Region,AS,Cause,Grafana URLs,,,\n"
private let published = "outages/ioda-investigated-outages-2018-2022.csv"
private let answer = "outages/ioda_events.json"

struct IODAOutagesTests {
  @Test func `the three spellings of times are read as finely as they are sure`() throws {
    let row = { (start: String, end: String) in "A,\"\(start)\",\"\(end)\",Togo,TRUE,Country,,,,,,,\n" }
    let (rows, _) = try read(
      "\u{FEFF}" + header + row("Wednesday, March 17, 2021, 4:40:00 PM", "Wednesday, March 17, 2021, 5:40 PM")
        + row("7/28/2020  11:10:00 AM", "7/28/2020  16:1:00 PM")
        + row("Monday, October 25, 2021, 2:30: AM", "7/28/2022  22:0:00 PM")
        + row("Saturday June 2, 2018, 3:30 AM", "N/A"), as: .iodaOutages)
    #expect(
      rows.incidents.map(\.start.iso) == [
        "2021-03-17T16:40:00Z", "2020-07-28T11:10:00Z", "2021-10-25T02:30Z", "2018-06-02T03:30Z",
      ])
    #expect(
      rows.incidents.map { $0.end.moment?.iso } == [
        "2021-03-17T17:40Z", "2020-07-28T16:00Z", "2022-07-28T22:00:00Z", nil,
      ])
    #expect(rows.incidents.map { $0.end.moment?.precision } == [.minute, .hour, .second, nil])
    #expect(rows.rejects.isEmpty)
  }

  @Test func `reach, cause and the address with blanks in it`() throws {
    let row = { (id: String, scope: String, cause: String) in
      "\(id),1/2/2020 1:00:00 AM,1/2/2020 2:00:00 AM,South Sudan,TRUE,\(scope),,,\(cause),"
        + "https://a.org/?c=South Sudan&r=x y,,,\n"
    }
    let (rows, _) = try read(
      header + row("A", "Region (Central Equatoria)", "Government-Ordered") + row("B", "AS (58224)", "Unknown")
        + row("C", "Country", "Exams") + row("D", "Moon", ""), as: .iodaOutages)
    #expect(rows.incidents.map(\.scope) == [.province, nil, .national, nil])
    #expect(rows.incidents.map(\.area) == ["Central Equatoria", "AS58224", nil, nil])
    #expect(rows.incidents.map(\.causes) == [["Government-Ordered"], [], ["Exams"], []])
    #expect(rows.incidents.map(\.orderedBy) == [["government"], [], [], []])
    #expect(rows.incidents[0].links == ["https://a.org/?c=South%20Sudan&r=x%20y"])
    #expect(rows.incidents[0].sourceID == "A" && rows.incidents.allSatisfy { $0.extents == [.fullNetwork] })
    #expect(rows.rejects.map(\.value) == ["Moon"])
  }

  @Test func `an end before the start is listed and a union of countries is none`() throws {
    let (rows, summary) = try read(
      header + "A,1/2/2020 9:30:00 PM,1/2/2020 12:20:00 AM,Togo,TRUE,Country,,,,,,,\n"
        + "B,1/2/2020 9:30:00 PM,,European Union,TRUE,Country,,,,,,,\n"
        + "C,,,Togo,TRUE,Country,,,,,,,\n", as: .iodaOutages)
    #expect(rows.incidents.map(\.end) == [.unknown] && summary.rejected == 2 && summary.fieldsRejected == 1)
    #expect(rows.rejects.map(\.kind) == [.unknownValue, .unknownCountry, .missingField])
  }

  @Test(.enabled(if: TestData.has(published), "IODA's outages are not here"))
  func `of 1704 outages 102 were ordered by governments and 64 came with exams`() throws {
    #expect(try sniffed(file: published) == "ioda")
    let (rows, summary) = try read(file: published, as: .iodaOutages)
    #expect(summary.rowsRead == 1704 && summary.kept == 1703 && summary.fieldsRejected == 76)
    #expect(summary.columnsIgnored.count == 8)
    #expect(Set(rows.incidents.map(\.identity)).count == 1702)
    #expect(rows.rejects.filter { !$0.keptRow }.map(\.value) == ["European Union"])
    #expect(rows.incidents.filter { $0.causes == ["Government-Ordered"] }.count == 102)
    #expect(rows.incidents.filter { $0.causes == ["Exams"] }.count == 64)
    #expect(rows.incidents.filter { $0.scope == .province }.count == 710)
    // Of the file's 78 networks one is the European Union's.
    #expect(rows.incidents.filter { $0.area?.hasPrefix("AS") == true && $0.scope == nil }.count == 77)
    #expect(rows.incidents.map(\.start.iso).min() == "2018-01-21T00:00:00Z")
    #expect(rows.incidents.map(\.start.iso).max() == "2022-06-01T04:00:00Z")
    let exams = Dictionary(grouping: rows.incidents.filter { $0.causes == ["Exams"] }) { $0.start.day.civil.year }
    #expect(exams.mapValues(\.count) == [2018: 7, 2019: 30, 2020: 19, 2021: 8])
  }
}

struct IODAEventsTests {
  private let both = """
    {"type": "outages.events", "data": [
      {"location": "country/LT", "start": 1790028000, "duration": 206090, "method": "sarima", "datasource": "gtr",
       "score": 113647.88},
      {"entity": {"type": "geoasn", "code": "45899-VN", "name": "X"}, "from": 1790028000, "until": 1790031600,
       "datasource": "bgp", "score": 1},
      {"location": "asn/31877", "start": 1788942300, "duration": 60},
      {"location": "region/3332", "start": 1788942300, "duration": 60},
      {"location": "country/ZZ", "start": 1788942300, "duration": 60},
      {"location": "country/LT", "start": -5, "duration": 60},
      {"location": "country/LT", "start": 1788942300, "duration": 0},
      {"location": 7}, 5
    ]}
    """

  @Test func `both of the API's shapes are read and what has no country is listed`() throws {
    #expect(try sniffed(both) == "ioda-events")
    let (rows, summary) = try read(both, as: .iodaEvents)
    #expect(rows.incidents.map { $0.countries.map(\.description) } == [["LT"], ["VN"]])
    #expect(rows.incidents.map(\.start.iso) == ["2026-09-21T22:00:00Z", "2026-09-21T22:00:00Z"])
    #expect(rows.incidents.map { $0.end.moment?.span.end.iso } == ["2026-09-24T07:14:50Z", "2026-09-21T23:00:00Z"])
    #expect(rows.incidents.map(\.scope) == [.national, nil] && rows.incidents[1].area == "AS45899")
    #expect(rows.incidents[0].title == "Outage seen in gtr (sarima), score 113648")
    #expect(summary.rejected == 7 && rows.rejects.map(\.line) == [3, 4, 5, 6, 7, 8, 9])
    #expect(rows.rejects.prefix(3).map(\.value) == ["asn/31877", "region/3332", "country/ZZ"])
  }

  @Test func `an answer without data is no such file`() {
    #expect(failure("{\"type\": \"outages.events\"}", as: .iodaEvents) != nil)
    #expect(failure("{\"data\": [", as: .iodaEvents) != nil)
  }

  @Test(.enabled(if: TestData.has(answer), "IODA's events are not here"))
  func `of the recorded answer's four events one has a country`() throws {
    #expect(try sniffed(file: answer) == "ioda-events")
    let (rows, summary) = try read(file: answer, as: .iodaEvents)
    #expect(summary.rowsRead == 4 && rows.incidents.map(\.countries) == [rows.incidents[0].countries])
    #expect(rows.incidents.first?.countries.map(\.description) == ["LT"])
  }
}
