import Tables
import Testing

/// Which kinds a result's columns bear, and which they are best drawn as.
struct ChartColumnsTests {
  private func standard(_ answer: Answer, groups: Int = 2) -> ChartKind? {
    ChartColumns(answer.table.columns).standard(groups: groups)
  }

  @Test func `the columns decide the kind`() {
    #expect(standard(ChartSamples.line) == .line)
    #expect(standard(ChartSamples.line, groups: 7) == .heat)
    #expect(standard(ChartSamples.lags) == .eventStudy)
    #expect(standard(ChartSamples.phases) == .eventStudy)
    #expect(standard(ChartSamples.contrast) == .eventStudy)
    #expect(standard(ChartSamples.contrast, groups: 13) == .bar)
    #expect(standard(ChartSamples.ranks) == .rankRange)
    #expect(standard(Samples.ranking) == .bar)
    #expect(standard(Samples.noColumns) == nil)
  }

  @Test func `two spans held against each other are no event study`() {
    let columns = ["during", "against"].map { Column("tests_\($0)", type: .integer, role: .measure) }
    #expect(ChartColumns(columns).kinds == [.bar])
    #expect(ChartColumns(columns).figures.map(\.name) == ["during", "against"])
  }

  @Test func `one scale holds one unit, and of counts one`() {
    func column(_ name: String, _ unit: Unit) -> Column { Column(name, type: .number, unit: unit, role: .measure) }
    let rates = ChartColumns([column("a", .share), column("b", .days), column("c", .share)])
    #expect(rates.figures.map(\.name) == ["a", "c"] && rates.left == [1])
    let counts = ChartColumns([column("a", .count), column("b", .count)])
    #expect(counts.figures.map(\.name) == ["a"] && counts.left == [1])
  }

  @Test func `an interval leads`() {
    let columns =
      [Column("days", type: .integer, unit: .count, role: .measure)] + ChartSamples.estimate("ratio", unit: .none)
    let found = ChartColumns(columns)
    #expect(found.figures.map(\.name) == ["ratio"] && found.figures.first?.bounds?.lower == 2)
  }

  @Test func `texts are no figures`() {
    let columns = [Column("rank", type: .text, role: .measure), ChartSamples.text("country")]
    #expect(ChartColumns(columns).kinds.isEmpty)
  }
}
