import Tables
import Testing

@testable import Storage

@Suite struct `A test's key` {
  private func key(_ uid: String) -> TestKey { uid.withBytes { TestKey(uid: $0) } }

  @Test func `takes its time from either spelling of a uid`() {
    #expect(key("20210414233242.034345_BR_signal_0a1b").stamp == 1_618_443_162)
    #expect(key("01201911098a2eebcc7e2987").stamp == 1_573_257_600)
  }

  @Test(arguments: [
    "", "0", "abc", "20211341000000.1", "20210414250000.1", "0120191309aa", "2021041423324", "99999999999999",
  ])
  func `has no time where the uid states none`(uid: String) {
    #expect(key(uid).stamp == 0)
  }

  private func digest(_ report: String, _ input: String, _ start: Int64) -> Int64? {
    report.withBytes { report in
      input.withBytes { TestKey.reportDigest(report: report, input: $0, start: start) }
    }
  }

  private func isReport(_ uid: String, of report: String) -> Bool {
    uid.withBytes { uid in report.withBytes { TestKey.isReport(uid, of: $0) } }
  }

  @Test func `is report id, input and start where there is no uid`() {
    let report = "20240101T000001Z_webconnectivity_PK_17557_n1_abc"
    let url = "https://x.com/"
    let digests = [
      digest(report, url, 5), digest(report, "https://x.com", 5), digest(report, url, 6), digest(report + "d", url, 5),
      digest(report, "", 5), digest(report, "", -5),
    ]
    #expect(Set(digests).count == 6 && !digests.contains(nil))
    #expect(digest("", url, 5) == nil)
    #expect(isReport("\(report)|\(url)|2024-01-01 00:00:05", of: report) && isReport("\(report)|", of: report))
    for uid in ["", "20240101000005.1_PK_webconnectivity_0a", report, "\(report)_", "x\(report)|"] {
      #expect(!isReport(uid, of: report))
    }
    #expect(!isReport("|a", of: ""))
  }

  @Test func `is the same on every machine and run`() {
    // Recorded once; a change would make every stored test a stranger to its own repeats.
    #expect(UInt64(bitPattern: key("20210414233242.034345_BR_signal_0a1b").digest) == recorded[0])
    #expect(UInt64(bitPattern: key("").digest) == recorded[1])
  }

  private let recorded: [UInt64] = [14_037_870_064_911_522_326, 7_313_557_392_711_063_909]

  @Test func `differs by length, padding and every byte`() {
    var digests: Set<Int64> = []
    var uids: [String] = (0...40).map { String(repeating: "\0", count: $0) }
    for place in 0..<40 {
      for letter in ["a", "b", "\u{1}"] {
        uids.append(String(repeating: "x", count: place) + letter + String(repeating: "x", count: 39 - place))
      }
    }
    for uid in uids { digests.insert(key(uid).digest) }
    #expect(digests.count == uids.count)
  }

  @Test func `does not meet another's among many`() {
    var digests: Set<Int64> = []
    for number in 0..<200_000 { digests.insert(key("2021041423324\(number % 10).\(number)_BR_signal").digest) }
    #expect(digests.count == 200_000)
  }
}
