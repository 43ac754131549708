/// Half of a test's report digest, kept beside the uid that it is known by: a source that gives no uid still states
/// report id, input and start.
///
/// 32 bits are enough because two tests are compared only where they agree in second, country and network: among thirty
/// million tests that all came twice, fewer than one in a thousand such databases would hold a wrong pair.
struct TestAlias: Hashable, Sendable {
  /// 0 where no report id is known.
  let code: UInt32

  static let none = TestAlias(code: 0)

  init(code: UInt32) { self.code = code }

  init(_ digest: Int64) {
    let half = UInt32(truncatingIfNeeded: digest)
    code = half == 0 ? 1 : half
  }
}

extension StoredTest {
  /// Known by its report digest, for want of a uid.
  var isKeyedByReport: Bool { key.stamp == time && alias == TestAlias(key.digest) }

  var secondIdentity: SecondIdentity? { SecondIdentity(time, country, network, alias) }
}

extension MeasurementRecord {
  var isKeyedByReport: Bool { key.stamp == time && alias == TestAlias(key.digest) }

  var secondIdentity: SecondIdentity? { SecondIdentity(time, country, network, alias) }
}

/// What two sources say alike of one test, whether or not they know its uid.
struct SecondIdentity: Hashable {
  private let time: Int64
  private let place: UInt64
  private let country: UInt16

  /// nil where no report id is known.
  init?(_ time: Int64, _ country: UInt16, _ network: UInt32, _ alias: TestAlias) {
    guard alias != .none else { return nil }
    self.time = time
    self.country = country
    place = UInt64(network) << 32 | UInt64(alias.code)
  }
}
