import Datasets
import Formats
import Subjects
import Testing

/// Catalogues cut short and with bytes changed: a clear error or listed rejects, and the counts add up.
struct DamagedCatalogueTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    var format: DatasetFormat
    var text: String
    var testDescription: String { format.name }
  }

  static let samples = [
    Sample(
      format: .pulse,
      text: "detail_url,status,shutdown_type,connection_type,region,country_code,start_datetime,end_datetime,duration\n"
        + "https://a/b/,Ongoing,Service blocking,\"Facebook, X\",Kara,TG,2025-06-26T07:00:00+00:00,,\"170 days, 18 hours\"\n"
    ),
    Sample(
      format: .iodaOutages,
      text: "ID,Begin time,End time,Country,"
        + "Scope (based on granularity at which the outage appears in IODA),Cause,Grafana URLs\n"
        + "A,\"Sunday, June 2, 2019, 8:00: AM\",6/9/2019  21:3:00 PM,Sudan,Region (X),Exams,https://a.org/x y\n"),
    Sample(
      format: .iodaEvents,
      text: "{\"type\": \"outages.events\", \"data\": [{\"location\": \"country/LT\", \"start\": 1790028000,"
        + " \"duration\": 206090, \"score\": 1e300, \"datasource\": \"gtr\"}]}"),
    Sample(
      format: .cloudflareOutages,
      text: "{\"result\": {\"annotations\": [{\"id\": \"7\", \"startDate\": \"2025-01-15T15:15:00Z\", \"endDate\":"
        + " \"2025-01-15T16:00:00Z\", \"locations\": [\"HT\"], \"asns\": [27653], \"outage\": {\"outageType\": \"NETWORK\"}}]}}"
    ),
    Sample(
      format: .tracker,
      text: "country,start,end,kind,cause,platforms\nChad,2024-01-07,ongoing,Social media,Coup,\"Twitter; Foo\"\n"),
    Sample(
      format: .massMobilization,
      text: "id,country,protest,protestnumber,protesterviolence,startyear,startmonth,startday,endyear,endmonth,endday\n"
        + "1,Chad,1,1,0,2019,3,5,2019,3,6\n"),
    Sample(format: .nelda, text: "country_name,GWn,electionid,types\nFiji,950.0,950-2001-0825-L1,Executive\n"),
    Sample(
      format: .parlGov,
      text: "id,type_id,country_id,date,early,previous_parliament_election_id\n1,13,11,1972-11-25,0,120\n"),
    Sample(
      format: .acled,
      text: "event_id_cnty,event_date,time_precision,event_type,sub_event_type,country,iso,inter1,actor1\n"
        + "A1,07 January 2024,3,Protests,Peaceful protest,Pakistan,586,1,Military Forces\n"),
    Sample(
      format: .top10VPN,
      text: "country,cost_usd,duration_hours,users_affected,year\nChad,\"$1,800,000\",14,1e9,2023\n"),
  ]

  @Test(arguments: samples)
  func `what is whole is read without a reject`(sample: Sample) throws {
    let (rows, summary) = try read(sample.text, as: sample.format)
    #expect(summary.kept > 0 && summary.rejected == 0)
    #expect(rows.rejects.filter { sample.format != .top10VPN || $0.field != "users_affected" }.isEmpty)
    #expect(try sniffed(sample.text) == sample.format.name)
  }

  @Test(arguments: samples)
  func `what is damaged is an error or adds up`(sample: Sample) throws {
    let bytes = Array(sample.text.utf8)
    let marks: [UInt8] = [0x00, 0x22, 0x2C, 0x2D, 0x39, 0x7B, 0xFF]
    for place in bytes.indices {
      try expectToAddUp(Array(bytes[..<place]), sample.format)
      var changed = bytes
      changed[place] = marks[place % marks.count]
      try expectToAddUp(changed, sample.format)
      changed.insert(contentsOf: repeatElement(UInt8(ascii: "9"), count: 30), at: place)
      try expectToAddUp(changed, sample.format)
    }
  }

  private func expectToAddUp(_ bytes: [UInt8], _ format: DatasetFormat) throws {
    do {
      let (rows, summary) = try read(bytes: bytes, as: format)
      #expect(summary.rowsRead == summary.kept + summary.rejected)
      #expect(rows.rejects.count == summary.rejected + summary.fieldsRejected)
      #expect(rows.incidents.count + rows.events.count + rows.facts.count == summary.kept)
    } catch is SourceError {
      // The file as a whole is refused.
    }
  }
}
