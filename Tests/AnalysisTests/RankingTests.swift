import Analysis
import Testing

@Suite struct RankingTests {
  @Test func `equal figures share a place and leave the next ones empty`() {
    let ranking = Ranking([49, 13, 7, 13, nil], codes: ["IN", "IR", "MM", "AA", "ZW"])
    #expect(ranking.ranks.map { $0?.text } == ["1", "2=", "4", "2=", nil])
    #expect(ranking.order == [0, 3, 1, 2, 4])
  }

  @Test func `missing figures come last and have no place in either direction`() {
    let figures: [Double?] = [nil, 2, .nan, 1]
    let codes = ["B", "C", "A", "D"]
    #expect(Ranking(figures, codes: codes).order == [1, 3, 2, 0])
    #expect(Ranking(figures, codes: codes, direction: .lowestFirst).order == [3, 1, 2, 0])
    #expect(Ranking(figures, codes: codes, direction: .lowestFirst).ranks.map { $0?.place } == [nil, 2, nil, 1])
    #expect(Ranking([nil, nil], codes: ["A", "B"]).ranks == [nil, nil])
  }

  @Test func `figures that print the same are equal`() {
    let ranking = Ranking([0.1 + 0.2, 0.3, 0.1], codes: ["A", "B", "C"])
    #expect(ranking.ranks.map { $0?.text } == ["1=", "1=", "3"])
  }

  @Test func `zero has a place and missing has none`() {
    #expect(Ranking([0, nil, 5, -0.0], codes: ["A", "B", "C", "D"]).ranks.map { $0?.text } == ["2=", nil, "1", "2="])
  }

  @Test func `top cuts the order, and only figures are in it`() {
    let ranking = Ranking([1, 3, nil, 2], codes: ["A", "B", "C", "D"])
    #expect(ranking.top(2) == [1, 3])
    #expect(ranking.top(9) == [1, 3, 0] && ranking.top(nil) == [1, 3, 0] && ranking.top(-1) == [])
  }

  @Test func `a shuffled input gives the same order`() {
    var random = SplitMix64(state: 11)
    let items = (0..<80).map { (code: "C\($0 + 10)", figure: $0 % 7 == 0 ? nil : Double($0 % 5)) }
    let codes = { (items: [(code: String, figure: Double?)]) in
      Ranking(items.map(\.figure), codes: items.map(\.code)).order.map { items[$0].code }
    }
    let expected = codes(items)
    for _ in 0..<20 { #expect(codes(items.shuffled(using: &random)) == expected) }
  }

  // scipy.stats.rankdata([-49, -13, -13, -7, -5, -5, -5, 0], method="min"): 1 2 2 4 5 5 5 8
  @Test func `places are those of scipy stats rankdata`() {
    let ranking = Ranking([49, 13, 13, 7, 5, 5, 5, 0], codes: (0..<8).map { "C\($0)" })
    #expect(ranking.ranks.map { $0?.place } == [1, 2, 2, 4, 5, 5, 5, 8])
  }

  @Test func `varied rows are each value's top in the base's order, with the span of places`() {
    let codes = ["IN", "IR", "MM", "PK", "TZ"]
    let starts: [Double?] = [49, 13, 7, 3, 1]
    let services: [Double?] = [7, nil, 1, 1, 2]
    let varied = VariedRanking([starts, services], codes: codes, top: 2)
    #expect(varied.rows.map { codes[$0.index] } == ["IN", "IR", "TZ"])
    #expect(varied.rows.map { $0.ranks.map { $0?.text } } == [["1", "1"], ["2", nil], ["5", "2"]])
    #expect(varied.rows.map(\.low) == [1, 2, 2] && varied.rows.map(\.high) == [1, 2, 5])
    #expect(VariedRanking([starts, services], codes: codes).rows.count == 5)
    #expect(VariedRanking([], codes: codes).rows.isEmpty)
  }

  @Test func `a row that only another value ranks stands at the end, by code`() {
    let varied = VariedRanking([[nil, nil, 4], [1, 2, nil]], codes: ["B", "A", "C"], top: 2)
    #expect(varied.rows.map(\.index) == [2, 1, 0])
    #expect(varied.rows.map(\.low) == [1, 1, 2])
  }
}
