import Datasets
import Subjects
import Testing

private let published = "incidents/cloudflare-radar-outages.json"

struct CloudflareOutagesTests {
  private func answer(_ annotations: String) -> String {
    "{\"success\": true, \"result\": {\"annotations\": [\(annotations)]}}"
  }

  @Test func `an annotation is one incident in all of its locations`() throws {
    let text = answer(
      """
      {"id": "7", "description": "A\\nb", "scope": "Net", "startDate": "2025-01-15T15:15:00Z",
       "endDate": "2025-01-15T16:00:00Z", "locations": ["HT", "DO", "HT", "ZZ", "Atlantis"], "asns": [27653],
       "eventType": "OUTAGE", "linkedUrl": "https://a.org/1",
       "outage": {"outageCause": "GOVERNMENT_DIRECTED", "outageType": "NATIONWIDE"}}
      """)
    #expect(try sniffed(text) == "cloudflare-outages")
    let (rows, summary) = try read(text, as: .cloudflareOutages)
    let incident = try #require(rows.incidents.first)
    #expect(incident.countries.map(\.description) == ["HT", "DO"] && incident.title == "A b")
    #expect(incident.sourceID == "7" && incident.area == "Net; AS27653" && incident.scope == .national)
    #expect(incident.causes == ["GOVERNMENT_DIRECTED"] && incident.orderedBy == ["government"])
    #expect(incident.end.moment?.iso == "2025-01-15T16:00:00Z" && incident.links == ["https://a.org/1"])
    #expect(rows.rejects.map(\.value) == ["ZZ", "Atlantis"] && summary.fieldsRejected == 2 && summary.kept == 1)
  }

  @Test func `what is no outage, has no country or no time is listed`() throws {
    let text = answer(
      """
      {"id": "1", "eventType": "PIPELINE", "startDate": "2025-01-15T15:15:00Z", "locations": ["HT"]},
      {"id": "2", "eventType": "OUTAGE", "startDate": "2025-01-15T15:15:00Z", "locations": []},
      {"id": "3", "startDate": null, "locations": ["HT"]}, 4, null,
      {"id": "5", "startDate": "2025-01-15T15:15:00Z", "endDate": "2025-01-14T15:15:00Z", "locations": ["HT"],
       "outage": {"outageType": "GALACTIC"}}
      """)
    let (rows, summary) = try read(text, as: .cloudflareOutages)
    #expect(summary.rejected == 5 && summary.kept == 1 && rows.incidents.map(\.end) == [.unknown])
    #expect(
      rows.rejects.map(\.field) == [
        "eventType", "locations", "startDate", "locations", "locations", "endDate", "outageType",
      ])
  }

  @Test func `a file without annotations is refused`() {
    #expect(failure("{\"result\": {\"annotations\": 7}}", as: .cloudflareOutages) != nil)
  }

  @Test(.enabled(if: TestData.has(published), "Cloudflare's annotations are not here"))
  func `the five recorded annotations are five incidents`() throws {
    #expect(try sniffed(file: published) == "cloudflare-outages")
    let (rows, _) = try read(file: published, as: .cloudflareOutages)
    #expect(rows.incidents.map { $0.countries.map(\.description) } == [["IE"], ["SY"], ["HT"], ["HT"], ["RU"]])
    #expect(rows.incidents.map(\.causes) == [["WEATHER"], ["CABLE_CUT"], ["FIRE"], ["FIRE"], []])
    #expect(rows.incidents.map(\.scope) == [.province, .national, nil, nil, .national])
    #expect(rows.incidents.map { $0.end == .unknown } == [true, false, false, false, false])
    #expect(rows.rejects == [])
  }
}
