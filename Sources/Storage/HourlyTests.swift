import GRDB
import Places
import Subjects

/// What a reading by hours is about: whose tests, and how platforms are numbered in it.
package struct HourlyChoice: Sendable {
  /// By target: the place of its platform in the list that was asked for; -1 for any other.
  fileprivate var platforms: [Int16] = []
  /// By set of datasets: whether one of those that were asked for is in it; nil where all are.
  fileprivate var origins: [Bool]?
  fileprivate var count: Int

  fileprivate func platform(_ target: UInt32) -> Int16 {
    Int(target) < platforms.count ? platforms[Int(target)] : -1
  }

  fileprivate func holds(origin: UInt32) -> Bool {
    guard let origins else { return true }
    return Int(origin) < origins.count && origins[Int(origin)]
  }

  fileprivate var columns: CellColumns.Choice {
    var columns: CellColumns.Choice = [.targets, .hours, .tallies]
    if origins != nil { columns.insert(.origins) }
    return columns
  }
}

/// Tests of one hour, network and platform. There may be several of the same three, to be added up.
package struct HourlyTests: Sendable {
  /// Unix hour.
  package var hour: Int
  /// ASN.
  package var network: UInt32
  /// The platform's place in the list that was asked for; -1 for any other target.
  package var platform: Int
  package var tests: Int
  /// Tests less failures.
  package var n: Int
  /// Anomalies and confirmed.
  package var k: Int
}

/// The same of a whole country.
package struct HourlyTotal: Sendable {
  package var country: CountryCode
  /// Unix hour.
  package var hour: Int
  package var platform: Int
  /// Tests less failures, at least 1.
  package var n: Int
  /// Anomalies and confirmed.
  package var k: Int
}

/// Readings straight from the stored blocks, for what goes through every hour of a country: as rows of a statement they
/// take several times as long.
extension Store {
  /// - Parameters:
  ///   - platforms: at most 2^15 ids; a target of another is -1, as one of none.
  ///   - datasets: a test counts once, whichever of them hold it.
  package func hourlyChoice(platforms: [String], datasets: [String]) throws -> HourlyChoice {
    try reading("reading targets") { db in
      var choice = HourlyChoice(count: platforms.count)
      let numbers = Dictionary(platforms.enumerated().map { ($1, Int16(clamping: $0)) }) { first, _ in first }
      let targets = try RawStatement(db, "select id, platform from target order by id")
      while try targets.next() {
        guard let number = targets.text(1).flatMap({ numbers[$0] }) else { continue }
        let id = targets.int(0)
        guard (0..<CellDelta.targetLimit).contains(id) else { continue }
        if choice.platforms.count <= id {
          choice.platforms.append(contentsOf: repeatElement(-1, count: id + 1 - choice.platforms.count))
        }
        choice.platforms[id] = number
      }
      choice.origins = try origins(of: Set(datasets), db)
      return choice
    }
  }

  private func origins(of datasets: Set<String>, _ db: Database) throws -> [Bool]? {
    var held: [Bool] = []
    let rows = try RawStatement(
      db, "select o.origin, d.name from origin_dataset o join dataset d on d.id = o.dataset order by o.origin")
    while try rows.next() {
      let origin = rows.int(0)
      guard (0..<CellDelta.originLimit).contains(origin) else { continue }
      if held.count <= origin { held.append(contentsOf: repeatElement(false, count: origin + 1 - held.count)) }
      if let name = rows.text(1), datasets.contains(name) { held[origin] = true }
    }
    let used = try RawStatement(db, "select distinct origin from origin_dataset")
    while try used.next() {
      let origin = used.int(0)
      guard held.indices.contains(origin), held[origin] else { return held }
    }
    return nil
  }

