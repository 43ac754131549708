import Foundation
import Testing

/// `minute` and `since-previous`: which records have them, and among which records the one before is looked for.
@Suite struct OnsetFieldTests {
  /// On midnight of the clock there, a day later, half past, estimated, to the day, to the hour, to the month; two at one
  /// time in another country.
  private static let rows = """
    country,start,estimated,extent,cause,title
    IN,2024-03-01T18:30Z,f,full-network,exam,a
    IN,2024-03-02T18:30Z,f,full-network,exam,b
    IN,2024-03-02T20:00Z,f,full-network,protest,c
    IN,2024-03-03T18:30Z,t,full-network,exam,d
    IN,2024-03-05,f,full-network,exam,e
    IN,2024-03-05T21,f,full-network,exam,f
    IN,2024-04,f,full-network,exam,g
    PK,2024-03-02T19:00Z,f,full-network,exam,h
    PK,2024-03-02T19:00Z,f,service-based,exam,i
    """

  private static func bench(_ text: String = rows, as name: String = "here") throws -> Bench {
    let bench = try Bench(withExamples: false, format: .csv)
    try bench.load(text: text, as: name)
    return bench
  }

  /// The titles, in order.
  private static func titles(_ bench: Bench, _ condition: String, _ rest: String = "") -> [String] {
    let said = bench.lines("list incidents where \(condition) \(rest) | keep title")
    return said.split(separator: "\n").map(String.init).filter { $0.count == 1 }.sorted()
  }

  @Test func `the minute is that of the zone, and of what is known to it`() throws {
    let bench = try Self.bench()
    #expect(Self.titles(bench, "minute = 0") == ["c", "h", "i"])
    #expect(Self.titles(bench, "minute = 0", "in IN tz local") == ["a", "b"])
    #expect(Self.titles(bench, "minute >= 30", "tz Asia/Kolkata") == ["c", "h", "i"])
    #expect(Self.titles(bench, "minute is missing") == ["d", "e", "f", "g"])
    #expect(Self.titles(bench, "minute is not missing and minute != 0") == ["a", "b"])
  }

  @Test func `the one before is looked for among what all other conditions choose`() throws {
    let bench = try Self.bench()
    #expect(Self.titles(bench, "cause = exam and since-previous = 1d") == ["b", "d"])
    #expect(Self.titles(bench, "since-previous = 90m") == ["c"])
    #expect(Self.titles(bench, "since-previous = 1d", "in IN") == ["b"])
    // The fifth is two days from the third, whatever the hour.
    #expect(Self.titles(bench, "since-previous = 2d") == ["e"])
    #expect(Self.titles(bench, "since-previous = 3030m") == ["f"])
    #expect(Self.titles(bench, "since-previous is missing") == ["a", "g", "h", "i"])
  }

  @Test func `a period does not hide the one before`() throws {
    let bench = try Self.bench()
    #expect(Self.titles(bench, "since-previous = 1d and cause = exam", "during 2024-03-03") == ["d"])
    #expect(bench.lines("show incidents where since-previous is missing in IN during 2024-03").contains("\n1\n"))
  }

  @Test func `each catalogue is by itself unless they are merged`() throws {
    let bench = try Self.bench()
    try bench.load(
      text: """
        country,start,estimated,extent,cause,title
        IN,2024-03-01T19:30Z,f,full-network,exam,x
        IN,2024-03-08T19:30Z,f,full-network,exam,y
        """, as: "there")
    #expect(Self.titles(bench, "since-previous = 7d", "from here, there") == ["y"])
    #expect(Self.titles(bench, "since-previous = 1h", "from here, there").isEmpty)
    #expect(Self.titles(bench, "since-previous = 7d", "from merged").isEmpty)
  }

  @Test func `counts by minute and by gap add up to all`() throws {
    let bench = try Self.bench()
    func sum(_ dimension: String) -> Int {
      let said = bench.lines("show incidents by \(dimension)")
      return said.split(separator: "\n").dropFirst().compactMap { $0.split(separator: ",").last.flatMap { Int($0) } }
        .reduce(0, +)
    }
    #expect(sum("minute") == 9 && sum("since-previous") == 9)
  }

  @Test func `an empty result says at which condition it became so`() throws {
    let bench = try Bench(withExamples: false)
    try bench.load(text: Self.rows, as: "here")
    let said = bench.run("show incidents where cause = exam and minute = 7").text
    #expect(said.contains("-> where minute 0"), "\(said)")
  }
}
