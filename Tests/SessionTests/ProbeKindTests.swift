import Foundation
import Storage
import Testing

/// Tests from afar are not added to tests from within a country.
@Suite struct ProbeKindTests {
  private let inside = """
    uid,time,country,asn,test,input,outcome
    20240107180000.1_CN,2024-01-07 18:00:00,CN,4134,web_connectivity,https://x.com/,anomaly
    """
  private let afar = """
    {"vp":"192.0.2.1","location":{"country_code":"CN"},"service":"http","test_url":"x.com","response":[\
    {"matches_template":true,"start_time":"2024-01-07T18:00:00Z"}],"controls_failed":false,"anomaly":false}
    """

  @Test func `a figure over both is refused, and both stand side by side where they are told apart`() throws {
    let bench = try Bench(withExamples: false)
    try bench.load(text: inside, as: "mine")
    try bench.load(text: afar, as: "far")
    for statement in ["show anomaly-rate in CN", "rank countries by tests", "show tests by network"] {
      let refused = bench.run(statement)
      #expect(refused.status == .statementError, "\(refused.text)")
      #expect(refused.text.contains("'from far' or 'from mine'"), "\(refused.text)")
    }
    for statement in [
      "show anomaly-rate in CN from mine", "show tests by test", "show tests by dataset",
      "show tests in CN where test = quack-http", "list measurements in CN",
    ] {
      let answer = bench.run(statement)
      #expect(answer.status == .ok, "\(answer.text)")
    }
    #expect(bench.run("show tests in CN from far").text.contains("1"))
  }

  @Test func `one kind alone is not refused`() throws {
    let bench = try Bench(withExamples: false)
    try bench.load(text: afar, as: "far")
    try bench.load(text: afar.replacingOccurrences(of: "x.com", with: "y.example"), as: "farther")
    #expect(bench.run("show tests by country").status == .ok)
    #expect(try bench.store.remoteDatasets(among: ["far", "none"]) == ["far"])
  }
}
