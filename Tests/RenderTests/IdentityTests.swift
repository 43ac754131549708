import Tables
import Testing

@testable import Render

struct IdentityTests {
  // printf 'show tests\n' | sha256sum
  @Test func `a query's id is the digest of its statement and sorted parameters`() {
    let plain = Identity.query("show tests")
    #expect(plain == "7fe5fb54ddc8671e7a46a1ed4ca1f35202aff3ae6213738dec919242be314883")
    let bound = Identity.query("show tests", parameters: ["b": "2", "a": "1\nb=2"])
    // printf 'show tests\na=1\\nb=2\nb=2\n' | sha256sum
    #expect(bound == "65fe0425eb03494499788cf41dced8a7dde6fe00da54d39040382bda8c5aaa37")
    #expect(bound != Identity.query("show tests", parameters: ["a": "1", "b": "2"]))
  }

  // printf 'a\t1\na\t2\nb\t0\n' | sha256sum
  @Test func `the data's id does not depend on the order of datasets and files`() {
    func dataset(_ name: String, _ digests: [String]) -> DatasetReference {
      DatasetReference(name: name, title: name, fileDigests: digests, rows: 1)
    }
    let id = Identity.data([dataset("b", ["0"]), dataset("a", ["2", "1"])])
    #expect(id == "20a3fdb70ffe739ce29e1dd1a3c8633ccc2c8f3ae92a0dfd2c07022e4b8c0fb2")
    #expect(id == Identity.data([dataset("a", ["1", "2"]), dataset("b", ["0"])]))
  }

  @Test func `a result's id is the digest of its CSV export`() throws {
    let csv = try render(Samples.ranking, as: .csv)
    #expect(Samples.ranking.provenance.resultID == SHA256Digest.hex(of: csv))
    #expect(Identity.shortID(Samples.ranking.provenance.resultID).count == 8)
  }

  @Test func `the last bits of a figure do not change a result's id`() {
    let column = Column("x", type: .number, role: .measure)
    let left = Table(columns: [column], rows: [[.number(0.1 + 0.2)]])
    let right = Table(columns: [column], rows: [[.number(0.3)]])
    #expect(Identity.result(left) == Identity.result(right))
  }

  @Test func `missing and empty differ in CSV, and no row is an empty line`() {
    let columns = [Column("a", type: .text, role: .dimension), Column("b", type: .text, role: .detail)]
    let rows: [[Value]] = [[.missing(.noData), .text("")], [.text("x, \"y\""), .flag(true)]]
    #expect(CanonicalCSV.text(of: Table(columns: columns, rows: rows)) == "a,b\r\n,\"\"\r\n\"x, \"\"y\"\"\",true\r\n")
    let single = Table(columns: [columns[0]], rows: [[.missing(.noData)]])
    #expect(CanonicalCSV.text(of: single) == "a\r\n\"\"\r\n")
  }
}
