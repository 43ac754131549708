/// Episodes of one country from its counts (Documentation/methods/episodes.md).
package enum EpisodeDetector {
  /// - Parameters:
  ///   - country: counts by the bin, network and platform. Their order, and how networks are numbered, mean nothing.
  ///   - settings: every parameter.
  ///   - pause: called every few milliseconds of work; what it throws ends the search.
  /// - Throws: `EpisodeInputError` for counts that contradict themselves.
  @discardableResult
  package static func detect(
    country: EpisodeCountry, settings: EpisodeSettings = EpisodeSettings(), pause: () throws -> Void = {}
  ) throws -> EpisodeReport {
    var search = try CountrySearch(country, settings: settings)
    try search.search(pause: pause)
    let measured = (0..<search.networks).count { search.cells.starts[$0] < search.cells.starts[$0 + 1] }
    let pieces = try search.pieces(pause: pause)
    let hasTooFewNetworks = measured < settings.leastNetworks
    let (corroborated, others) = hasTooFewNetworks ? ([], pieces) : search.split(pieces)
    let episodes = search.merged(corroborated).compactMap { search.episode($0, level: .country) }
    _ = others
    return EpisodeReport(
      episodes: episodes, restricted: search.series.dropLast().map(\.restricted), covered: search.own.map(\.isMeasured),
      networksMeasured: measured, hasTooFewNetworks: hasTooFewNetworks, baselines: search.countryBaselines)
  }
}

extension CountrySearch {
  /// Pieces that stand without their strongest network, and those that do not.
  func split(_ pieces: [EpisodePiece]) -> (corroborated: [EpisodePiece], others: [EpisodePiece]) {
    var corroborated: [EpisodePiece] = []
    var others: [EpisodePiece] = []
    for piece in pieces {
      if isCorroborated(piece.sums) { corroborated.append(piece) } else { others.append(piece) }
    }
    return (corroborated, others)
  }
}
