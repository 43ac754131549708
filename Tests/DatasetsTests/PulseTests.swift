import Datasets
import Subjects
import Tables
import Testing

private let header =
  "detail_url,status,shutdown_type,connection_type,region,summary,country,country_code,start_datetime,end_datetime,"
  + "duration\n"
private let page = "https://pulse.example/en/shutdowns/"
private let published = "incidents/isoc-pulse-shutdowns-expanded.csv"

struct PulseTests {
  @Test func `the rows of an event's regions are one incident with all of them`() throws {
    let row = { (region: String) in
      "\(page)togo/,Ongoing,Service blocking,\"Facebook, DoH, Twitter\",\(region),Words,Togo,TG,"
        + "2025-06-26T07:00:00+00:00,,\"170 days, 18 hours\"\n"
    }
    let other =
      "\(page)iraq/,Ended,Regional shutdown,Iraq,Kurdistan,,Iraq,IQ,2025-02-18T11:00:00+00:00,"
      + "2025-02-19T11:00:00+00:00,1 day\n"
    let (rows, summary) = try read(
      header + row("Kara") + row("Savanes") + other + row("Kara") + row("Centrale"), as: .pulse)
    #expect(summary.kept == 5 && rows.rejects.isEmpty && Set(rows.incidents.map(\.identity)).count == 2)
    let togo = try #require(rows.incidents.last)
    #expect(togo.area == "Kara; Savanes; Centrale" && togo.scope == .multiRegion && togo.sourceID == "togo")
    #expect(togo.platforms == ["facebook", "x"] && togo.otherServices == ["DoH"] && togo.extents == [.serviceBased])
    #expect(togo.end == .ongoing(lastYear: 2025) && togo.start.iso == "2025-06-26T07:00:00Z")
    let iraq = rows.incidents[2]
    #expect(iraq.scope == .province && iraq.extents == [.fullNetwork] && iraq.platforms.isEmpty)
    #expect(iraq.otherServices.isEmpty && iraq.links == ["\(page)iraq/"])
  }

  @Test func `what was hit may be mobile internet or a country whose name holds a comma`() throws {
    let row = { (kind: String, connection: String) in
      "\(page)\(kind.prefix(3))/,,\(kind),\"\(connection)\",,,X,PS,2024-01-01T00:00:00Z,,\n"
    }
    let (rows, _) = try read(
      header + row("Regional shutdown", "Palestine, State of") + row("National shutdown", "Mobile Internet")
        + row("Throttling", "YouTube") + row("Outing", ""), as: .pulse)
    #expect(rows.incidents.map(\.extents) == [[.fullNetwork], [.fullNetwork], [.serviceBased, .throttling], []])
    #expect(rows.incidents.map(\.scope) == [nil, .national, nil, nil])
    #expect(rows.incidents[1].access == ["mobile"] && rows.incidents[0].otherServices.isEmpty)
    #expect(rows.incidents.allSatisfy { $0.end == .unknown })
    #expect(rows.rejects.map(\.field) == ["shutdown_type"] && rows.rejects.allSatisfy(\.keptRow))
  }

  @Test func `a later vintage keeps the incident and may end it`() throws {
    let row = { (status: String, end: String) in
      header + "\(page)togo/,\(status),Service blocking,Facebook,Kara,,Togo,TG,2025-06-26T07:00:00Z,\(end),\n"
    }
    let (first, _) = try read(row("Ongoing", ""), as: .pulse)
    let (second, _) = try read(row("Ended", "2025-12-24T00:00:00Z"), as: .pulse)
    #expect(first.incidents.map(\.identity) == second.incidents.map(\.identity))
    #expect(first.incidents.map(\.end) == [.ongoing(lastYear: IncidentEnd.noLastYear)])
    #expect(second.incidents.map { $0.end.moment?.iso } == ["2025-12-24T00:00:00Z"])
  }

  @Test func `rows of one event that disagree and regions without end are listed`() throws {
    let row = { (start: String, region: String) in
      "\(page)togo/,,Service blocking,Facebook,\(region),,Togo,TG,\(start),,\n"
    }
    let (disagreeing, summary) = try read(header + row("2025-06-26", "A") + row("2025-06-27", "B"), as: .pulse)
    #expect(disagreeing.rejects.map(\.line) == [3] && summary.fieldsRejected == 1 && summary.kept == 2)
    let many = (0..<501).map { row("2025-06-26", "R\($0)") }.joined()
    let (rows, _) = try read(header + many, as: .pulse)
    #expect(rows.rejects.map(\.value) == ["R500"])
  }

  @Test func `a row without page, country or start gives nothing`() throws {
    let (rows, summary) = try read(
      header + ",,Service blocking,X,,,Togo,TG,2025-06-26,,\n\(page)a/,,Service blocking,X,,,Atlantis,,2025-06-26,,\n"
        + "\(page)b/,,Service blocking,X,,,Togo,TG,soon,,\n", as: .pulse)
    #expect(rows.incidents.isEmpty && summary.rejected == 3)
    #expect(rows.rejects.map(\.kind) == [.missingField, .unknownCountry, .unreadableDate])
  }

  @Test(.enabled(if: TestData.has(published), "the Pulse catalogue is not here"))
  func `the catalogue's 173 rows are 10 events`() throws {
    #expect(try sniffed(file: published) == "pulse")
    let (rows, summary) = try read(file: published, as: .pulse)
    #expect(summary.kept == 173 && rows.rejects == [])
    let events = Dictionary(rows.incidents.map { ($0.identity, $0) }) { $1 }.values.sorted { $0.line < $1.line }
    #expect(
      events.map { "\($0.countries[0]) \($0.area?.split(separator: ";").count ?? 0)" } == [
        "PK 1", "TG 5", "IQ 1", "PK 1", "GQ 1", "PS 1", "IR 31", "RU 83", "MM 15", "CN 34",
      ])
    #expect(events.filter { $0.extents == [.serviceBased] }.count == 5)
    #expect(events.filter { $0.extents == [.fullNetwork] }.count == 5)
    #expect(events.filter { $0.access == ["mobile"] }.count == 2)
    #expect(events.allSatisfy { $0.end == .ongoing(lastYear: 2025) })
    #expect(events.filter { $0.platforms.contains("instagram") }.count == 4)
    #expect(events[6].otherServices == ["DoH", "Apple App Store"])
  }
}

extension IncidentEnd {
  /// The end that is known.
  var moment: Moment? { if case .known(let moment) = self { moment } else { nil } }
}