  /// Every cell of a country, in the order in which they are stored.
  package func hourlyTests(
    in country: CountryCode, _ choice: HourlyChoice, _ body: (HourlyTests) -> Void
  ) throws {
    guard let number = CountryIndex.number(country.raw) else { return }
    try hourlyBlocks(of: number, choice, networks: true) { columns, upper in
      let first = CellDelta.firstHour(ofMonth: CellDelta.month(upper))
      for index in columns.weights.indices {
        guard choice.origins == nil || choice.holds(origin: columns.origins[index]) else { continue }
        let weight = Int(columns.weights[index])
        let outcome = Tally(code: columns.tallies[index]).outcome
        body(
          HourlyTests(
            hour: first + Int(columns.hours[index]), network: columns.networks[index],
            platform: Int(choice.platform(columns.targets[index])), tests: weight,
            n: outcome == Outcome.failure.rawValue ? 0 : weight, k: outcome.isInterference ? weight : 0))
      }
    }
  }

  /// The chosen platforms in every country, in the order of country, hour and platform.
  package func hourlyTotals(_ choice: HourlyChoice, _ body: (HourlyTotal) throws -> Void) throws {
    var sum = MonthSum(platforms: choice.count)
    try hourlyBlocks(of: nil, choice, networks: false) { columns, upper in
      let prefix = upper & CellDelta.prefixMask
      if prefix != sum.prefix {
        try sum.empty(into: body)
        sum.prefix = prefix
      }
      for index in columns.weights.indices {
        let platform = choice.platform(columns.targets[index])
        guard platform >= 0, choice.origins == nil || choice.holds(origin: columns.origins[index]) else { continue }
        sum.add(Int(platform), columns.hours[index], columns.tallies[index], columns.weights[index])
      }
    }
    try sum.empty(into: body)
  }

  private func hourlyBlocks(
    of country: UInt16?, _ choice: HourlyChoice, networks: Bool, _ body: (CellColumns, UInt64) throws -> Void
  ) throws {
    try reading("reading tests") { db in
      let blocks = try RawStatement(
        db,
        """
        select upper, count, data from cell_block where grain = \(CellBlocks.Grain.hour.rawValue) \
        and upper >= ?1 and upper < ?2 order by upper, lower
        """)
      blocks.bind(1, Int64(country ?? 0) << 53)
      blocks.bind(2, Int64(country.map { $0 + 1 } ?? CountryIndex.count) << 53)
      var wanted = choice.columns
      if networks { wanted.insert(.networks) }
      var columns = CellColumns()
      while try blocks.next() {
        guard !interruption.isRaised else {
          interruption.lower()
          throw StoreError.interrupted
        }
        let upper = UInt64(bitPattern: Int64(blocks.int(0)))
        try blocks.withBytes(2) { try columns.read($0, count: blocks.int(1), wanted) }
        try body(columns, upper)
      }
    }
  }
}

/// Sums of one country's month by platform and hour.
private struct MonthSum {
  /// Hours of a month, and room for those that its ten bits can hold.
  private static let hours = 1024
  var prefix: UInt64 = .max
  private let platforms: Int
  private var n: [Int]
  private var k: [Int]
  private var isEmpty = true

  init(platforms: Int) {
    self.platforms = platforms
    n = Array(repeating: 0, count: platforms * Self.hours)
    k = n
  }

  mutating func add(_ platform: Int, _ hour: UInt16, _ tally: UInt8, _ weight: Int64) {
    let outcome = Tally(code: tally).outcome
    guard outcome != Outcome.failure.rawValue else { return }
    let place = Int(hour & 1023) * platforms + platform
    guard n.indices.contains(place) else { return }
    isEmpty = false
    n[place] &+= Int(weight)
    if outcome.isInterference { k[place] &+= Int(weight) }
  }

  mutating func empty(into body: (HourlyTotal) throws -> Void) rethrows {
    guard !isEmpty, let country = CountryCode(CountryIndex.text(CellDelta.country(prefix))) else { return }
    let first = CellDelta.firstHour(ofMonth: CellDelta.month(prefix))
    for place in n.indices where n[place] > 0 {
      try body(
        HourlyTotal(
          country: country, hour: first + place / platforms, platform: place % platforms, n: n[place], k: k[place]))
      (n[place], k[place]) = (0, 0)
    }
    isEmpty = true
  }
}

extension UInt8 {
  /// Of an outcome's number.
  fileprivate var isInterference: Bool { self == Outcome.anomaly.rawValue || self == Outcome.confirmed.rawValue }
}
