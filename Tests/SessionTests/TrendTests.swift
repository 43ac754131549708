import Analysis
import Render
import Testing

/// `with trend` against the figures that the same statement gives bin by bin.
@Suite struct TrendTests {
  private func cells(_ bench: Bench, _ statement: String) -> [[String]] {
    bench.lines(statement).split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  @Test func `a trend is that of the figures of the whole bins of the period`() throws {
    let bench = try Bench(format: .csv)
    // 2024-01-28 is a Sunday: seven whole weeks from 2023-12-11, and the parts of two.
    let period = "during 2023-12-11..2024-01-28"
    let weeks = cells(bench, "show interference-rate in PK on x \(period) per week")
    let points = weeks.enumerated().compactMap { index, row in Double(row[1]).map { (time: index, value: $0) } }
    #expect(points.count == 7)
    let trend = try #require(Trend(points))
    for more in ["2023-12-11..2024-01-28", "2023-12-08..2024-01-30"] {
      let row = try #require(cells(bench, "show interference-rate in PK on x during \(more) per week with trend").first)
      #expect(abs((Double(row[2]) ?? .nan) - trend.slope) < 1e-9, "\(more)")
      #expect(abs((Double(row[3]) ?? .nan) - trend.interval.lowerBound) < 1e-9)
      #expect(abs((Double(row[4]) ?? .nan) - trend.interval.upperBound) < 1e-9)
      #expect(abs((Double(row[5]) ?? .nan) - trend.p) < 1e-9)
    }
  }

  @Test func `bins that the data do not cover whole are no fall`() throws {
    let bench = try Bench(format: .csv)
    // The catalogue ends in May 2025: the year would count as one without restrictions.
    let held = cells(bench, "show incidents in PK during 2020..2024 per year with trend").first
    let beyond = cells(bench, "show incidents in PK during 2018..2026 per year with trend").first
    #expect(held.map { $0[2...] } == beyond.map { $0[2...] } && held?.count == 6)
    // Tests end on 2024-01-28.
    let tests = cells(bench, "show tests in PK during 2023-12-11..2024-01-28 with trend")
    #expect(
      tests
        == cells(bench, "show tests in PK during 2023-11..2024-03-03 per week with trend").prefix(1).map {
          [tests.first?.first ?? ""] + $0[2...]
        })
  }

  @Test func `a limit and an order leave trends as they are`() throws {
    let bench = try Bench(format: .csv)
    let all = cells(bench, "rank countries by interference-rate on x with trend")
    let first = cells(bench, "rank countries by interference-rate on x with trend top 1")
    // The p are adjusted for the rows that are shown; slopes and intervals are the same.
    #expect(all.count > 3 && first.count == 1 && Array(first[0][0...6]) == Array(all[0][0...6]))
    let sorted = cells(bench, "show interference-rate on x by country with trend sort interference-rate-trend desc")
    let slopes = sorted.compactMap { Double($0[3]) }
    #expect(slopes.count == all.count && slopes == slopes.sorted(by: >))
  }

  @Test func `too short a period has no trend, and the footer says so`() throws {
    let bench = try Bench()
    let text = bench.lines("show tests in PK during 2024-01-07..2024-01-09 with trend").replacing("\n", with: " ")
    #expect(text.contains("no data") && text.contains("no trend of 1 row: under 4 days have a figure"))
    let hours = bench.lines("show tests in PK per hour with trend during 2000..2010")
    #expect(hours.contains("'with trend' over this period is more than 2,000 bins"))
  }
}
