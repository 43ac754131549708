import Analysis
import Foundation

/// The peer: a cumulative sum on each network's hourly median of a platform, as OONI describes its own detector
/// (state-aware, mu0 = 0, mu1 = 0.7). Written anew from the description.
struct Cusum {
  struct Alarm {
    var network: Int
    var platform: Int
    /// Hours: raised, and taken back.
    var start: Double
    var end: Double
  }

  private static let drift = 0.35
  private static let limit = 3.5

  /// Alarms of all series, and how long each lasted.
  static func alarms(_ country: EpisodeCountry) -> [Alarm] {
    let platforms = country.baselines.count
    var series: [Int: [EpisodeCell]] = [:]
    for cell in country.cells { series[Int(cell.network) * platforms + Int(cell.platform), default: []].append(cell) }
    return series.sorted { $0.key < $1.key }.flatMap { key, cells in
      alarms(cells, network: key / platforms, platform: key % platforms, country: country)
    }
  }

  private static func alarms(
    _ cells: [EpisodeCell], network: Int, platform: Int, country: EpisodeCountry
  ) -> [Alarm] {
    var hours: [Int: (n: Int, k: Int)] = [:]
    for cell in cells {
      let hour = Int(cell.bin) / country.binsPerHour
      hours[hour, default: (0, 0)].n += cell.n
      hours[hour, default: (0, 0)].k += cell.k
    }
    var alarms: [Alarm] = []
    var sum = 0.0
    var start: Int?
    var last: Int?
    for (hour, counts) in hours.sorted(by: { $0.key < $1.key }) {
      if let last, hour - last > 24 { sum *= pow(0.5, Double(hour - last) / 48) }
      last = hour
      let median = 2 * counts.k > counts.n ? 1 : 2 * counts.k == counts.n ? 0.5 : 0
      sum = max(0, sum + (start == nil ? median - drift : drift - median))
      guard sum > limit else { continue }
      sum = 0
      if let first = start {
        alarms.append(Alarm(network: network, platform: platform, start: Double(first), end: Double(hour)))
        start = nil
      } else {
        start = hour
      }
    }
    if let start {
      alarms.append(
        Alarm(
          network: network, platform: platform, start: Double(start),
          end: Double(country.bins / country.binsPerHour)))
    }
    return alarms
  }
}
