import Foundation
import Testing

/// Figures of episodes against the episodes that `list` shows, and what must hold of the restriction index.
@Suite struct EpisodeFigureTests {
  private struct Episode {
    var country: String
    var platforms: [String]
    var isCountry: Bool
    var start: Double
    var end: Double?
    var duration: Double
    var networks: Int
    var isOpen: Bool
  }

  @Test func `counts and medians of episodes are those of the episodes listed`() throws {
    let bench = try Bench(format: .json)
    let all = try episodes(bench, "list episodes where level = any with scope")
    #expect(all.count > 4)
    for (condition, listed) in [
      ("", all.filter(\.isCountry)), (" where level = any", all),
      (" where level = network", all.filter { !$0.isCountry }),
    ] {
      for country in Set(listed.map(\.country)) {
        let own = listed.filter { $0.country == country }
        let row = try figures(
          bench,
          "show episodes, blocked-hours, networks-blocked, median-episode-duration, median-onset-gap in \(country)"
            + condition)
        #expect(row["episodes"] == Double(own.count))
        #expect(isNear(row["median_episode_duration"] ?? nil, median(own.filter { !$0.isOpen }.map(\.duration))))
        let starts = own.map(\.start).sorted()
        let gaps = zip(starts.dropFirst(), starts).map { ($0 - $1) / 3600 }
        #expect(isNear(row["median_onset_gap"] ?? nil, median(gaps), within: 0.02), "\(country)\(condition)")
        // A network may be blocked in several episodes, and counts once.
        let networks = try #require(row["networks_blocked"] ?? nil)
        #expect(networks >= Double(own.map(\.networks).max() ?? 0))
        #expect(networks <= Double(own.reduce(0) { $0 + $1.networks }))
        // Whole hours, of which the ends of an episode are finer: one either side at most, and none twice.
        let hours = try #require(row["blocked_hours"] ?? nil)
        #expect(hours <= own.reduce(0) { $0 + $1.duration + 2 }, "\(country)\(condition)")
        if condition.isEmpty { #expect(hours >= own.reduce(0) { $0 + $1.duration - 2 }) }
      }
      let total = try figures(bench, "show episodes\(condition)")["episodes"] ?? nil
      #expect(total == Double(listed.count))
      for platform in Set(listed.flatMap(\.platforms)) {
        let count = listed.filter { $0.platforms.contains(platform) }.count
        #expect(try figures(bench, "show episodes on \(platform)\(condition)")["episodes"] == Double(count))
      }
    }
  }

  @Test func `blocked days are the days that the listed episodes touch`() throws {
    let bench = try Bench(format: .json)
    for country in ["IN", "PK"] {
      let listed = try episodes(bench, "list episodes in \(country) with scope")
      let days = listed.reduce(into: Set<Int>()) { days, episode in
        let end = episode.end ?? (episode.start + episode.duration * 3600)
        days.formUnion(Int(episode.start / 86_400)...Int((end - 1) / 86_400))
      }
      #expect(try figures(bench, "show blocked-days in \(country)")["blocked_days"] == Double(days.count))
    }
  }

  @Test func `episodes of periods that share nothing add up`() throws {
    let bench = try Bench(format: .json)
    for measure in ["episodes", "blocked-hours", "blocked-days"] {
      let column = measure.replacingOccurrences(of: "-", with: "_")
      let count = { (span: String) in
        try #require(try figures(bench, "show \(measure) in PK\(span)")[column] ?? nil, "\(measure)\(span)")
      }
      let parts = try count(" during 2023-12") + count(" during 2024-01")
      #expect(try count("") == parts, "\(measure)")
      #expect(
        try count(" during 2024-01-01..2024-01-14") + count(" during 2024-01-15..2024-01-31")
          == count(" during 2024-01"))
    }
  }

  @Test func `the index lies between 0 and 100, and the worst platform is no better than the mean`() throws {
    let bench = try Bench(format: .json)
    for place in ["IN", "PK", "VE", "DE"] {
      let equal = try index(bench, "in \(place)")
      let worst = try index(bench, "in \(place) weighting any")
      #expect((0...100).contains(equal) && (0...100).contains(worst))
      #expect(worst >= equal, "\(place)")
      let platforms = try ["x", "facebook", "instagram", "youtube", "tiktok"].map {
        try index(bench, "on \($0) in \(place)")
      }
      #expect(abs(worst - (platforms.max() ?? 0)) < 1e-9, "\(place)")
      #expect(abs(equal - platforms.reduce(0, +) / 5) < 1e-9, "\(place)")
    }
    // A day with a block is worse than its month, the month worse than days without any.
    let (day, month) = (try index(bench, "in PK during 2024-01-07"), try index(bench, "in PK during 2024-01"))
    let quiet = try index(bench, "in PK during 2024-01-08..2024-01-19")
    #expect(day > month && month > quiet && quiet < 0.1)
    #expect(try index(bench, "in IN on tiktok") > 95)
  }

  @Test func `no index stands where half of the basket was not measured`() throws {
    let bench = try Bench(format: .json)
    // Five platforms, of which Signal, Messenger and WhatsApp have no test.
    let row = try figures(bench, "show restriction-index in PK on x, signal, messenger, whatsapp, reddit")
    #expect(row["restriction_index"] == .some(nil))
    let none = try rows(bench, "show restriction-index in PK during 2022")
    #expect(none.allSatisfy { $0["restriction_index"] is NSNull })
  }

  // MARK: helpers

  private func episodes(_ bench: Bench, _ statement: String) throws -> [Episode] {
    try rows(bench, statement).map { row in
      let text = { (name: String) in row[name] as? String ?? "" }
      return Episode(
        country: text("country"), platforms: text("platforms").components(separatedBy: "; "),
        isCountry: text("level") == "country", start: try #require(seconds(text("start"))),
        end: seconds(text("end")), duration: try #require((row["duration"] as? NSNumber)?.doubleValue),
        networks: (row["networks"] as? NSNumber)?.intValue ?? 1,
        isOpen: text("end") == "ongoing" || text("remark").contains("since the first"))
    }
  }

  /// The only row of a result.
  private func figures(_ bench: Bench, _ statement: String) throws -> [String: Double?] {
    let rows = try rows(bench, statement)
    #expect(rows.count == 1, "\(statement)")
    return (rows.first ?? [:]).mapValues { ($0 as? NSNumber)?.doubleValue }
  }

  private func index(_ bench: Bench, _ clauses: String) throws -> Double {
    try #require(try figures(bench, "show restriction-index \(clauses)")["restriction_index"] ?? nil, "\(clauses)")
  }

  private func rows(_ bench: Bench, _ statement: String) throws -> [[String: Any]] {
    let text = bench.lines(statement)
    let object = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    return try #require(object?["rows"] as? [[String: Any]], "\(statement): \(text)")
  }

  private func seconds(_ text: String) -> Double? {
    let formatter = DateFormatter()
    formatter.dateFormat = "yyyy-MM-dd'T'HH:mm'Z'"
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(secondsFromGMT: 0)
    return formatter.date(from: text)?.timeIntervalSince1970
  }

  private func median(_ values: [Double]) -> Double? {
    let sorted = values.sorted()
    guard let upper = sorted.dropFirst(sorted.count / 2).first else { return nil }
    guard sorted.count.isMultiple(of: 2), let lower = sorted.dropFirst(sorted.count / 2 - 1).first else { return upper }
    return (lower + upper) / 2
  }

  private func isNear(_ a: Double?, _ b: Double?, within: Double = 1e-6) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    return abs(a - b) <= within
  }
}
