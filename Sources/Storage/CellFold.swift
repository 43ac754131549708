/// Sums cells by the keys that a statement reads: a hash table of groups with open addressing.
struct CellFold {
  struct Key {
    var country: UInt16
    /// Months since year 0, days or hours since 1970; 0 where time is not read.
    var time: Int
    /// A target's or platform's number, by what is asked for.
    var place: UInt32
    var network: UInt32
    var origin: UInt32
  }

  private struct Words: Equatable {
    /// Country (10 bits), time (25, biased), place (28).
    var upper: UInt64
    /// Network (32), origin (32).
    var lower: UInt64
  }

  private static let timeBias = 1 << 24
  /// Counts of a group, and one place that takes what is counted nowhere.
  private static let stride = Schema.counts.count + 1
  private static let lanes: [(Int, Int)] = (0..<32).map { code in
    let lanes = Tally(code: UInt8(code)).lanes
    return (lanes.outcome, lanes.kind)
  }

  private var keys: [Words] = []
  private var counts: [Int64] = []
  /// Places of groups by hash; -1 for none. A power of two, never more than half full.
  private var slots = [Int32](repeating: -1, count: 1024)

  var count: Int { keys.count }

  mutating func removeAll() {
    keys.removeAll(keepingCapacity: true)
    counts.removeAll(keepingCapacity: true)
    slots = [Int32](repeating: -1, count: slots.count)
  }

  func key(_ row: Int) -> Key {
    let words = keys[row]
    return Key(
      country: UInt16(truncatingIfNeeded: words.upper >> 53),
      time: Int(words.upper >> 28 & 0x1FF_FFFF) - Self.timeBias, place: UInt32(words.upper & 0xFFF_FFFF),
      network: UInt32(words.lower >> 32), origin: UInt32(truncatingIfNeeded: words.lower))
  }

  func count(_ row: Int, lane: Int) -> Int64 { counts[row * Self.stride + lane] }

  /// Adds a block's cells, of which those columns are read that the choice names.
  mutating func add(_ columns: CellColumns, upper: UInt64, _ choice: CellChoice, _ targets: TargetPlatforms) {
    let reader = BlockReader(upper: upper, choice, targets)
    let hasTallies = choice.columns.contains(.tallies)
    var latest = Words(upper: .max, lower: .max)
    var group = 0
    for index in columns.weights.indices {
      guard let words = reader.words(columns, index) else { continue }
      if words != latest {
        latest = words
        group = self.group(words)
      }
      let start = group &* Self.stride
      let weight = columns.weights[index]
      counts[start] &+= weight
      guard hasTallies, columns.tallies[index] != 0 else { continue }
      let (outcome, kind) = Self.lanes[Int(columns.tallies[index] & 31)]
      counts[start &+ outcome] &+= weight
      counts[start &+ kind] &+= weight
    }
  }

  /// Makes a group's key of a cell of one block.
  private struct BlockReader {
    private let choice: CellChoice
    private let targets: TargetPlatforms
    private let isRollup: Bool
    private let firstHour: Int
    private let blockWord: UInt64
    private let readsPlace: Bool
    private let readsHour: Bool
    private let isBounded: Bool
    /// Some of the month's hours are not asked for.
    private let isCut: Bool

    init(upper: UInt64, _ choice: CellChoice, _ targets: TargetPlatforms) {
      self.choice = choice
      self.targets = targets
      isRollup = choice.grain == .month
      isBounded = choice.since != .min || choice.until != .max
      let country = choice.keepsCountry ? UInt64(CellDelta.country(upper)) << 53 : 0
      let month = isRollup ? 0 : CellDelta.month(upper)
      firstHour = isRollup ? 0 : CellDelta.firstHour(ofMonth: month)
      readsPlace = choice.columns.contains(.targets)
      readsHour = choice.time == .hour || choice.time == .day
      let hours = isRollup ? 0 : CellDelta.firstHour(ofMonth: month + 1) - firstHour
      isCut = !isRollup && (firstHour < choice.since || firstHour + hours > choice.until)
      blockWord = country | (isRollup || readsHour ? 0 : CellFold.timeWord(choice.time == .month ? month : 0))
    }

    @inline(__always)
    func words(_ columns: CellColumns, _ index: Int) -> Words? {
      var upper = blockWord
      if readsHour || isCut {
        let hour = firstHour + Int(columns.hours[index])
        if isCut, hour < choice.since || hour >= choice.until { return nil }
        if readsHour { upper |= CellFold.timeWord(choice.time == .hour ? hour : hour.flooredDivision(by: 24)) }
      }
      if readsPlace {
        guard let place = place(columns.targets[index]) else { return nil }
        upper |= place
      }
      let network = choice.keepsNetwork ? UInt64(columns.networks[index]) << 32 : 0
      return Words(upper: upper, lower: choice.keepsOrigin ? network | UInt64(columns.origins[index]) : network)
    }

    /// The part of the key that a target makes; nil where it is not asked for.
    @inline(__always)
    private func place(_ target: UInt32) -> UInt64? {
      guard isRollup else {
        guard targets.isChosen(target: target) else { return nil }
        if choice.keepsTarget { return UInt64(target & 0xFFF_FFFF) }
        return choice.keepsPlatform ? UInt64(targets.platform(of: target)) : 0
      }
      let (platform, month) = CellDelta.platformAndMonth(target)
      guard targets.isChosen(platform: platform) else { return nil }
      if isBounded {
        let hour = CellDelta.firstHour(ofMonth: month)
        guard hour >= choice.since, hour < choice.until else { return nil }
      }
      let time = CellFold.timeWord(choice.time == .month ? month : 0)
      return time | (choice.keepsPlatform ? UInt64(platform) : 0)
    }
  }

  @inline(__always)
  private static func timeWord(_ time: Int) -> UInt64 {
    UInt64(truncatingIfNeeded: (time + timeBias) & 0x1FF_FFFF) << 28
  }

  @inline(__always)
  private static func hash(_ words: Words) -> Int {
    // The mixing step of the wyhash family, as in `TestKey.hash`.
    let product = (words.upper ^ 0x243F_6A88_85A3_08D3).multipliedFullWidth(by: words.lower ^ 0x1319_8A2E_0370_7345)
    return Int(truncatingIfNeeded: (product.high ^ product.low) >> 1)
  }

  private mutating func group(_ words: Words) -> Int {
    var slot = Self.hash(words) & (slots.count - 1)
    while slots[slot] >= 0 {
      if keys[Int(slots[slot])] == words { return Int(slots[slot]) }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = Int32(clamping: keys.count)
    keys.append(words)
    counts.append(contentsOf: repeatElement(0, count: Self.stride))
    if keys.count * 2 > slots.count { grow() }
    return keys.count - 1
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for (place, words) in keys.enumerated() {
      var slot = Self.hash(words) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(clamping: place)
    }
  }
}
