import Datasets
import Subjects
import Testing

struct ACLEDTests {
  private let header =
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,inter1,iso,region,"
    + "country,admin1,location,source,notes\n"

  private func row(
    _ id: String, date: String = "2024-01-07", precision: String = "1", type: String = "Protests",
    sub: String = "Peaceful protest", actor: String = "Protesters (X)", inter: String = "Protesters",
    iso: String = "586",
    country: String = "Pakistan"
  ) -> String {
    "\(id),\(date),2024,\(precision),D,\"\(type)\",\"\(sub)\",\"\(actor)\",\(inter),\(iso),R,\"\(country)\",Punjab,Lahore,"
      + "\"Dawn; X\",\"Words, with a comma\"\n"
  }

  @Test func `kinds, and whose event it is where the file says so`() throws {
    let text =
      header + row("PAK1") + row("PAK2", type: "Riots", sub: "Violent demonstration")
      + row("PAK3", type: "Riots", sub: "Mob violence")
      + row("PAK4", type: "Battles", sub: "Armed clash", actor: "Military Forces of Pakistan (2022-)", inter: "1")
      + row(
        "PAK5", type: "Strategic developments", sub: "Arrests", actor: "Police Forces of Pakistan",
        inter: "State forces")
      + row("PAK6", type: "Explosions/Remote violence", sub: "Air/drone strike", actor: "Rebels", inter: "2")
      + row("PAK7", type: "Strategic developments", sub: "Agreement") + row("PAK8", type: "Weather")
    #expect(try sniffed(text) == "acled")
    let (rows, _) = try read(text, as: .acled)
    #expect(rows.events.map(\.kind) == [.protest, .protest, .conflict, .conflict, .arrest, .conflict, .other])
    #expect(rows.events.map(\.actor) == [nil, nil, nil, .military, .government, nil, nil])
    #expect(rows.events[0].title == "Peaceful protest, Lahore, Punjab" && rows.events[0].sourceID == "PAK1")
    #expect(rows.rejects.map(\.value) == ["Weather"])
  }

  @Test func `days are as sure as the file says`() throws {
    let (rows, _) = try read(
      header + row("A", date: "07 January 2024", precision: "1") + row("B", date: "7 January 2024", precision: "2")
        + row("C", precision: "3") + row("D", date: "45298") + row("E", date: "soon"), as: .acled)
    #expect(rows.events.map(\.start.iso) == ["2024-01-07", "2024-01-07", "2024-01", "2024-01-07"])
    #expect(rows.events.map(\.start.isEstimated) == [false, true, false, false])
    #expect(rows.rejects.map(\.kind) == [.unreadableDate])
  }

  @Test func `a workbook's dates are days`() throws {
    let names = ["event_id_cnty", "event_date", "event_type", "sub_event_type", "country", "location"]
    let values = ["PAK1", "", "Protests", "Peaceful protest", "Pakistan", "Lahore"].map {
      $0.isEmpty ? "<c s=\"1\"><v>45298</v></c>" : WorkbookFixture.text($0)
    }
    let sheet = WorkbookFixture.sheet([names.map(WorkbookFixture.text).joined(), values.joined()])
    let (rows, _) = try read(bytes: WorkbookFixture(sheets: [("Data", sheet)]).bytes, as: .acled)
    #expect(rows.events.map { "\($0.sourceID ?? "") \($0.start.iso)" } == ["PAK1 2024-01-07"] && rows.rejects.isEmpty)
  }

  @Test func `a country by its name, else by its number`() throws {
    let (rows, _) = try read(
      header + row("A", iso: "180", country: "Democratic Republic of Congo") + row("B", iso: "0", country: "Kosovo")
        + row("C", iso: "664", country: "Atlantis") + row("D", iso: "586", country: "Land of the five rivers")
        + row("E", iso: "", country: "") + row("F", iso: "890", country: "Yugoslavia"), as: .acled)
    #expect(rows.events.map { $0.countries[0].description } == ["CD", "XK", "PK"])
    #expect(rows.rejects.map(\.kind) == [.unknownCountry, .missingField, .unknownCountry])
  }
}
