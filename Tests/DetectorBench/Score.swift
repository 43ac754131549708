import Analysis
import Foundation

/// One true restriction, and what was made of it.
struct Trial {
  var hours: Double
  var tests: Int
  var isFoundByCountry = false
  var isFound = false
  var isFoundByPeer = false
  var onset: Double?
  var offset: Double?
  var peerOnset: Double?
  var pieces = 0
  /// The share of its hours, over its platforms, inside episodes of the country.
  var covered = 0.0
  var isPhaseRight: Bool?
}

/// Sums over the country-years of a setting.
struct Score {
  var trials: [Trial] = []
  var years = 0.0
  var networkYears = 0.0
  var countryAlarms = 0
  var peerAlarms = 0
  var networkAlarms = 0
  /// Platform-hours of country episodes on platforms that were never restricted.
  var strayHours = 0.0
  var seconds = 0.0
  var shutdowns = 0
  var shutdownsFound = 0
  var silences = 0
  var failures = 0
  var failuresAsRestrictions = 0
  /// Those of them of which is said that too little was tested elsewhere.
  var failuresUnseen = 0
  var failuresShown = 0
  var suppressed = 0
}

extension Episode {
  func start(_ perHour: Double) -> Double { onset.estimate / perHour }
  func end(_ perHour: Double) -> Double { offset.estimate / perHour }

  func overlaps(_ start: Double, _ end: Double, perHour: Double, slack: Double = 1) -> Bool {
    self.start(perHour) < end + slack && self.end(perHour) > start - slack
  }

  var network: Int? {
    switch level {
    case .network(let network): network
    case .country, .failing, .worldwideFailure, .silence: nil
    }
  }
}

extension Score {
  mutating func add(_ simulated: SimulatedCountry, failures: [(start: Double, end: Double, platforms: [Int])]) throws {
    let start = Date()
    let report = try EpisodeDetector.detect(country: simulated.country)
    seconds += Date().timeIntervalSince(start)
    let perHour = Double(simulated.country.binsPerHour)
    let year = Double(simulated.country.bins) / perHour / 8760
    years += year
    networkYears += year * Double(report.networksMeasured)
    let alarms = Cusum.alarms(simulated.country)
    for restriction in simulated.truth {
      trials.append(trial(restriction, simulated, report: report, alarms: alarms, perHour: perHour))
    }
    addFalse(simulated, report: report, alarms: alarms, perHour: perHour, failures: failures)
    addSilences(simulated, report: report, perHour: perHour)
    addFailures(failures, report: report, truth: simulated.truth, perHour: perHour)
  }

  private func trial(
    _ truth: TrueRestriction, _ simulated: SimulatedCountry, report: EpisodeReport, alarms: [Cusum.Alarm],
    perHour: Double
  ) -> Trial {
    let bins = Int(truth.start * perHour)..<Int((truth.end * perHour).rounded(.up))
    let inside = simulated.country.cells.reduce(0.0) { sum, cell in
      guard bins.contains(Int(cell.bin)), truth.platforms.contains(Int(cell.platform)),
        truth.onlyNetwork.map({ $0 == Int(cell.network) }) ?? true
      else { return sum }
      // Of a bin that lies inside in part, the same part.
      let bin = Double(cell.bin)
      let common = min(truth.end * perHour, bin + 1) - max(truth.start * perHour, bin)
      return sum + Double(cell.n) * common
    }
    let tests = Int(inside.rounded())
    var trial = Trial(hours: truth.hours, tests: tests)
    let hits = report.episodes.filter { episode in
      (episode.level == .country || episode.network != nil)
        && !Set(episode.platforms).isDisjoint(with: truth.platforms)
        && episode.overlaps(truth.start, truth.end, perHour: perHour)
        && isOwn(episode, of: truth, perHour: perHour)
    }
    let country = hits.filter { $0.level == .country }
    trial.isFoundByCountry = !country.isEmpty
    trial.isFound = !hits.isEmpty
    if let best = (country.isEmpty ? hits : country).max(by: { common($0, truth, perHour) < common($1, truth, perHour) }
    ) {
      trial.onset = (best.start(perHour) - truth.start).magnitude
      trial.offset = (best.end(perHour) - truth.end).magnitude
      trial.isPhaseRight = phase(of: best).map { ($0 == .throttled) == (truth.rate < 0.68) }
    }
    trial.pieces = country.count
    trial.covered = covered(truth, by: country, perHour: perHour)
    let peers = alarms.filter {
      truth.platforms.contains($0.platform) && $0.start < truth.end + 1 && $0.end > truth.start - 1
        && (truth.onlyNetwork ?? $0.network) == $0.network
        && ($0.start > truth.start - 24 || truth.start == 0)
    }
    trial.isFoundByPeer = !peers.isEmpty
    trial.peerOnset = peers.map { $0.start - truth.start }.min()
    return trial
  }

