import GRDB
import GRDBSQLite
import Query
import Tables

/// The table `cell` of a database: counts of tests, summed over every key that a statement does not read, so that
/// `select country, sum(tests) from cell group by country` meets some rows a country and not one a cell. Its rows are
/// partial sums: sums over them mean something, and how many there are does not.
///
/// Keys: country, network, platform, target (a `target.id`), month (since year 0), day and hour (since 1970, UTC), origin
/// (a set of datasets). Counts: `Schema.counts`. Arguments, by `cell(since, until, countries, platforms, hosts)`, each null
/// for all: hours from and up to which, and lists separated by U+001F; platforms and hosts together choose targets.
///
/// The rollup by platform and month answers what needs no target and no part of a month; else the hours do.
final class CellRows: VirtualRows {
  enum Column: Int, CaseIterable {
    case country, network, platform, target, month, day, hour, origin
    case tests, anomaly, confirmed, failure, dns, tcpIP, tls, httpDiff, httpFailure
    case since, until, countries, platforms, hosts
  }

  static func table(_ interruption: Interruption) -> VirtualTable {
    let counts = Schema.counts.joined(separator: ", ")
    return VirtualTable(
      declaration: """
        create table cell(country, network, platform, target, month, day, hour, origin, \(counts), since hidden,
          until hidden, countries hidden, platforms hidden, hosts hidden)
        """,
      choose: { offered in
        (offered.filter { $0.column >= Column.since.rawValue && $0.comparison == .equal }, 1e6)
      },
      open: { CellRows(connection: $0, interruption: interruption) })
  }

  /// Groups that are summed before their rows are shown; there may be more than one row of a group.
  private static let groupLimit = 65_536

  private let connection: OpaquePointer?
  private let interruption: Interruption
  private var choice = CellChoice()
  private var targets = TargetPlatforms()
  private var blocks: RawStatement?
  private var fold = CellFold()
  private var row = 0

  init(connection: OpaquePointer?, interruption: Interruption) {
    self.connection = connection
    self.interruption = interruption
  }

  override func start(_ plan: VirtualTable.Plan, _ values: [VirtualValue]) throws {
    choice = CellChoice(plan, values)
    targets = try TargetPlatforms(connection, choice)
    blocks = try RawStatement(
      connection,
      "select upper, count, data from cell_block where grain = \(choice.grain.rawValue) order by upper, lower")
    fold = CellFold()
    try refill()
  }

  override var isAtEnd: Bool { row >= fold.count && blocks == nil }

  override func advance() throws {
    row += 1
    if row >= fold.count, blocks != nil { try refill() }
  }

  private func refill() throws {
    fold.removeAll()
    row = 0
    guard let blocks else { return }
    var columns = CellColumns()
    while fold.count < Self.groupLimit {
      guard !interruption.isRaised else { throw StoreError.interrupted }
      guard try blocks.next() else {
        self.blocks = nil
        return
      }
      let upper = UInt64(bitPattern: Int64(blocks.int(0)))
      guard choice.admits(upper) else { continue }
      try blocks.withBytes(2) { try columns.read($0, count: blocks.int(1), choice.columns) }
      fold.add(columns, upper: upper, choice, targets)
    }
  }

  override func show(_ column: Int, in context: OpaquePointer?) {
    guard let column = Column(rawValue: column), row < fold.count else { return sqlite3_result_null(context) }
    let key = fold.key(row)
    switch column {
    case .country: sqlite3_result_text(context, CountryIndex.letters(key.country), 2, nil)
    case .network: sqlite3_result_int64(context, Int64(key.network))
    case .origin: sqlite3_result_int64(context, Int64(key.origin))
    case .target: sqlite3_result_int64(context, Int64(key.place))
    case .platform:
      let number = choice.keepsTarget ? targets.platform(of: key.place) : Int(key.place)
      let name = targets.name(number)
      sqlite3_result_text(context, name, Int32(clamping: name.utf8.count), transient)
    case .month: sqlite3_result_int64(context, Int64(choice.month(key.time)))
    case .day: sqlite3_result_int64(context, Int64(choice.day(key.time)))
    case .hour: sqlite3_result_int64(context, Int64(key.time))
    case .since, .until, .countries, .platforms, .hosts: sqlite3_result_null(context)
    default: sqlite3_result_int64(context, fold.count(row, lane: column.rawValue - Column.tests.rawValue))
    }
  }
}

/// What a statement asks of the cells.
struct CellChoice {
  enum Time: Int { case none, month, day, hour }

  private(set) var columns: CellColumns.Choice = []
  private(set) var keepsCountry = false
  private(set) var keepsNetwork = false
  private(set) var keepsOrigin = false
  private(set) var keepsTarget = false
  private(set) var keepsPlatform = false
  private(set) var time = Time.none
  private(set) var grain = CellBlocks.Grain.month
  /// Hours since 1970.
  private(set) var since = Int.min
  private(set) var until = Int.max
  private(set) var platforms: Set<String>?
  private(set) var hosts: Set<String>?
  private var countries: Set<UInt16>?

  init() {}

