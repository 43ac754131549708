import Foundation
import Testing

/// Formats, standard input and exit status, on counts written here.
struct CommandLineTests {
  private static let measurements = """
    measurement_uid,report_id,measurement_start_time,probe_cc,probe_asn,test_name,input,anomaly,confirmed,msm_failure
    u1,r1,2024-01-07 13:00:00,PK,1,web_connectivity,https://x.com/,t,f,f
    u2,r1,2024-01-07 13:10:00,PK,1,web_connectivity,https://x.com/,t,t,f
    u3,r2,2024-01-07 13:20:00,PK,2,web_connectivity,https://x.com/,f,f,f
    u4,r2,2024-01-07 13:30:00,PK,2,web_connectivity,https://x.com/,t,f,t
    u5,r3,2024-01-07 13:40:00,VE,3,web_connectivity,https://x.com/,f,f,f

    """

  private func place() throws -> Workplace {
    let place = try Workplace()
    try place.load([place.write(Self.measurements, to: "tests.csv")], as: "small")
    return place
  }

  @Test func `a load takes the files' format and the results' by one option`() throws {
    let place = try Workplace()
    let file = try place.write(Self.measurements, to: "tests.csv")
    let named = try place.run(["load", file, "--format", "measurements"])
    #expect(named.status == 0)
    #expect(named.output.contains("into 'measurements' as measurements\n"))
    #expect(try place.run(["--format", "json", "load", file]).output.hasPrefix("{"))
    let wrong = try place.run(["load", file, "--format", "mesurements"])
    #expect(wrong.messages.contains("did you mean 'measurements'?"))
    #expect(try place.run(["-c", "datasets", "--format", "cvs"]).status == 2)
  }

  @Test func `CSV has snake_case columns, codes and names`() throws {
    let outcome = try place().csv("show tests, interference-rate, failure-rate by country")
    #expect(
      outcome.output
        == "country,country_name,tests,interference_rate,failure_rate,n\r\n"
        + "PK,Pakistan,4,0.666666666667,0.25,3\r\nVE,Venezuela,1,0,0,1\r\n")
  }

  @Test func `JSON has the same rows, each a figure with its type`() throws {
    let outcome = try place().run(["--format", "json", "-c", "show tests, interference-rate by country"])
    let answer = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let rows = try #require(answer["rows"] as? [[String: Any]])
    #expect(rows.count == 2)
    #expect(rows.first?["country"] as? String == "PK")
    #expect(rows.first?["country_name"] as? String == "Pakistan")
    #expect(rows.first?["tests"] as? Int == 4)
    #expect(rows.first?["interference_rate"] as? Double == 0.666666666667)
    let meta = try #require(answer["meta"] as? [String: Any])
    #expect(meta["statement"] as? String == "show tests, interference-rate by country")
  }

  @Test func `every format is written, and no other is taken`() throws {
    let place = try place()
    for format in ["table", "csv", "tsv", "json", "jsonl", "markdown", "latex"] {
      let outcome = try place.run(["--format", format, "-c", "show tests by country"])
      #expect(outcome.status == 0, "\(format): \(outcome.messages)")
      #expect(outcome.output.contains("Pakistan"), "\(format): \(outcome.output)")
    }
    #expect(try place.run(["--format", "xlsx", "-c", "show tests"]).status == 2)
  }

  @Test func `statements are read from standard input until the first error`() throws {
    let place = try place()
    let good = try place.run(["--format", "csv"], input: "show tests in PK\n-- a comment\nshow tests in VE\n")
    #expect(good.status == 0)
    #expect(good.lines == ["tests", "4", "tests", "1"])
    let bad = try place.run(["--format", "csv"], input: "show tests\n\nshow tets\nshow tests in VE\n")
    #expect(bad.status == 1)
    #expect(bad.lines == ["tests", "5"])
    #expect(bad.messages.contains("standard input:3:6"), "\(bad.messages)")
    #expect(bad.messages.contains("did you mean 'tests'?"), "\(bad.messages)")
  }

  @Test func `the exit status says what went wrong`() throws {
    let place = try place()
    #expect(try place.run(["-c", "show tests"]).status == 0)
    #expect(try place.run(["-c", "show nothing-known"]).status == 1)
    #expect(try place.run(["--no-such-option"]).status == 2)
    #expect(try place.run(["load"]).status == 2)
    #expect(try place.run(["load", place.file("absent.csv").path]).status == 3)
    #expect(try place.run(["load", place.write("just some words\n", to: "words.csv")]).status == 3)
    #expect(try place.run(["run", place.file("absent.cq").path]).status == 1)
    let empty = "list measurements in PK during 2019"
    #expect(try place.run(["-c", empty]).status == 0)
    #expect(try place.run(["--fail-empty", "-c", empty]).status == 4)
    #expect(try place.run(["--fail-empty", "-c", "show tests in PK"]).status == 0)
  }

  @Test func `an error stands on standard error, a result on standard output`() throws {
    let place = try place()
    let bad = try place.run(["-c", "show tests in Pakistn"])
    #expect(bad.output.isEmpty)
    #expect(bad.messages.contains("Pakistan"))
  }

  @Test func `a database that is none is refused, and left as it is`() throws {
    let place = try Workplace()
    let text = String(repeating: "this is not a database\n", count: 100)
    _ = try place.write(text, to: "test.db")
    let outcome = try place.run(["-c", "datasets"])
    #expect(outcome.status == 3)
    #expect(outcome.messages.hasPrefix("error: "), "\(outcome.messages)")
    #expect(try String(contentsOf: place.database, encoding: .utf8) == text)
  }

  @Test func `undo takes out what a load brought, and nothing else`() throws {
    let place = try place()
    let more = Self.measurements.replacingOccurrences(of: "\nu", with: "\nv").replacingOccurrences(of: "v5", with: "u5")
    #expect(try place.load([place.write(more, to: "more.csv")], as: "more").contains("4 measurements kept, 1 repeated"))
    #expect(try place.csv("show tests").lines == ["tests", "9"])
    #expect(try place.run(["-c", "undo load 1"]).status == 0)
    // The fifth test came with both loads, so it stays.
    #expect(try place.csv("show tests by country").lines.dropFirst() == ["PK,Pakistan,4", "VE,Venezuela,1"])
    #expect(try place.run(["-c", "undo load 2"]).status == 0)
    #expect(try place.run(["--format", "csv", "-c", "datasets"]).lines.count < 2)
  }
}