  /// Not the episode of a longer restriction that holds this one.
  private func isOwn(_ episode: Episode, of truth: TrueRestriction, perHour: Double) -> Bool {
    let length = episode.end(perHour) - episode.start(perHour)
    return length < 4 * truth.hours + 24
  }

  private func common(_ episode: Episode, _ truth: TrueRestriction, _ perHour: Double) -> Double {
    min(truth.end, episode.end(perHour)) - max(truth.start, episode.start(perHour))
  }

  /// The kind of the longest phase.
  private func phase(of episode: Episode) -> Episode.PhaseKind? {
    episode.phases.max { $0.bins.count < $1.bins.count }?.kind
  }

  private func covered(_ truth: TrueRestriction, by episodes: [Episode], perHour: Double) -> Double {
    var inside = 0
    var all = 0
    for platform in truth.platforms {
      for bin in Int(truth.start * perHour)..<Int(truth.end * perHour) {
        all += 1
        inside += episodes.contains { $0.platforms.contains(platform) && $0.bins.contains(bin) } ? 1 : 0
      }
    }
    return all > 0 ? Double(inside) / Double(all) : 0
  }

  private mutating func addFalse(
    _ simulated: SimulatedCountry, report: EpisodeReport, alarms: [Cusum.Alarm], perHour: Double,
    failures: [(start: Double, end: Double, platforms: [Int])]
  ) {
    let touched = Set(simulated.truth.flatMap(\.platforms))
    for episode in report.episodes where episode.level == .country || episode.network != nil {
      let isTrue =
        simulated.truth.contains { episode.overlaps($0.start, $0.end, perHour: perHour) }
        || failures.contains { episode.overlaps($0.start, $0.end, perHour: perHour) }
      if episode.level == .country {
        if !isTrue { countryAlarms += 1 }
        strayHours +=
          (episode.end(perHour) - episode.start(perHour)) * Double(Set(episode.platforms).subtracting(touched).count)
      } else if !isTrue {
        networkAlarms += 1
      }
    }
    // Alarms of several networks and platforms at once are one.
    var end = -1.0
    for alarm in alarms.sorted(by: { $0.start < $1.start }) {
      if alarm.start > end, !simulated.truth.contains(where: { alarm.start < $0.end + 1 && alarm.end > $0.start - 1 }) {
        peerAlarms += 1
      }
      end = max(end, alarm.end)
    }
  }

  private mutating func addSilences(_ simulated: SimulatedCountry, report: EpisodeReport, perHour: Double) {
    let found = report.episodes.filter { $0.level == .silence }
    shutdowns += simulated.shutdowns.count
    shutdownsFound += simulated.shutdowns.count { dark in
      found.contains { $0.overlaps(dark.start, dark.end, perHour: perHour) }
    }
    silences += found.count { episode in
      !simulated.shutdowns.contains { episode.overlaps($0.start, $0.end, perHour: perHour) }
    }
  }

  private mutating func addFailures(
    _ all: [(start: Double, end: Double, platforms: [Int])], report: EpisodeReport, truth: [TrueRestriction],
    perHour: Double
  ) {
    failures += all.count
    for failure in all {
      let touching = report.episodes.filter {
        $0.overlaps(failure.start, failure.end, perHour: perHour, slack: 0)
          && !Set($0.platforms).isDisjoint(with: failure.platforms)
      }
      let wrong = touching.filter { episode in
        episode.level == .country && !truth.contains { episode.overlaps($0.start, $0.end, perHour: perHour) }
      }
      failuresAsRestrictions += wrong.isEmpty ? 0 : 1
      failuresUnseen += wrong.contains(where: \.isWorldUnseen) ? 1 : 0
      failuresShown += touching.contains { $0.level == .worldwideFailure } ? 1 : 0
    }
    suppressed += report.episodes.count { episode in
      episode.level == .worldwideFailure
        && !all.contains { episode.overlaps($0.start, $0.end, perHour: perHour) }
    }
  }
}
