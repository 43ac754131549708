import Tables

/// Settings of the episode detector that `vary` takes by name (Documentation/methods/episodes.md): those that a reader may
/// doubt. The others are the detector's own.
package enum DetectorSetting: String, Sendable, Hashable, CaseIterable {
  /// P(restricted) from which a stretch is restricted.
  case restricted
  /// Log evidence that is left without the strongest network.
  case corroboration
  /// The interference rate of a blocked cell.
  case blockedRate = "blocked-rate"
  /// The least interference rate of a throttled cell, and how far above its baseline it lies at least.
  case throttledRate = "throttled-rate"
  case throttledRise = "throttled-rise"
  /// The share of networks that do not enforce a restriction of their country.
  case exemptNetworks = "exempt-networks"
  /// The share of network-hours that are bad by themselves.
  case badNetworkHours = "bad-network-hours"
  /// Tests' worth of the worldwide median in a country's baseline.
  case priorTests = "prior-tests"
  /// Log evidence of the other countries that makes a worldwide failure.
  case worldwideEvidence = "worldwide-evidence"

  /// What holds unless it is varied.
  package var standard: Double {
    switch self {
    case .restricted: 0.8
    case .corroboration: 3
    case .blockedRate: 0.9
    case .throttledRate: 0.5
    case .throttledRise: 0.3
    case .exemptNetworks: 0.15
    case .badNetworkHours: 0.02
    case .priorTests: 30
    case .worldwideEvidence: 2
    }
  }

  /// What means something.
  package var range: ClosedRange<Double> {
    switch self {
    case .restricted: 0.5...0.99
    case .corroboration, .worldwideEvidence: 0...100
    case .blockedRate, .throttledRate: 0.35...0.99
    case .throttledRise: 0.05...0.6
    case .exemptNetworks, .badNetworkHours: 0.001...0.5
    case .priorTests: 1...10_000
    }
  }
}

extension DetectorSetting {
  static func text(_ value: Double) -> String { DecimalText.canonical(value) ?? "" }

  var expected: String { "a number from \(Self.text(range.lowerBound)) to \(Self.text(range.upperBound))" }

  /// Two other values.
  var example: String { examples.joined(separator: ", ") }

  var examples: [String] {
    [(standard + range.lowerBound) / 2, (standard + min(range.upperBound, 2 * standard)) / 2].map(Self.text)
  }
}
