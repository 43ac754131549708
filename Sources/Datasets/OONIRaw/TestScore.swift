import Formats
import Places
import Subjects

/// What OONI's rules make of one raw measurement. Blocking scores are OONI's own scale: above 0.5 is an anomaly.
package struct TestScore: Sendable, Hashable {
  /// All of it, wherever the interference sits; the four others are the parts that a fingerprint placed.
  package var general = 0.0
  package var country = 0.0
  package var isp = 0.0
  package var local = 0.0
  package var global = 0.0
  /// OONI's accuracy below one half: the measurement does not say.
  package var isFailure = false
  /// A block page or address that is known.
  package var isConfirmed = false
  /// What the probe says of the interference.
  package var kind = BlockingKind.none

  package init(general: Double = 0, isFailure: Bool = false) {
    self.general = general
    self.isFailure = isFailure
  }

  static let failure = TestScore(isFailure: true)
  static let blocked = TestScore(general: 1)
  static let clear = TestScore()

  /// Disjoint, as OONI's aggregation counts them.
  package var outcome: Outcome {
    if isFailure { return .failure }
    if isConfirmed { return .confirmed }
    return general > 0.5 ? .anomaly : .ok
  }
}

/// One raw measurement as the rules see it.
struct RawMeasurement {
  let root: JSONValue
  /// `test_keys` where it is an object.
  let keys: JSONValue?
  /// Of the probe; nil where it is withheld or unknown.
  var country: CountryCode?

  init(root: JSONValue, keys: JSONValue?, country: CountryCode?) {
    self.root = root
    self.keys = keys
    self.country = country
  }

  /// A member of `test_keys`; nil where there is none. JSON's null is a value like any other.
  subscript(key: StaticString) -> JSONValue? { keys?[key] }

  /// `test_keys.requests`; empty where it is no list.
  var requests: JSONValue.Elements? { self["requests"].map(\.elements) }

  /// Some `*_failure` key says that the probe met what it does not know.
  var hasUnknownFailure: Bool {
    guard let members = keys?.members else { return false }
    for member in members where member.name.hasSuffix("_failure") {
      if let text = member.value.text, text.hasPrefix("unknown_failure") { return true }
    }
    return false
  }

  /// How many of `test_keys.tcp_connect` were reached and how many were not; those that do not say are neither.
  var endpoints: (reached: Int, unreachable: Int) {
    var counts = (reached: 0, unreachable: 0)
    guard let entries = self["tcp_connect"]?.elements else { return counts }
    for entry in entries {
      switch entry["status"]?["success"]?.flag {
      case true: counts.reached += 1
      case false: counts.unreachable += 1
      case nil: continue
      }
    }
    return counts
  }
}

extension JSONValue {
  /// Whether a value says something: not null, false, 0 or empty.
  var isSet: Bool {
    switch kind {
    case .null: false
    case .flag: flag == true
    case .number: number != 0
    case .text: text?.isEmpty == false
    case .list: elements.contains { _ in true }
    case .object: members.contains { _ in true }
    }
  }
}

extension JSONValue? {
  /// Absent, or JSON's null.
  var isMissing: Bool { self?.isNull ?? true }
}
