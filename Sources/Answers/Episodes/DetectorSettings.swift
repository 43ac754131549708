import Analysis
import Query

extension EpisodeSettings {
  /// The standard ones but for those that a statement says.
  init(_ changed: [DetectorSetting: Double]) {
    self.init()
    for (setting, value) in changed { self[keyPath: setting.path] = value }
  }
}

extension DetectorSetting {
  /// The detector's own name of it.
  package var path: WritableKeyPath<EpisodeSettings, Double> {
    switch self {
    case .restricted: \.restricted
    case .corroboration: \.corroboration
    case .blockedRate: \.blockedRate
    case .throttledRate: \.throttledRate
    case .throttledRise: \.throttledRise
    case .exemptNetworks: \.exemptNetworks
    case .badNetworkHours: \.badNetworkHours
    case .priorTests: \.priorTests
    case .worldwideEvidence: \.worldwideEvidence
    }
  }
}
