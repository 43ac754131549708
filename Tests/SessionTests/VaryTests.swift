import Analysis
import Answers
import Query
import Render
import Testing

@Suite struct VaryTests {
  @Test func `the settings that vary names have the detector's own values`() {
    let standard = EpisodeSettings()
    for setting in DetectorSetting.allCases {
      #expect(standard[keyPath: setting.path] == setting.standard, "\(setting)")
      #expect(setting.range.contains(setting.standard))
      #expect(standard.parameters.contains { $0.name == setting.rawValue.replacing("-", with: " ") })
    }
  }

  /// Rows by their first column, each by the names of its columns.
  private func rows(_ bench: Bench, _ statement: String) -> [String: [String: String]] {
    let lines = bench.lines(statement).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    guard let names = lines.first else { return [:] }
    return lines.dropFirst().reduce(into: [:]) { rows, line in
      rows[String(line[0])] = Dictionary(zip(names.map(String.init), line.map(String.init))) { first, _ in first }
    }
  }

  @Test func `each column of a varied setting is what the statement gives by itself`() throws {
    let bench = try Bench(format: .csv)
    let varied = rows(bench, "show blocked-hours by country vary restricted = 0.6, 0.95")
    let plain = rows(bench, "show blocked-hours by country")
    #expect(Set(varied.keys).isSuperset(of: plain.keys) && plain.count >= 2)
    for (country, row) in varied {
      #expect(row["blocked_hours_restricted_0_8"] == plain[country]?["blocked_hours"] ?? "0")
      // A lower threshold never restricts fewer hours.
      let hours = ["0_6", "0_8", "0_95"].map { Int(row["blocked_hours_restricted_\($0)"] ?? "") ?? -1 }
      #expect(hours[0] >= hours[1] && hours[1] >= hours[2] && hours[2] >= 0, "\(row)")
    }
  }

  @Test func `each column of a varied distance is what the statement gives by itself`() throws {
    let bench = try Bench(format: .csv)
    let statement = "show incidents from example-incidents by country near events within"
    let varied = rows(bench, "\(statement) 1d vary within = 3d, 30d")
    for within in ["1d", "3d", "30d"] {
      let plain = rows(bench, "\(statement) \(within)")
      #expect(Set(plain.keys).isSubset(of: varied.keys) && !plain.isEmpty)
      for (country, row) in varied {
        #expect(row["incidents_\(within)"] == plain[country]?["incidents"] ?? "0", "\(country) \(within)")
      }
    }
  }
}
