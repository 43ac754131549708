import Subjects

/// A cell's counts, in the order of `Schema.counts`. May be negative while a load is undone.
struct Counts: Hashable {
  var lanes: SIMD16<Int32>

  static let zero = Counts(lanes: .zero)

  @inline(__always)
  static func += (left: inout Counts, right: Counts) { left.lanes &+= right.lanes }

  var tests: Int32 { lanes[0] }
  var isZero: Bool { lanes == .zero }

  /// Tests that were ok and nothing else.
  @inline(__always)
  var isPlain: Bool {
    var others = lanes
    others[0] = 0
    return tests > 0 && others == .zero
  }
}

/// A test's outcome and kind in one byte.
struct Tally: Hashable {
  let code: UInt8

  init(outcome: UInt8, kind: UInt8) { code = (outcome & 3) << 3 | kind & 7 }
  init(code: UInt8) { self.code = code & 31 }

  var outcome: UInt8 { code >> 3 }
  var kind: UInt8 { code & 7 }

  /// What `weight` tests of it add. Kinds are counted over anomaly and confirmed.
  @inline(__always)
  func counts(_ weight: Int32) -> Counts {
    var lanes = SIMD16<Int32>.zero
    lanes[0] = weight
    if outcome > 0 { lanes[Int(outcome)] = weight }
    if outcome == Outcome.anomaly.rawValue || outcome == Outcome.confirmed.rawValue, (1...5).contains(kind) {
      lanes[3 + Int(kind)] = weight
    }
    return Counts(lanes: lanes)
  }
}
