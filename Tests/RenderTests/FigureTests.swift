import Tables
import Testing

@testable import Render

struct FigureTests {
  @Test(arguments: [
    (0.1 + 0.2, "0.3"), (1.0 / 3, "0.333333333333"), (2.0 / 3, "0.666666666667"), (-0.0, "0"),
    (12_345_678_901_234, "12345678901200"),
    (1e15, "1e15"), (1.5e-9, "1.5e-9"), (0.999_999_999_999_9, "1"), (.leastNonzeroMagnitude, "5e-324"),
    (123.456, "123.456"),
    (1e-7, "0.0000001"), (Double.greatestFiniteMagnitude, "1.79769313486e308"),
  ])
  func `figures keep 12 significant digits in their shortest form`(value: Double, text: String) {
    #expect(DecimalText.canonical(value) == text)
  }

  @Test func `what is no finite number has no text`() {
    #expect(DecimalText.canonical(.nan) == nil)
    #expect(DecimalText.canonical(.infinity) == nil)
  }

  @Test(arguments: [
    (0.285, 2, "0.29"), (-0.005, 2, "-0.01"), (9.99, 1, "10.0"), (0.04, 1, "0.0"), (-0.04, 1, "0.0"),
    (1234.5, 0, "1235"),
  ])
  func `rounding works on the decimal that is shown`(value: Double, places: Int, text: String) {
    #expect(DecimalText(value)?.rounded(toPlaces: places).plain(minimumPlaces: places) == text)
  }

  private func shown(_ values: [Double], _ unit: Unit, digits: Int? = nil) -> [DisplayTable.Cell] {
    let column = Column("x", type: .number, unit: unit, role: .measure)
    let table = Table(columns: [column], rows: values.map { [.number($0)] })
    return DisplayTable(table, digits: digits).rows.map { $0[0] }
  }

  @Test func `a share is shown as a percentage, a small one with more decimals`() {
    #expect(shown([0.31, 0.052], .share) == [.figure("31.0", interval: nil), .figure("5.2", interval: nil)])
    #expect(shown([0.31, 0.0052], .share) == [.figure("31.00", interval: nil), .figure("0.52", interval: nil)])
    #expect(shown([0.31, 0.0004], .share, digits: 0) == [.figure("31", interval: nil), .figure("0", interval: nil)])
  }

  @Test func `a figure that is not zero does not read as zero by default`() {
    #expect(shown([0.00021, 3], .none) == [.figure("0.0002", interval: nil), .figure("3.0000", interval: nil)])
  }

  @Test func `whole figures have no decimals`() {
    #expect(shown([3, 12], .count) == [.figure("3", interval: nil), .figure("12", interval: nil)])
  }

  @Test(arguments: [("1234", "1234"), ("12345", "12,345"), ("-1234567.25", "-1,234,567.25"), ("0.12345", "0.12345")])
  func `thousands are set apart from five digits on`(plain: String, set: String) {
    #expect(grouped(plain) == set)
  }

  @Test func `a code and its name, a figure and its bounds, are one column for people`() {
    let table = DisplayTable(Samples.ranking.table)
    #expect(table.columns.map(\.name) == ["rank", "country", "blocking_rate", "n", "median_duration"])
    #expect(table.rows[0][1] == .text("Pakistan (PK)"))
    #expect(table.rows[0][2] == .figure("31.0", interval: .init(lower: "27.2", upper: "36.5")))
    #expect(table.rows[3][2] == .absent(.suppressed))
  }

  @Test func `a bound without its fellow stays a column`() {
    let columns = [
      Column("x", type: .number, role: .measure), Column("x_low", type: .number, role: .lower(of: "x")),
    ]
    #expect(DisplayTable(Table(columns: columns)).columns.map(\.name) == ["x", "x_low"])
  }
}
