import Query
import Subjects

/// Tests of one group by what they found.
struct Counts: Hashable, Sendable {
  var tests = 0
  var anomaly = 0
  var confirmed = 0
  var failure = 0
  var dns = 0
  var tcpIP = 0
  var tls = 0
  var httpDiff = 0
  var httpFailure = 0

  /// Tests less failures.
  var n: Int { tests - failure }
  var ok: Int { tests - anomaly - confirmed - failure }
  var interference: Int { anomaly + confirmed }

  static func += (left: inout Counts, right: Counts) {
    left.tests += right.tests
    left.anomaly += right.anomaly
    left.confirmed += right.confirmed
    left.failure += right.failure
    left.dns += right.dns
    left.tcpIP += right.tcpIP
    left.tls += right.tls
    left.httpDiff += right.httpDiff
    left.httpFailure += right.httpFailure
  }

  func count(of outcome: Outcome) -> Int {
    switch outcome {
    case .ok: ok
    case .anomaly: anomaly
    case .confirmed: confirmed
    case .failure: failure
    }
  }

  /// Non-ok tests of a kind; `.none` are those of no stated kind.
  func count(of kind: BlockingKind) -> Int {
    switch kind {
    case .none: max(0, interference - dns - tcpIP - tls - httpDiff - httpFailure)
    case .dns: dns
    case .tcpIP: tcpIP
    case .tls: tls
    case .httpDiff: httpDiff
    case .httpFailure: httpFailure
    }
  }
}

/// The part of a group that one row of the result is about: under `by outcome` and `by blocking-kind` the numerator
/// alone is split, over the whole group's denominator.
enum Part: Hashable, Sendable {
  case whole
  case outcome(Outcome)
  case kind(BlockingKind)
  /// Tests without interference, which have no kind.
  case untouched

  /// The tests that a measure counts in this part; nil where the part has nothing to do with it.
  func numerator(of measure: Measure, in counts: Counts) -> Int? {
    switch self {
    case .whole: return whole(measure, counts)
    case .outcome(let outcome):
      if measure == .tests { return counts.count(of: outcome) }
      if measure == .n { return outcome == .failure ? nil : counts.count(of: outcome) }
      return measure.outcomes.contains(outcome) ? counts.count(of: outcome) : nil
    case .kind(let kind):
      switch measure {
      case .interferenceRate, .blockingRate, .tests: return counts.count(of: kind)
      default: return nil
      }
    case .untouched: return measure == .tests ? counts.tests - counts.interference : nil
    }
  }

  private func whole(_ measure: Measure, _ counts: Counts) -> Int {
    switch measure {
    case .tests: counts.tests
    case .n: counts.n
    default: measure.outcomes.reduce(0) { $0 + counts.count(of: $1) }
    }
  }
}

extension Measure {
  /// The outcomes in a rate's numerator.
  var outcomes: [Outcome] {
    switch self {
    case .okRate: [.ok]
    case .anomalyRate: [.anomaly]
    case .confirmedRate: [.confirmed]
    case .failureRate: [.failure]
    case .interferenceRate, .blockingRate: [.anomaly, .confirmed]
    case .tests, .n, .networks, .coveredHours, .coveredDays, .incidents, .medianIncidentDuration, .events, .episodes,
      .blockedHours, .blockedDays, .networksBlocked, .medianEpisodeDuration, .medianOnsetGap, .restrictionIndex,
      .signalLevel, .signalDrop, .cost:
      []
    }
  }

  /// Whether `by blocking-kind` can split it: kinds are kept for interference as a whole.
  var splitsByKind: Bool { self == .tests || self == .interferenceRate || self == .blockingRate }
}
