import Testing

@testable import Answers

@Suite struct ExplorerLinks {
  @Test(arguments: [
    (
      "20210414233242.034345_BR_signal_1b9a39bcc0e3a7e1",
      "https://explorer.ooni.org/m/20210414233242.034345_BR_signal_1b9a39bcc0e3a7e1"
    ),
    ("01201911098a2eebcc7e2987", "https://explorer.ooni.org/m/01201911098a2eebcc7e2987"),
    ("my-own-id", nil), ("", nil), ("20210414233242.034345_BR_signal_\u{1B}[31m", nil), ("quack-2021-10-20-1", nil),
  ]) func `lead to tests of OONI alone`(_ uid: String, _ address: String?) {
    #expect(ExplorerLink.address(uid: uid, report: nil, input: nil) == address)
  }

  @Test func `of a test without a uid go by report and input`() {
    let report = "20210414T233217Z_webconnectivity_BR_28573_n1_hJ5hyMHUGXyc8r1y"
    #expect(
      ExplorerLink.address(uid: nil, report: report, input: "https://x.com/a?b=c d")
        == "https://explorer.ooni.org/measurement/\(report)?input=https%3A%2F%2Fx.com%2Fa%3Fb%3Dc%20d")
    #expect(
      ExplorerLink.address(uid: nil, report: report, input: "") == "https://explorer.ooni.org/measurement/\(report)")
    for report in ["", "report", "20210414T233217Z", "20210414T233217Z_a\u{1B}b"] {
      #expect(ExplorerLink.address(uid: nil, report: report, input: "x") == nil)
    }
  }
}
