import Datasets
import Subjects
import Testing

struct TrackerTests {
  @Test func `what was restricted stands in words`() throws {
    let row = { (kind: String, end: String) in "Pakistan,2024-01-07,\(end),\(kind),Elections;Unknown\n" }
    let text =
      "Country,Start,End,Kind,Cause\n" + row("National internet shutdown", "2024-01-08")
      + row("Social media restriction", "ongoing") + row("Throttling of mobile internet", "")
      + row("Facebook and WhatsApp", "soon") + row("Earthquake", "2024-01-01")
    #expect(try sniffed(text) == "tracker")
    let (rows, _) = try read(text, as: .tracker)
    #expect(
      rows.incidents.map(\.extents) == [[.fullNetwork], [.serviceBased], [.throttling], [.serviceBased], []])
    #expect(rows.incidents.map(\.scope) == [.national, nil, nil, nil, nil])
    #expect(rows.incidents[2].access == ["mobile"] && rows.incidents[3].platforms == ["facebook", "whatsapp"])
    #expect(rows.incidents.map { $0.end.moment?.iso } == ["2024-01-08", nil, nil, nil, nil])
    #expect(rows.incidents[1].end == .ongoing(lastYear: IncidentEnd.noLastYear) && rows.incidents[2].end == .unknown)
    #expect(rows.incidents[0].causes == ["Elections"])
    #expect(rows.rejects.map(\.field) == ["End", "Kind", "End"])
  }

  @Test func `other names of columns are mapped`() throws {
    let text = "Land;Beginn;Ende;Art;Grund;Dienste\nMyanmar/Burma;7.1.2024;8.1.2024;Sperre;Putsch;Twitter, Foo\n"
    let map = [("country", "Land"), ("start", "Beginn"), ("end", "Ende"), ("kind", "Art"), ("cause", "Grund")]
    let (rows, _) = try read(text, as: .tracker, map: map + [("platforms", "Dienste")])
    let incident = try #require(rows.incidents.first)
    #expect(incident.countries.map(\.description) == ["MM"] && incident.start.iso == "2024-01-07")
    #expect(incident.platforms == ["x"] && incident.otherServices == ["Foo"] && incident.extents == [.serviceBased])
    #expect(failure(text, as: .tracker) != nil)
  }

  @Test func `a later table ends the incident that it continues`() throws {
    let table = { (end: String) in
      "country,start,end,restriction,reason\nChad,2024-01-07,\(end),Internet shutdown,Coup\n"
    }
    let first = try read(table("ongoing"), as: .tracker).rows.incidents
    let second = try read(table("2024-02-01"), as: .tracker).rows.incidents
    #expect(first.map(\.identity) == second.map(\.identity) && first.map(\.end) != second.map(\.end))
  }

  @Test func `tables of other shapes are not taken for one`() throws {
    #expect(try sniffed("country,start,end,kind,title\n") == "events")
    #expect(try sniffed("country,start,end,extent,cause\n") == "incidents")
  }
}
