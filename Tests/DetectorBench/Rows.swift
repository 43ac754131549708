import Foundation

/// A row of the table: what is simulated, what it should give, and what is said of the score.
struct Row {
  var scenario: Scenario
  /// The same at other volumes, whose restrictions are told of together.
  var others: [Scenario] = []
  var aim: String
  var measured: (Score) -> String
  var peer: (Score) -> String = { _ in "" }
}

func percent(_ part: Int, of whole: Int) -> String {
  whole > 0 ? "\(Int((100 * Double(part) / Double(whole)).rounded()))%" : "none"
}

func percent(_ trials: [Trial], _ holds: (Trial) -> Bool) -> String {
  percent(trials.count(where: holds), of: trials.count)
}

func hours(_ value: Double?) -> String { value.map { String(format: "%.2f h", $0) } ?? "no" }
func rate(_ value: Double) -> String { String(format: "%.2f", value) }

func median(_ values: [Double]) -> Double? {
  values.isEmpty ? nil : values.sorted()[values.count / 2]
}

func found(_ score: Score) -> String {
  let trials = score.trials
  return "country \(percent(trials, \.isFoundByCountry)), any \(percent(trials, \.isFound)); onset "
    + "\(hours(median(trials.compactMap(\.onset)))), offset \(hours(median(trials.compactMap(\.offset)))); "
    + "tests inside \(Int(median(trials.map { Double($0.tests) }) ?? 0)); of \(trials.count)"
}

func byTests(_ bands: [ClosedRange<Int>], country: Bool = false) -> (Score) -> String {
  { score in
    bands.map { band in
      let trials = score.trials.filter { band.contains($0.tests) }
      let name = band.upperBound > 1_000_000 ? "\(band.lowerBound)+" : "\(band.lowerBound)-\(band.upperBound)"
      return "\(name): \(percent(trials) { country ? $0.isFoundByCountry : $0.isFound }) of \(trials.count)"
    }.joined(separator: "; ")
  }
}

func peerFound(_ score: Score) -> String { percent(score.trials, \.isFoundByPeer) }

func alarms(_ score: Score) -> String {
  "country \(rate(Double(score.countryAlarms) / score.years)), network "
    + "\(rate(Double(score.networkAlarms) / score.networkYears)), silence \(rate(Double(score.silences) / score.years))"
}

func peerAlarms(_ score: Score) -> String { "\(rate(Double(score.peerAlarms) / score.years))" }

func phases(_ score: Score) -> String {
  "phase right \(percent(score.trials.filter { $0.isPhaseRight != nil }) { $0.isPhaseRight == true })"
}

func bans(_ score: Score) -> String {
  let trials = score.trials
  let pieces = trials.filter(\.isFoundByCountry).map { Double($0.pieces) }
  return "found \(percent(trials, \.isFoundByCountry)) of \(trials.count), pieces "
    + "\(rate(pieces.reduce(0, +) / Double(max(1, pieces.count)))), hours "
    + "\(rate(trials.map(\.covered).reduce(0, +) / Double(max(1, trials.count)))), onset "
    + "\(hours(median(trials.compactMap(\.onset))))"
}

func peerBans(_ score: Score) -> String {
  "\(peerFound(score)), \(hours(median(score.trials.compactMap(\.peerOnset)))) late"
}

func allYear(_ score: Score) -> String {
  "hours \(rate(score.trials.map(\.covered).reduce(0, +) / Double(max(1, score.trials.count)))), laid on others "
    + "\(rate(score.strayHours / score.years)) platform-hours a year"
}

func silences(_ score: Score) -> String {
  "found \(percent(score.shutdownsFound, of: score.shutdowns)) of \(score.shutdowns), false "
    + "\(rate(Double(score.silences) / score.years)) a year"
}

func worldwide(_ score: Score) -> String {
  "as restrictions \(score.failuresAsRestrictions) of \(score.failures), \(score.failuresUnseen) of them with the caution "
    + "(shown \(score.failuresShown)); suppressed \(score.suppressed); restrictions found "
    + "\(percent(score.trials, \.isFoundByCountry)) of \(score.trials.count)"
}

func faults(_ score: Score) -> String {
  "as restrictions \(score.failuresAsRestrictions) of \(score.failures); restrictions found "
    + "\(percent(score.trials, \.isFoundByCountry)) of \(score.trials.count)"
}

let all4 = [0, 1, 2, 3]
let many = 1_000_000_000

