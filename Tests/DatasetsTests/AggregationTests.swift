import Datasets
import Formats
import Subjects
import Testing

private let counts = #""anomaly_count": 1, "confirmed_count": 2, "failure_count": 3, "measurement_count": 10"#

struct AggregationTests {
  @Test func `an answer of no dimension needs its day and country from the user`() throws {
    let text = "{\"dimension_count\": 0, \"result\": {\(counts)}}"
    #expect(failure(text, as: .aggregation)?.diagnostic.help?.contains("map time = ") == true)
    #expect(
      failure(text, as: .aggregation, map: [("time", "2024-01-07")])?.diagnostic.help?.contains("map country = ")
        == true)
    let (rows, _) = try read(
      text, as: .aggregation,
      map: [("time", "2024-01-07"), ("country", "PK"), ("test", "web_connectivity"), ("host", "x.com")])
    let row = try #require(rows.aggregates.first)
    #expect(row.start.iso == "2024-01-07T00:00:00Z" && row.grain == .day && row.country?.description == "PK")
    #expect(row.tests == 10 && row.anomaly == 1 && row.confirmed == 2 && row.failure == 3)
    #expect(row.test == "web_connectivity" && row.host == "x.com" && row.network == nil)
  }

  @Test func `counts that do not add up are a reject`() throws {
    let text =
      "{\"result\": [{\(counts), \"ok_count\": 5, \"measurement_start_day\": \"2024-01-07\", \"probe_cc\": \"PK\"}]}"
    let (rows, summary) = try read(text, as: .aggregation)
    #expect(rows.aggregates.isEmpty && rows.rejects.map(\.kind) == [.unknownValue] && summary.rejected == 1)
  }

  @Test func `a table is read as an answer is`() throws {
    let text =
      "anomaly_count,confirmed_count,failure_count,measurement_count,measurement_start_day,probe_asn,probe_cc\n"
      + "1,2,3,10,2024-01-07T13:00:00Z,AS123,PK\n1,2,3,10,2024-01-07T14:00:00Z,x,PK\n1,2,3,10,2024-01-07T14:00:00Z,1,Atlantis\n"
      + "-1,2,3,10,2024-01-07T14:00:00Z,1,PK\n1,2,3,10\n"
    let (rows, summary) = try read(text, as: .aggregation)
    #expect(rows.aggregates.map(\.network) == [123] && rows.aggregates.map(\.grain) == [.hour])
    #expect(rows.rejects.map(\.kind) == [.unreadableNumber, .unknownCountry, .unreadableNumber, .damagedRow])
    #expect(rows.rejects.map(\.line) == [3, 4, 5, 6] && summary.rowsRead == 5)
  }

  @Test func `a dimension that cannot be kept apart is refused`() {
    let text =
      "{\"result\": [{\(counts), \"measurement_start_day\": \"2024-01-07\", \"probe_cc\": \"PK\", \"category_code\": \"NEWS\"}]}"
    #expect(failure(text, as: .aggregation).map { "\($0)".contains("category_code") } == true)
  }

  @Test func `weeks do not pass for days`() throws {
    let row = { (day: String) in "{\(counts), \"measurement_start_day\": \"\(day)\", \"probe_cc\": \"PK\"}" }
    let text = "[\(row("2024-01-01")), \(row("2024-01-08")), \(row("2024-01-15"))]"
    #expect(failure(text, as: .aggregation).map { "\($0)".contains("time_grain=day") } == true)
    #expect(try read(text, as: .aggregation, map: [("grain", "day")]).rows.aggregates.count == 3)
  }

  @Test(arguments: [
    "{", "{}", "[]", "[1]", "{\"result\": 3}", "{\"result\": []}", "{\"result\": [{}]}", "null", "[null]",
  ])
  func `what is no answer is refused`(text: String) {
    #expect(failure(text, as: .aggregation) != nil)
  }
}
