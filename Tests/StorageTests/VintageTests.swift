import Foundation
import Subjects
import Testing

@testable import Storage

/// A catalogue that is downloaded again later: one incident or event stays one, and the load says how many rows it knew.
@Suite struct `Later vintages of a catalogue` {
  /// Loads two tables into one dataset; what the second load says, and the current rows.
  private func load(
    _ first: String, _ second: String, columns: String, from table: String
  ) throws -> (report: LoadReport, rows: [String]) {
    let folder = try TemporaryFolder()
    let store = try Store.forTests()
    try store.load(LoadRequest(files: [try folder.write(first, to: "one.csv")]))
    let report = try store.load(LoadRequest(files: [try folder.write(second, to: "two.csv")]))
    return (report, try store.texts("select \(columns) from \(table) where current = 1 order by name"))
  }

  private let incident = "name, end_status, area"

  @Test func `Pulse's event keeps its address, and all its regions`() throws {
    let header =
      "detail_url,status,shutdown_type,connection_type,region,summary,country,country_code,start_datetime,"
      + "end_datetime,duration\n"
    let row = { (region: String, status: String, end: String) in
      "https://p.example/togo/,\(status),Service blocking,Facebook,\(region),,Togo,TG,2025-06-26T07:00:00+00:00,\(end),\n"
    }
    let (report, rows) = try load(
      header + row("Kara", "Ongoing", "") + row("Savanes", "Ongoing", ""),
      header + row("Kara", "Ended", "2025-12-24T00:00:00+00:00") + row("Savanes", "Ended", "2025-12-24T00:00:00+00:00")
        + row("Centrale", "Ended", "2025-12-24T00:00:00+00:00"), columns: incident, from: "incident")
    #expect(report.dataset == "pulse" && report.kept == 0 && report.repeated == 3)
    #expect(rows == ["pulse:TG-2025-06-26-1|known|Kara; Savanes; Centrale"])
  }

  @Test func `IODA's outage and a tracker's restriction may end later`() throws {
    let ioda = "ID,Begin time,End time,Country,Scope (based on granularity at which the outage appears in IODA),Cause\n"
    let outage = { (end: String) in "A1,\"Sunday, June 2, 2019, 8:00 AM\",\(end),Sudan,Country,Government-Ordered\n" }
    let (first, outages) = try load(
      ioda + outage("N/A") + outage("N/A"), ioda + outage("6/9/2019 10:00:00 AM"), columns: incident, from: "incident")
    #expect(first.dataset == "ioda" && first.kept == 0 && first.repeated == 1)
    #expect(outages == ["ioda:SD-2019-06-02-1|known|NULL"] || outages == ["ioda:SD-2019-06-02-1|known|"])
    let table = { (end: String) in
      "country,start,end,restriction,reason\nChad,2024-01-07,\(end),National internet shutdown,Coup\n"
    }
    let (second, restrictions) = try load(
      table("ongoing"), table("2024-02-01"), columns: "name, end_status", from: "incident")
    #expect(second.dataset == "tracker" && second.kept == 0 && second.repeated == 1)
    #expect(restrictions == ["tracker:TD-2024-01-07-1|known"])
  }

  @Test func `events keep their files' ids`() throws {
    let acled = "event_id_cnty,event_date,event_type,sub_event_type,country,location\n"
    let (conflict, conflicts) = try load(
      acled + "PAK1,07 January 2024,Protests,Peaceful protest,Pakistan,Lahore\n",
      acled + "PAK1,2024-01-08,Protests,Peaceful protest,Pakistan,Lahore\nPAK2,2024-01-08,Riots,,Pakistan,Lahore\n",
      columns: "name, date(start, 'unixepoch')", from: "event")
    #expect(conflict.dataset == "acled" && conflict.kept == 1 && conflict.repeated == 1)
    #expect(conflicts == ["PAK1|2024-01-08", "PAK2|2024-01-08"])
    let view =
      "country_name_short,election_type,election_date,party_name_short,election_id,previous_parliament_election_id\n"
    let (election, elections) = try load(
      view + "DEU,parliament,2021-09-26,SPD,900,1\n",
      view + "DEU,parliament,2021-09-26,SPD,900,1\nDEU,parliament,2021-09-26,CDU,900,1\n", columns: "name",
      from: "event")
    #expect(election.dataset == "parlgov" && election.kept == 0 && election.repeated == 2)
    #expect(elections == ["parlgov-900"])
  }

  @Test func `yearly figures take their predecessors' places`() throws {
    let folder = try TemporaryFolder()
    let store = try Store.forTests()
    let header = "country,cost_usd,duration_hours,users_affected,year\n"
    let first = try store.load(
      LoadRequest(files: [try folder.write(header + "Chad,800000,14,1800000,2023\n", to: "one.csv")]))
    let second = try store.load(
      LoadRequest(
        files: [try folder.write(header + "Chad,900000,14,1800000,2023\nTogo,1,2,3,2024\n", to: "two.csv")]))
    #expect(first.dataset == "top10vpn" && first.kept == 3 && second.rowsRead == 6)
    let newest = "select indicator, value from country_figures where country = 'TD' order by 1"
    #expect(
      try store.texts(newest)
        == ["shutdown-cost|900000.0", "shutdown-hours|14.0", "shutdown-users|1800000.0"])
  }
}