func rows() -> [Row] {
  var rows: [Row] = []
  rows += [0.5, 2, 6, 20].map { volume in
    Row(
      scenario: Scenario(name: "evening, 3 to 5 h, 4 platforms", volume: volume, years: 24) {
        $0.restrictions = evenings(all4, hours: 3...5)
      }, aim: volume < 1 ? "65%, 80%, 1 h" : "95%, 98%, 0.5 h",
      measured: { "\(found($0)); by tests, any level: \(byTests([6...9, 10...many])($0))" }, peer: peerFound)
  }
  rows += [2, 6, 20].map { volume in
    Row(
      scenario: Scenario(name: "evening, one platform", volume: volume, years: 24) {
        $0.restrictions = evenings([2], hours: 3...5)
      }, aim: "95% from 15 tests",
      measured: { "\(byTests([6...14, 15...many])($0)); country \(byTests([15...many], country: true)($0))" },
      peer: peerFound)
  }
  rows += [2, 6].map { volume in
    Row(
      scenario: Scenario(name: "evening, 3 platforms, during the 4th's ban", volume: volume, years: 24) {
        $0.restrictions = eveningsDuringBan
      }, aim: "90%",
      measured: { score in
        var score = score
        score.trials.removeAll { $0.hours > 24 }
        return found(score)
      }, peer: peerFound)
  }
  let throttlings = [0.5, 2, 6].map { volume in
    Scenario(name: "throttling, 30 to 60%, 3 to 12 h", volume: volume, years: 24) {
      $0.restrictions = evenings(all4, hours: 3...12, rate: 0.3...0.6)
    }
  }
  rows += throttlings.map { scenario in
    Row(
      scenario: scenario, aim: "80% from 25, 90% from 50 tests; phase 80% from 2 an hour",
      measured: { "\(byTests([15...24, 25...49, 50...many])($0)); \(phases($0))" }, peer: peerFound)
  }
  rows += throttlings.prefix(1).map { first in
    Row(
      scenario: first, others: Array(throttlings.dropFirst()), aim: "80% from 25, 90% from 50 tests",
      measured: byTests([15...24, 25...49, 50...many]), peer: peerFound)
  }
  rows += [6, 20].map { volume in
    Row(
      scenario: Scenario(name: "speech, 12 to 60 min, one network, quarters", volume: volume, years: 24) {
        $0.hours = 2190
        $0.binsPerHour = 4
        $0.restrictions = evenings(all4, hours: 0.2...1, from: 100, every: 130, count: 15, alone: true)
      }, aim: "60% of 6 to 9, 90% of 10 and more", measured: byTests([1...5, 6...9, 10...many]), peer: peerFound)
  }
  rows += [0.5, 2].flatMap { volume in
    [
      Row(
        scenario: Scenario(name: "ban of a week", volume: volume, years: 24) {
          $0.restrictions = ban(days: 7...7, count: 4, platforms: 4)
        }, aim: "all, 1.3 pieces, 95% of hours, \(volume < 1 ? 3 : 1) h", measured: bans, peer: peerBans),
      Row(
        scenario: Scenario(name: "ban of three months", volume: volume, years: 24) {
          $0.restrictions = ban(days: 90...90, count: 2, platforms: 4)
        }, aim: "all, 1.3 pieces, 95% of hours, \(volume < 1 ? 3 : 1) h", measured: bans, peer: peerBans),
      Row(
        scenario: Scenario(name: "blocked all year", volume: volume, years: 24) { $0.restrictions = bannedAllYear },
        aim: "\(volume < 1 ? 90 : 98)% of hours, under 30 on others", measured: allYear, peer: peerFound),
    ]
  }
  rows += [0.5, 2, 6].map { volume in
    Row(
      scenario: Scenario(name: "shutdown, 6 to 48 h", volume: volume, years: 24) { $0.shutdowns = shutdowns },
      aim: "\(volume < 1 ? 70 : 90)%, under 0.2 false", measured: silences)
  }
  rows += [0.02, 0.2, 2].map { volume in
    Row(
      scenario: Scenario(name: "worldwide failure, 100 other countries", volume: volume, years: 24) {
        $0.hours = 2920
        $0.volumeElsewhere = $0.volume
        $0.volume = 4
        $0.countriesElsewhere = 100
        var random = Random(seed: $0.seed ^ 0xFA11)
        $0.failures = failures(&random)
        $0.restrictions = evenings(all4, hours: 3...5, from: 120, every: 900, count: 3)
      }, aim: "none as a restriction, none suppressed", measured: worldwide)
  }
  rows += [0.5, 2, 6].flatMap { volume in
    [true, false].map { hasRest in
      Row(
        scenario: Scenario(
          name: "fault of all networks, rest of the list \(hasRest ? "known" : "not known")", volume: volume, years: 24
        ) {
          $0.hours = 2920
          $0.hasRest = hasRest
          var random = Random(seed: $0.seed ^ 0xFA11)
          $0.faults = failures(&random).map { ($0.start, $0.end, all4) }
          $0.restrictions = evenings(all4, hours: 3...5, from: 120, every: 900, count: 3)
        }, aim: hasRest ? "none as a restriction" : "", measured: faults)
    }
  }
  rows += [0.5, 2, 6, 20].map { volume in
    Row(
      scenario: Scenario(name: "nothing", volume: volume, years: 24) { _ in },
      aim: "country under 1 a year, network under 3", measured: alarms, peer: peerAlarms)
  }
  rows += [
    Row(
      scenario: Scenario(name: "nothing, rest of the list not known", volume: 6, years: 24) { $0.hasRest = false },
      aim: "", measured: alarms, peer: peerAlarms)
  ]
  return rows
}
