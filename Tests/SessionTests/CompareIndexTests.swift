import Foundation
import Testing

/// `compare restriction-index`: two times, or the times around one event, with the difference's interval.
@Suite struct CompareIndexTests {
  /// Each row by its country, as numbers by column; what is missing is not there.
  private static func rows(_ statement: String) throws -> [String: [String: Double]] {
    let bench = try Bench(format: .csv)
    let lines = bench.lines(statement).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let header = try #require(lines.first)
    return Dictionary(
      lines.dropFirst().map { line in
        let numbers = zip(header, line).compactMap { name, text in Double(text).map { (name, $0) } }
        return (line[0], Dictionary(numbers) { first, _ in first })
      }
    ) { first, _ in first }
  }

  private static let weeks = "during 2024-01-01..2024-01-28 against 2023-12-11..2023-12-31"

  @Test func `each time has what show gives of it, and the difference lies in its interval`() throws {
    let compared = try Self.rows("compare restriction-index \(Self.weeks) by country in PK, IN, BD with ci")
    #expect(compared.count == 3)
    let shown = try ["2024-01-01..2024-01-28", "2023-12-11..2023-12-31"].map {
      try Self.rows("show restriction-index during \($0) by country in PK, IN, BD min n = 30 with ci")
    }
    for (code, row) in compared {
      for (time, word) in ["during", "against"].enumerated() {
        for part in ["", "_low", "_high"] {
          let own = shown[time][code]?["restriction_index\(part)"]
          #expect(row["restriction_index_\(word)\(part)"] == own, "\(code) \(word)\(part)")
        }
      }
      let difference = try #require(row["difference"], "\(code)")
      let low = try #require(row["difference_low"], "\(code)")
      let high = try #require(row["difference_high"], "\(code)")
      #expect(low <= difference && difference <= high && low >= -100 && high <= 100, "\(code)")
      let (first, second) = (row["restriction_index_during"] ?? .nan, row["restriction_index_against"] ?? .nan)
      #expect(abs(difference - (first - second)) < 1e-9)
      if second == 0 { #expect(row["ratio"] == nil) } else { #expect(abs((row["ratio"] ?? 0) - first / second) < 1e-9) }
    }
  }

  @Test func `a time compared with itself differs by nothing`() throws {
    let compared = try Self.rows("compare restriction-index during 2024-01 against 2024-01 by country in PK, BD")
    for (code, row) in compared {
      #expect(row["difference"] == 0, "\(code)")
      #expect((row["difference_low"] ?? 1) <= 0 && (row["difference_high"] ?? -1) >= 0, "\(code)")
    }
    #expect(compared.count == 2)
  }

  @Test func `the other way round the difference has the other sign`() throws {
    let there = try Self.rows("compare restriction-index during 2024-01 against 2023-12 by country in PK, IN")
    let back = try Self.rows("compare restriction-index during 2023-12 against 2024-01 by country in PK, IN")
    for (code, row) in there { #expect(row["difference"] == back[code]?["difference"].map { 0 - $0 }, "\(code)") }
  }

  @Test func `the same statement gives the same bytes, another seed others`() throws {
    let statement = "compare restriction-index \(Self.weeks) by country in PK, IN with ci"
    let (first, second) = (try Bench(format: .csv), try Bench(format: .csv))
    let said = first.lines(statement)
    #expect(first.lines(statement) == said && second.lines(statement) == said)
    #expect(first.lines(statement + " seed 7") != said)
  }

  @Test func `around one event each time has its own hours`() throws {
    let event = "around event pk-2024-01-07-telethon before 21d after 21d"
    let row = try #require(try Self.rows("compare restriction-index \(event) by country with n")["PK"])
    let before = try Self.rows("show restriction-index during 2023-12-17..2024-01-06 by country in PK min n = 30")
    #expect(row["restriction_index_before"] != row["restriction_index_after"])
    #expect((row["n_before"] ?? 0) > 0 && (row["n_after"] ?? 0) > 0)
    #expect((row["restriction_index_before"] ?? 0) > 0 && before["PK"] != nil)
    let after = try #require(row["difference_after"])
    let (low, high) = (row["difference_low_after"] ?? .nan, row["difference_high_after"] ?? .nan)
    #expect(low <= after && after <= high)
    // A country in which the event was not has no such times.
    let elsewhere = try Bench().run("compare restriction-index \(event) by country in IN").text
    #expect(elsewhere.contains("was in PK, which the statement does not ask about"))
  }

  @Test func `around a period the times are those of compare against`() throws {
    let around = try Self.rows("compare restriction-index around 2024-01-08..2024-01-28 before 28d by country in PK")
    let against = try Self.rows(
      "compare restriction-index during 2024-01-08..2024-01-28 against 2023-12-11..2024-01-07 by country in PK")
    for name in ["difference", "difference_low", "difference_high"] {
      #expect(abs((around["PK"]?[name] ?? .nan) - (against["PK"]?[name] ?? 0)) < 5, "\(name)")
    }
    #expect(around["PK"]?["difference"] == against["PK"]?["difference"])
  }

  @Test func `vary has a row for each value, with figures of its own`() throws {
    let bench = try Bench(format: .csv)
    let said = bench.lines(
      "compare restriction-index during 2024-01 against 2023-12 in IN by country vary min n = 100"
        + " | keep min-n, restriction-index-against")
    let lines = said.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    #expect(lines.count == 3 && lines[1][0] == "30" && lines[2][0] == "100" && lines[1][1] != lines[2][1], "\(said)")
    let counted = bench.lines(
      "compare incidents during 2024-H1 against 2023-H2 from example-incidents in PK by country vary counting = shutdown-days"
        + " | keep \"counting\", country, incidents-during")
    let alone = bench.lines(
      "compare incidents during 2024-H1 against 2023-H2 from example-incidents in PK by country counting shutdown-days"
        + " | keep incidents-during")
    #expect(counted.hasPrefix("counting,country,incidents_during\nstarts,PK,"), "\(counted)")
    #expect(counted.split(separator: "\n").last == "shutdown-days,PK,\(alone.split(separator: "\n").last ?? "")")
  }

  @Test func `a platform that counts at one time only is named`() throws {
    let said = try Bench().run(
      "compare restriction-index during 2024-01 against 2023-12 in IN by country min n = 100"
    ).text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(said.contains("counted at one of the times only, which changes the index too:"), "\(said)")
    #expect(said.contains("tiktok in IN"))
  }

  @Test(arguments: [
    ("show restriction-index, episodes by country", "stands by itself"),
    ("compare episodes, restriction-index during 2024-01 against 2023-12 by country", "stands by itself"),
    ("show restriction-index in PK during events(kind = rally)", "takes a time after 'during', not events"),
    ("compare restriction-index around events(kind = rally) before 7d by country", "not over several events"),
    ("rank countries by restriction-index near events within 1d", "takes no 'near'"),
    ("rank countries by restriction-index without events within 1d", "takes no 'without'"),
  ])
  func `what the index cannot be asked is refused`(_ statement: String, _ words: String) throws {
    let said = try Bench().run(statement)
    #expect(said.status != .ok && said.text.contains(words), "\(said.text)")
  }
}
