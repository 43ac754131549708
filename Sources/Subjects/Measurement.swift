import Places
import Tables

/// What a test found. The four are disjoint (data.md, "OONI outcomes").
package enum Outcome: UInt8, Sendable, Hashable, CaseIterable {
  case ok, anomaly, confirmed, failure
}

/// How a non-ok test was interfered with.
package enum BlockingKind: UInt8, Sendable, Hashable, CaseIterable {
  case none, dns, tcpIP, tls, httpDiff, httpFailure

  /// As OONI spells it and as the language does.
  package var name: String {
    switch self {
    case .none: "none"
    case .dns: "dns"
    case .tcpIP: "tcp_ip"
    case .tls: "tls"
    case .httpDiff: "http-diff"
    case .httpFailure: "http-failure"
    }
  }
}

/// One test, as a source hands it on: the hot path of a load. The byte slices are valid only during the call that
/// receives them.
package struct MeasurementFields {
  /// The test's identity: its uid, or (raw files without one) report id, input and start time joined.
  package var uid: UnsafeRawBufferPointer
  package var report: UnsafeRawBufferPointer
  package var time: Instant
  /// `.withheld` for `ZZ`.
  package var country: CountryCode
  /// Autonomous system number; 0 means withheld.
  package var network: UInt32
  /// Lower-case host of the input (no scheme, port, path), empty where the test has none.
  package var host: UnsafeRawBufferPointer
  /// The input as written, for the evidence.
  package var input: UnsafeRawBufferPointer
  /// The test's name as OONI spells it: `web_connectivity`.
  package var test: UnsafeRawBufferPointer
  package var outcome: Outcome
  package var kind: BlockingKind

  package init(
    uid: UnsafeRawBufferPointer, report: UnsafeRawBufferPointer, time: Instant, country: CountryCode, network: UInt32,
    host: UnsafeRawBufferPointer, input: UnsafeRawBufferPointer, test: UnsafeRawBufferPointer, outcome: Outcome,
    kind: BlockingKind
  ) {
    self.uid = uid
    self.report = report
    self.time = time
    self.country = country
    self.network = network
    self.host = host
    self.input = input
    self.test = test
    self.outcome = outcome
    self.kind = kind
  }
}

/// A count of tests that a publisher made (OONI's aggregation): no identities, dimensions that may be absent.
package struct AggregateRow: Sendable, Hashable {
  package enum Grain: Int, Sendable { case hour = 3600, day = 86_400 }

  package var start: Instant
  package var grain: Grain
  /// nil: the publisher summed over all of them.
  package var country: CountryCode?
  package var network: UInt32?
  /// A host (`domain`) or an input's host.
  package var host: String?
  package var test: String?
  package var tests: Int
  package var anomaly: Int
  package var confirmed: Int
  package var failure: Int

  package init(
    start: Instant, grain: Grain, country: CountryCode?, network: UInt32?, host: String?, test: String?, tests: Int,
    anomaly: Int, confirmed: Int, failure: Int
  ) {
    self.start = start
    self.grain = grain
    self.country = country
    self.network = network
    self.host = host
    self.test = test
    self.tests = tests
    self.anomaly = anomaly
    self.confirmed = confirmed
    self.failure = failure
  }
}
