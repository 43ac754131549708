import Subjects

/// A test's outcome and kind in one byte.
struct Tally: Hashable, Sendable {
  let code: UInt8

  init(outcome: UInt8, kind: UInt8) { code = (outcome & 3) << 3 | kind & 7 }
  init(code: UInt8) { self.code = code & 31 }

  var outcome: UInt8 { code >> 3 }
  var kind: UInt8 { code & 7 }

  /// Where its tests are counted, as places in `Schema.counts`, beside among all tests: its outcome, and its kind where
  /// it is an anomaly or confirmed. `Schema.counts.count` for nowhere.
  var lanes: (outcome: Int, kind: Int) {
    let nowhere = Schema.counts.count
    let isInterference = outcome == Outcome.anomaly.rawValue || outcome == Outcome.confirmed.rawValue
    return (
      outcome > 0 ? Int(outcome) : nowhere, isInterference && (1...5).contains(kind) ? 3 + Int(kind) : nowhere
    )
  }
}