  init(_ plan: VirtualTable.Plan, _ values: [VirtualValue]) {
    func reads(_ column: CellRows.Column) -> Bool { plan.columnsUsed & 1 << UInt64(column.rawValue) != 0 }
    keepsCountry = reads(.country)
    keepsNetwork = reads(.network)
    keepsOrigin = reads(.origin)
    keepsTarget = reads(.target)
    keepsPlatform = reads(.platform)
    time = reads(.hour) ? .hour : reads(.day) ? .day : reads(.month) ? .month : .none
    for (constraint, value) in zip(plan.constraints, values) { take(constraint, value) }
    let isWholeMonths = Self.startsMonth(since) && Self.startsMonth(until)
    let needsHours = keepsTarget || hosts != nil || time == .hour || time == .day || !isWholeMonths
    grain = needsHours ? .hour : .month
    columns = []
    if grain == .month || keepsTarget || keepsPlatform || platforms != nil || hosts != nil {
      columns.insert(.targets)
    }
    if grain == .hour, time == .hour || time == .day || !isWholeMonths { columns.insert(.hours) }
    if keepsNetwork { columns.insert(.networks) }
    if keepsOrigin { columns.insert(.origins) }
    let others = CellRows.Column.anomaly.rawValue...CellRows.Column.httpFailure.rawValue
    if others.contains(where: { plan.columnsUsed & 1 << UInt64($0) != 0 }) { columns.insert(.tallies) }
  }

  private mutating func take(_ constraint: VirtualTable.Constraint, _ value: VirtualValue) {
    switch CellRows.Column(rawValue: constraint.column) {
    case .since: since = value.integer.map { Int($0) } ?? .min
    case .until: until = value.integer.map { Int($0) } ?? .max
    case .countries:
      countries = list(value).map { codes in
        Set(
          codes.compactMap { code in
            let letters = Array(code.utf8)
            return letters.count == 2 ? CountryIndex.number(letters[0], letters[1]) : nil
          })
      }
    case .platforms: platforms = list(value).map { Set($0) }
    case .hosts: hosts = list(value).map { Set($0) }
    default: break
    }
  }

  private func list(_ value: VirtualValue) -> [String]? {
    value.text.map { $0.split(separator: "\u{1F}", omittingEmptySubsequences: true).map(String.init) }
  }

  private static func startsMonth(_ hour: Int) -> Bool {
    guard hour != .min, hour != .max else { return true }
    guard CellDelta.holds(hour: hour) else { return true }
    return CellDelta.firstHour(ofMonth: Instant(seconds: hour * 3600).monthNumber) == hour
  }

  /// Whether a block may hold what is asked for.
  func admits(_ upper: UInt64) -> Bool {
    if let countries, !countries.contains(CellDelta.country(upper)) { return false }
    guard grain == .hour else { return true }
    let month = CellDelta.month(upper)
    return CellDelta.firstHour(ofMonth: month) < until && CellDelta.firstHour(ofMonth: month + 1) > since
  }

  func month(_ time: Int) -> Int {
    switch self.time {
    case .hour: Instant(seconds: time * 3600).monthNumber
    case .day: Instant(seconds: time * 86_400).monthNumber
    case .month, .none: time
    }
  }

  func day(_ time: Int) -> Int { self.time == .hour ? time.flooredDivision(by: 24) : time }
}

/// Every target's platform, and which of them a statement is about.
struct TargetPlatforms {
  private var names = [""]
  private var byTarget: [Int32] = []
  private var chosen: [Bool] = []
  private var chosenPlatforms: [Bool] = []
  private(set) var choosesAll = true

  init() {}

  init(_ connection: OpaquePointer?, _ choice: CellChoice) throws {
    guard choice.keepsPlatform || choice.platforms != nil || choice.hosts != nil else { return }
    choosesAll = choice.platforms == nil && choice.hosts == nil
    var numbers = ["": 0]
    let platforms = try RawStatement(connection, "select name from platform order by id")
    while try platforms.next() {
      let name = platforms.text(0) ?? ""
      guard numbers[name] == nil else { continue }
      numbers[name] = names.count
      names.append(name)
    }
    chosenPlatforms = names.map { choice.platforms?.contains($0) ?? false }
    let targets = try RawStatement(connection, "select id, platform, host from target order by id")
    while try targets.next() {
      let id = targets.int(0)
      guard (0..<CellDelta.targetLimit).contains(id) else { continue }
      while byTarget.count <= id {
        byTarget.append(0)
        chosen.append(false)
      }
      let number = numbers[targets.text(1) ?? ""] ?? 0
      byTarget[id] = Int32(clamping: number)
      chosen[id] = chosenPlatforms[number] || choice.hosts?.contains(targets.text(2) ?? "") == true
    }
  }

  func platform(of target: UInt32) -> Int { Int(target) < byTarget.count ? Int(byTarget[Int(target)]) : 0 }
  func name(_ number: Int) -> String { names.indices.contains(number) ? names[number] : "" }

  @inline(__always)
  func isChosen(target: UInt32) -> Bool { choosesAll || Int(target) < chosen.count && chosen[Int(target)] }

  @inline(__always)
  func isChosen(platform: UInt32) -> Bool {
    choosesAll || Int(platform) < chosenPlatforms.count && chosenPlatforms[Int(platform)]
  }
}
