import Analysis
import Testing

@Suite struct SimilarityTests {
  struct Recorded: Decodable {
    struct Record: Decodable {
      var id: String
      var lead: Double
      var duration: Double
      var platforms: [String]
      var scope: String
      var trigger: String
      var networks: Double
    }

    var records: [Record]
    var output: [Double]
  }

  static func records() throws -> (records: [SimilarityRecord], output: [Double]) {
    let recorded = try RecordedFigures.read("similar.json", as: Recorded.self)
    let records = recorded.records.map {
      SimilarityRecord(
        id: $0.id, lead: $0.lead, duration: $0.duration, platforms: Set($0.platforms), scope: $0.scope,
        trigger: $0.trigger, networks: $0.networks)
    }
    return (records, recorded.output)
  }

  @Test func `distances are those of the gower package and SciPy`() throws {
    let (records, output) = try Self.records()
    let similarity = Similarity(to: records[0], among: records)
    #expect(similarity.rows.count == output.count && similarity.leftOut == 0 && similarity.leastShared == 3)
    for row in similarity.rows {
      // The package computes with 32 bits.
      #expect((row.distance - output[row.candidate - 1]).magnitude < 1e-6)
      #expect(agree(row.contributions.values.reduce(0, +), row.distance))
    }
    for (near, far) in zip(similarity.rows, similarity.rows.dropFirst()) { #expect(near.distance <= far.distance) }
  }

  @Test func `the same restriction elsewhere is at no distance, itself is left out`() throws {
    let (records, _) = try Self.records()
    var twin = records[0]
    twin.id = "twin"
    let similarity = Similarity(to: records[0], among: records + [twin])
    #expect(similarity.rows.first?.candidate == records.count && similarity.rows.first?.distance == 0)
    #expect(!similarity.rows.contains { records.indices.contains($0.candidate) && records[$0.candidate].id == "e00" })
  }

  @Test func `what is missing on a side is left out of that pair`() {
    let target = SimilarityRecord(id: "t", lead: 0, duration: 10, platforms: ["x"], scope: "national")
    let candidates = [
      SimilarityRecord(id: "a", lead: 10, duration: 100, platforms: ["x", "facebook"]),
      SimilarityRecord(id: "b", lead: -10, scope: "national"),
      SimilarityRecord(id: "c", duration: 1, platforms: ["tiktok"], scope: "partial", networks: 0.4),
    ]
    let similarity = Similarity(to: target, among: candidates)
    #expect(similarity.rows.map(\.candidate) == [0, 2] && similarity.leftOut == 1)
    // Lead 10 of a range of 20; a decade of two; one of two platforms.
    #expect(agree(similarity.rows[0].distance, 0.5) && similarity.rows[0].contributions.count == 3)
    #expect(agree(similarity.rows[0].contributions[.lead] ?? 0, 0.5 / 3))
    #expect(agree(similarity.rows[1].distance, 2.5 / 3))
  }

  @Test func `fewer chosen features than three must all be there`() {
    let target = SimilarityRecord(id: "t", lead: 0, scope: "national")
    let candidates = [
      SimilarityRecord(id: "b", lead: 5, scope: "national"), SimilarityRecord(id: "a", lead: -5, scope: "national"),
      SimilarityRecord(id: "c", lead: 2),
    ]
    let similarity = Similarity(to: target, among: candidates, by: [.scope, .lead])
    #expect(similarity.leastShared == 2 && similarity.leftOut == 1)
    #expect(similarity.rows.map { candidates[$0.candidate].id } == ["a", "b"])
    #expect(Similarity(to: target, among: candidates, by: []).rows.isEmpty)
    #expect(Similarity(to: target, among: []).rows.isEmpty)
  }

  @Test func `figures that are none are missing`() {
    let target = SimilarityRecord(
      id: "t", lead: .nan, duration: 0, platforms: ["x"], scope: "a", trigger: "b", networks: 1)
    let strange = SimilarityRecord(
      id: "s", lead: .infinity, duration: -4, platforms: ["x"], scope: "a", trigger: "c", networks: 0.5)
    let rows = Similarity(to: target, among: [strange]).rows
    #expect(rows.first.map { Set($0.contributions.keys) } == [.platforms, .scope, .trigger, .networks])
    // One candidate has no range: another figure is as far as can be.
    #expect(agree(rows.first?.distance ?? 0, 0.5))
  }
}
