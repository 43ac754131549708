import Tables
import Testing

@testable import Render

struct ChartScaleTests {
  @Test func `marks are round, and zero is on the scale`() {
    let scale = ChartScale([12, 87], most: 5)
    #expect(scale.marks.map(\.label) == ["0", "20", "40", "60", "80", "100"])
    #expect(scale.fraction(0) == 0 && scale.fraction(50) == 0.5 && scale.fraction(100) == 1)
    #expect(ChartScale([-3, 8], most: 4).marks.map(\.label) == ["-5", "0", "5", "10"])
    #expect(ChartScale([0.0012, 0.0031], most: 4).marks.map(\.label) == ["0.000", "0.001", "0.002", "0.003", "0.004"])
    #expect(ChartScale([250_000], most: 3).marks.map(\.label) == ["0", "100,000", "200,000", "300,000"])
  }

  @Test func `a scale of shares ends at 100, and one of counts has no halves`() {
    #expect(ChartScale([99.5], most: 8, isShare: true).high == 100)
    #expect(ChartScale([130], most: 4, isShare: true).high > 130)
    #expect(ChartScale([2], most: 9, isWhole: true).marks.map(\.label) == ["0", "1", "2"])
  }

  @Test(
    arguments: [
      [], [0], [.nan], [.infinity, 1], [1.7e308, -1.7e308], [.leastNonzeroMagnitude],
      [-Double.leastNonzeroMagnitude, .leastNonzeroMagnitude], [1e300, 1e-300], [-1e308],
    ] as [[Double]])
  func `every figure has a place`(values: [Double]) {
    let scale = ChartScale(values, most: 5)
    #expect(scale.low.isFinite && scale.high.isFinite && scale.low < scale.high)
    #expect(scale.marks.allSatisfy { $0.value.isFinite && !$0.label.isEmpty } && scale.marks.count < 40)
    for value in values where value.isFinite { #expect((0...1).contains(scale.fraction(value))) }
  }

  @Test func `ranks start at one`() {
    let scale = ChartScale(ranksUpTo: 9, most: 5)
    #expect(scale.low == 1 && scale.high == 9)
    #expect(scale.marks.map(\.label) == ["1", "2", "4", "6", "8"])
    #expect(ChartScale(ranksUpTo: 1, most: 5).marks.map(\.label) == ["1"])
  }
}

struct TimeBinsTests {
  @Test(arguments: [
    ("hour", "2024-02-29T23", "2024-03-01T00"), ("day", "2023-12-31", "2024-01-01"), ("week", "2020-W53", "2021-W01"),
    ("month", "2023-12", "2024-01"), ("quarter", "2023-Q4", "2024-Q1"), ("half", "2023-H2", "2024-H1"),
    ("year", "1999", "2000"),
  ])
  func `labels follow each other`(unit: String, label: String, next: String) throws {
    let bins = try #require(TimeBins(rawValue: unit))
    let number = try #require(bins.number(of: label))
    #expect(bins.label(number) == label)
    #expect(bins.label(number + 1) == next && bins.number(of: next) == number + 1)
  }

  @Test(arguments: ["", "2024", "2024-13", "2024-1", "24-01", "2024-01-07", "no data", "2024-01\u{1B}"])
  func `what is no month is none`(label: String) { #expect(TimeBins.month.number(of: label) == nil) }

  @Test(arguments: ["2024-02-30", "2024-00-01", "2024-01", "2024-01-07T18"])
  func `what is no day is none`(label: String) { #expect(TimeBins.day.number(of: label) == nil) }

  @Test func `marks stand at Mondays and at firsts of months`() {
    let days = (0..<400).map { TimeBins.day.label(19_723 + $0) }
    func marks(_ apart: Int) -> [String] {
      var chart = Chart(
        kind: .line, title: "", measure: "", place: "day", axis: .time(unit: "day", isFilled: true), positions: [],
        series: [], isShare: false, isWhole: false, remarks: [])
      chart.positions = days.map { Chart.Position(label: $0) }
      return chart.ticks(apart: apart).prefix(3).map { days[$0] }
    }
    #expect(marks(5) == ["2024-01-01", "2024-01-08", "2024-01-15"])
    #expect(marks(40) == ["2024-01-01", "2024-03-01", "2024-05-01"])
  }
}
