import Tables

/// When something started, as finely as it is known.
package enum Onset: Sendable, Hashable {
  /// To the hour or finer: the instant, and the day of a wall clock there.
  case clocked(Instant, day: Int)
  /// To the calendar day there.
  case dated(day: Int)
  /// To the month, or not at all.
  case unknown
}

/// How long after the start before it each thing of one country started (Documentation/methods/recurrence.md).
package enum OnsetGaps {
  /// Seconds, above zero, in the order of `onsets`; nil where nothing started earlier.
  ///
  /// A gap is the time between two instants where both starts are known to the hour or finer, else whole calendar days;
  /// the start before is the one with the shortest gap. What started at the same time, or on the same day where one of
  /// the two is known only to the day, is neither earlier nor later. An unknown start has no gap and ends none.
  package static func seconds(_ onsets: [Onset]) -> [Int?] {
    var instants: [Int] = []
    var datedDays: [Int] = []
    var allDays: [Int] = []
    for onset in onsets {
      switch onset {
      case .clocked(let instant, let day):
        instants.append(instant.seconds)
        allDays.append(day)
      case .dated(let day):
        datedDays.append(day)
        allDays.append(day)
      case .unknown: break
      }
    }
    instants.sort()
    datedDays.sort()
    allDays.sort()
    return onsets.map { onset in
      switch onset {
      case .clocked(let instant, let day):
        let exact = instants.last(before: instant.seconds).map { instant.seconds - $0 }
        let whole = datedDays.last(before: day).map { (day - $0) * 86_400 }
        return [exact, whole].compactMap { $0 }.min()
      case .dated(let day): return allDays.last(before: day).map { (day - $0) * 86_400 }
      case .unknown: return nil
      }
    }
  }
}

extension [Int] {
  /// The largest that is below a value; sorted.
  fileprivate func last(before value: Int) -> Int? {
    let place = partitioningIndex { $0 >= value }
    return place > 0 ? self[place - 1] : nil
  }
}
