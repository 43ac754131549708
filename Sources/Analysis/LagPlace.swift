import Places
import Tables

/// Where one restriction falls: a bin, and whether it came first, in one word.
struct LagPlace: Sendable, Hashable {
  private let code: Int32

  static let outside = LagPlace(code: -1)

  private init(code: Int32) { self.code = code }

  init(lag: Int, isDay: Bool, bins: LagBins) {
    guard let bin = bins.bin(lag) else {
      self = .outside
      return
    }
    code = Int32(truncatingIfNeeded: bin * 4 + (lag < 0 ? 1 : 0) + (isDay && lag == 0 ? 2 : 0))
  }

  /// nil outside all bins.
  var bin: Int? { code < 0 ? nil : Int(code >> 2) }
  var isFirst: Bool { code >= 0 && code & 1 == 1 }
  var isOrderUnknown: Bool { code >= 0 && code & 2 == 2 }
}

/// One country's restrictions that can be told, and its events in order.
struct LagSides {
  let code: CountryCode
  private(set) var restrictions: [LagMoment] = []
  private let firstDay: Int
  /// Starts in seconds of the events known to more than the day, and days: of those known to the day, and of all.
  private let exact: [Int]
  private let dates: [Int]
  private let days: [Int]

  /// Counts in the tally what is left out.
  init(
    _ country: LagCountry, bins: LagBins, calendar: ClosedRange<Int>, withoutEvent: inout Int, knownToDayOnly: inout Int
  ) {
    code = country.code
    firstDay = calendar.lowerBound
    let events = country.events.filter { calendar.contains($0.day) }
    let own = country.restrictions.filter { calendar.contains($0.day) }
    // Bins under a day take exact starts only, on both sides.
    let told = events.filter { bins.areDays || !$0.isDay }
    exact = told.filter { !$0.isDay }.map(\.seconds).sorted()
    dates = told.filter(\.isDay).map(\.day).sorted()
    days = told.map(\.day).sorted()
    guard !events.isEmpty else {
      withoutEvent += own.count
      return
    }
    restrictions = told.isEmpty ? [] : own.filter { bins.areDays || !$0.isDay }
    knownToDayOnly += own.count - restrictions.count
  }

  /// Where a restriction falls when it is moved by each of the shifts, whole days round the calendar.
  func places(of restriction: LagMoment, days count: Int, shifts: [Int], bins: LagBins) -> [LagPlace] {
    let timeOfDay = restriction.seconds - restriction.day * 86_400
    func place(_ shift: Int) -> LagPlace {
      let day = firstDay + (restriction.day - firstDay + shift) % count
      return self.place(day, restriction.isDay ? nil : day * 86_400 + timeOfDay, bins)
    }
    guard count <= shifts.count else { return shifts.map(place) }
    let table = (0..<count).map(place)
    return shifts.map { table.indices.contains($0) ? table[$0] : .outside }
  }

  /// By the nearest event, the earlier of two that are as near. Two starts that are known are compared to the second,
  /// others by their days. `seconds`: nil where only the day is known.
  private func place(_ day: Int, _ seconds: Int?, _ bins: LagBins) -> LagPlace {
    guard let seconds else { return LagPlace(lag: (Self.lag(day, days) ?? 1 << 40) * 86_400, isDay: true, bins: bins) }
    let byTime = Self.lag(seconds, exact)
    let byDay = Self.lag(day, dates).map { $0 * 86_400 }
    guard let byDay else { return byTime.map { LagPlace(lag: $0, isDay: false, bins: bins) } ?? .outside }
    if let byTime, Self.isNearer(byTime, byDay) { return LagPlace(lag: byTime, isDay: false, bins: bins) }
    return LagPlace(lag: byDay, isDay: true, bins: bins)
  }

  /// Less the nearest of times in order.
  private static func lag(_ time: Int, _ times: [Int]) -> Int? {
    times.withUnsafeBufferPointer { times in
      var low = 0
      var high = times.count
      while low < high {
        let middle = (low + high) >> 1
        if times[middle] > time { high = middle } else { low = middle + 1 }
      }
      let after = low < times.count ? time - times[low] : nil
      guard low > 0 else { return after }
      let before = time - times[low - 1]
      guard let after, isNearer(after, before) else { return before }
      return after
    }
  }

  /// Of two lags to events, the one to the earlier event is the larger.
  private static func isNearer(_ left: Int, _ right: Int) -> Bool {
    (left.magnitude, -left) < (right.magnitude, -right)
  }
}

/// How often bins were met in each trial, the observed one first.
struct LagTrials {
  struct Summary {
    var bins: [LagHistogram.Bin]
    /// Share of those in bins that came first; nil where no trial has any.
    var first: IntervalEstimate?
  }

  private let trials: Int
  private let bins: Int
  /// Trial after trial.
  private var counts: [Int32]
  private var first: [Int32]

  init(trials: Int, bins: Int) {
    self.trials = trials
    self.bins = bins
    counts = [Int32](repeating: 0, count: trials * bins)
    first = [Int32](repeating: 0, count: trials)
  }

  mutating func add(_ places: [LagPlace]) {
    counts.withUnsafeMutableBufferPointer { counts in
      for (trial, place) in places.prefix(trials).enumerated() {
        guard let bin = place.bin else { continue }
        counts[trial * bins + bin] += 1
        if place.isFirst { first[trial] += 1 }
      }
    }
  }

  func summary(skipping skipped: Int, pause: () throws -> Void) rethrows -> Summary {
    let used = skipped..<max(skipped, trials)
    let perBin = try (0..<bins).map { bin in
      try pause()
      let values = used.map { Double(counts[$0 * bins + bin]) }
      return LagHistogram.Bin(
        count: trials > 0 ? Int(counts[bin]) : 0,
        expected: IntervalEstimate(ofTrials: values) ?? IntervalEstimate(value: 0, lower: 0, upper: 0))
    }
    let shares = used.compactMap { trial -> Double? in
      let all = (0..<bins).reduce(0) { $0 + Int(counts[trial * bins + $1]) }
      return all > 0 ? Double(first[trial]) / Double(all) : nil
    }
    return Summary(bins: perBin, first: IntervalEstimate(ofTrials: shares))
  }
}

extension IntervalEstimate {
  /// Mean and middle 95% of trials: the smallest values that at least 2.5% and 97.5% of them do not exceed. nil of none.
  init?(ofTrials values: [Double]) {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    func quantile(_ share: Double) -> Double {
      sorted[min(sorted.count - 1, max(0, Int((share * Double(sorted.count)).rounded(.up)) - 1))]
    }
    self.init(
      value: values.reduce(0, +) / Double(values.count), lower: quantile(0.025), upper: quantile(0.975))
  }
}
