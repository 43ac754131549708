import Analysis
import Testing

@Suite struct RankingTests {
  @Test func `equal figures share a place and leave the next ones empty`() {
    let ranking = Ranking([49, 13, 7, 13, nil], codes: ["IN", "IR", "MM", "AA", "ZW"])
    #expect(ranking.ranks.map { $0?.text } == ["1", "2=", "4", "2=", nil])
    #expect(ranking.order == [0, 3, 1, 2, 4])
  }
}
