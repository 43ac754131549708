/// What two restrictions are compared by.
package enum SimilarityFeature: String, Sendable, Hashable, CaseIterable {
  /// Start less the start of the nearest event, in hours.
  case lead
  /// On a logarithmic scale.
  case duration
  case platforms
  case scope
  /// The kind of the nearest event.
  case trigger
  /// Share of networks.
  case networks
}

/// One restriction; nil, or no platform, is missing.
package struct SimilarityRecord: Sendable, Hashable {
  package var id: String
  /// Hours, negative where the restriction came first; nil where no event is within three days.
  package var lead: Double?
  /// Hours, above 0.
  package var duration: Double?
  package var platforms: Set<String>
  package var scope: String?
  package var trigger: String?
  /// 0...1
  package var networks: Double?

  package init(
    id: String, lead: Double? = nil, duration: Double? = nil, platforms: Set<String> = [], scope: String? = nil,
    trigger: String? = nil, networks: Double? = nil
  ) {
    self.id = id
    self.lead = lead
    self.duration = duration
    self.platforms = platforms
    self.scope = scope
    self.trigger = trigger
    self.networks = networks
  }
}

/// Candidates by how like one restriction they are: J. Gower's coefficient (Biometrics 27, 1971) as a distance
/// (Documentation/methods/similar.md).
package struct Similarity: Sendable, Hashable {
  package struct Row: Sendable, Hashable {
    /// In the candidates given.
    package var candidate: Int
    /// 0 (alike in all shared features) to 1.
    package var distance: Double
    /// What each shared feature adds to the distance; they add up to it. The others are missing on one side.
    package var contributions: [SimilarityFeature: Double]
  }

  /// Nearest first, then by id.
  package var rows: [Row]
  /// Candidates that share too few features.
  package var leftOut: Int
  /// How many it takes: 3, or all chosen ones if they are fewer.
  package var leastShared: Int
}

extension Similarity {
  /// - Parameters:
  ///   - candidates: those with the target's own id are left out, and not counted.
  ///   - features: those that are compared.
  package init(
    to target: SimilarityRecord, among candidates: [SimilarityRecord],
    by features: [SimilarityFeature] = SimilarityFeature.allCases
  ) {
    let chosen = SimilarityFeature.allCases.filter(features.contains)
    let others = candidates.indices.filter { candidates[$0].id != target.id }
    let ranges = FeatureRanges(others.map { candidates[$0] })
    leastShared = min(3, chosen.count)
    rows = []
    leftOut = 0
    for index in others {
      var distances: [SimilarityFeature: Double] = [:]
      for feature in chosen { distances[feature] = ranges.distance(feature, target, candidates[index]) }
      guard distances.count >= leastShared, !distances.isEmpty else {
        leftOut += 1
        continue
      }
      let shared = Double(distances.count)
      // In one order, so that sums are the same on every machine.
      let sum = chosen.reduce(0) { $0 + (distances[$1] ?? 0) }
      rows.append(
        Row(candidate: index, distance: sum / shared, contributions: distances.mapValues { $0 / shared }))
    }
    rows.sort { left, right in
      if left.distance != right.distance { return left.distance < right.distance }
      return (candidates[left.candidate].id, left.candidate) < (candidates[right.candidate].id, right.candidate)
    }
  }
}

/// The ranges of the numbers over the candidates, by which differences are scaled.
private struct FeatureRanges {
  private let lead: Double?
  private let duration: Double?
  private let networks: Double?

  init(_ records: [SimilarityRecord]) {
    lead = Self.range(records.compactMap { $0.lead.flatMap(Self.finite) })
    duration = Self.range(records.compactMap(Self.logDuration))
    networks = Self.range(records.compactMap { $0.networks.flatMap(Self.finite) })
  }

  /// 0...1; nil where the feature is missing on a side.
  func distance(_ feature: SimilarityFeature, _ left: SimilarityRecord, _ right: SimilarityRecord) -> Double? {
    switch feature {
    case .lead: scaled(left.lead.flatMap(Self.finite), right.lead.flatMap(Self.finite), lead)
    case .duration: scaled(Self.logDuration(left), Self.logDuration(right), duration)
    case .networks: scaled(left.networks.flatMap(Self.finite), right.networks.flatMap(Self.finite), networks)
    case .platforms: jaccard(left.platforms, right.platforms)
    case .scope: equal(left.scope, right.scope)
    case .trigger: equal(left.trigger, right.trigger)
    }
  }

  /// A target outside the candidates' range is as far as the range at most.
  private func scaled(_ left: Double?, _ right: Double?, _ range: Double?) -> Double? {
    guard let left, let right, let range else { return nil }
    guard left != right else { return 0 }
    return range > 0 ? min(1, (left - right).magnitude / range) : 1
  }

  private func jaccard(_ left: Set<String>, _ right: Set<String>) -> Double? {
    guard !left.isEmpty, !right.isEmpty else { return nil }
    return 1 - Double(left.intersection(right).count) / Double(left.union(right).count)
  }

  private func equal(_ left: String?, _ right: String?) -> Double? {
    guard let left, let right else { return nil }
    return left == right ? 0 : 1
  }

  /// What is beyond all hours or shares is missing, so that differences stay finite.
  private static func finite(_ value: Double) -> Double? { value.magnitude < 1e100 ? value : nil }

  private static func logDuration(_ record: SimilarityRecord) -> Double? {
    guard let duration = record.duration, duration > 0, duration.isFinite else { return nil }
    return Distributions.log(duration)
  }

  private static func range(_ values: [Double]) -> Double? {
    guard let least = values.min(), let most = values.max() else { return nil }
    return most - least
  }
}
