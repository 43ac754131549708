import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A load is one transaction: killed at any moment, the database is as before.
@Suite(.serialized)
struct KillTests {
  private static let trials = 20
  /// A debug build reads a tenth as fast.
  #if DEBUG
    private static let rows = 25_000
  #else
    private static let rows = 200_000
  #endif

  @Test func `a load that is killed leaves the database as it was`() throws {
    let place = try Workplace()
    var random = SplitMix(state: 20_240_107)
    try place.load([place.write(Self.measurements(2_000, "base", &random), to: "base.csv")], as: "base")
    let large = try place.write(Self.measurements(Self.rows, "large", &random), to: "large.csv")
    let (duration, complete) = try Self.undisturbed(place, large)
    let before = try Self.state(place)

    var killed = 0
    for trial in 1...Self.trials {
      let moment = duration * Double(random.next() % 1_000) / 1_000
      let process = try place.process(["load", large, "--as", "large"])
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      Thread.sleep(forTimeInterval: moment)
      // From before the call to after it the process may have ended by itself; its ending says which.
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let isWhole = try Self.state(place) != before
      if !isWhole {
        killed += process.terminationReason == .uncaughtSignal ? 1 : 0
        continue
      }
      // The load was in before the signal came: then it must be there whole.
      #expect(try Self.figures(place) == complete, "trial \(trial), killed after \(moment) s")
      #expect(try place.run(["-c", "undo load \(Self.newestLoad(place))"]).status == 0)
      #expect(try Self.state(place) == before, "trial \(trial), undone")
    }
    #expect(killed >= Self.trials / 2, "too few loads were still running when they were killed")
    try place.load([large], as: "large")
    #expect(try Self.figures(place) == complete)
  }

  /// How long the load takes where nothing stops it, and what the database then answers; in a copy.
  private static func undisturbed(_ place: Workplace, _ large: String) throws -> (Double, String) {
    let copy = try Workplace()
    try FileManager.default.copyItem(at: place.database, to: copy.database)
    let start = ContinuousClock.now
    try copy.load([large], as: "large")
    let duration = ContinuousClock.now - start
    return (Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18, try figures(copy))
  }

  private static func figures(_ place: Workplace) throws -> String {
    // Counts from every table of cells: hours, days, months, networks, and the tests that are kept one by one.
    try answers(
      place,
      [
        "show tests, n, interference-rate, failure-rate by country", "show tests, networks by country",
        "show tests by country, test per day", "show tests in PK by target per hour", "show tests by outcome",
        "show tests by network per month",
      ])
  }

  private static func newestLoad(_ place: Workplace) throws -> String {
    let lines = try answers(place, ["loads"]).split(whereSeparator: \.isNewline)
    return try #require(lines.last?.split(separator: ",").first.map(String.init))
  }

  private static func state(_ place: Workplace) throws -> String {
    try figures(place) + answers(place, ["datasets", "loads"])
  }

  /// Statements by one process, on its standard input.
  private static func answers(_ place: Workplace, _ statements: [String]) throws -> String {
    let outcome = try place.run(["--format", "csv"], input: statements.joined(separator: "\n") + "\n")
    #expect(outcome.status == 0, "\(outcome.messages)")
    return outcome.output
  }

  private static func measurements(_ rows: Int, _ name: String, _ random: inout SplitMix) -> String {
    let countries = ["PK", "IN", "IR", "VE", "RU", "BR", "TR", "MM", "UG", "DE"]
    var text = "measurement_uid,report_id,measurement_start_time,probe_cc,probe_asn,test_name,input,anomaly,confirmed,"
    text += "msm_failure\n"
    for row in 0..<rows {
      let bits = random.next()
      let country = countries[Int(bits % 10)]
      let day = bits >> 8 % 28 + 1
      let clock = [bits >> 16 % 24, bits >> 24 % 60, bits >> 32 % 60].map(twoDigits).joined(separator: ":")
      let host = "https://site-\(bits >> 40 % 50).example/"
      let anomaly = bits >> 48 % 10 == 0 ? "t" : "f"
      text += "\(name)-\(row),r\(row),2024-01-\(twoDigits(day)) \(clock),\(country),\(bits >> 52 % 40 + 100),"
      text += "web_connectivity,\(host),\(anomaly),f,\(row % 50 == 0 ? "t" : "f")\n"
    }
    return text
  }

  private static func twoDigits(_ number: UInt64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers on every machine.
private struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
