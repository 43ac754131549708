import Tables

/// Disjoint spans of local time in order; all time where there are none to choose from.
package struct LocalPeriod: Sendable, Hashable {
  /// nil: all time.
  package let spans: [TimeSpan]?

  /// Spans of absolute time, read on a clock; those that touch or overlap become one.
  package init(_ spans: [TimeSpan]?, clock: LocalClock = .utc) {
    self.spans = spans.map { spans in
      var merged: [TimeSpan] = []
      for span in spans.map(clock.local).filter({ $0.seconds > 0 }).sorted(by: { $0.start < $1.start }) {
        if let last = merged.last, span.start <= last.end {
          merged[merged.count - 1].end = max(last.end, span.end)
        } else {
          merged.append(span)
        }
      }
      return merged
    }
  }

  package func contains(_ local: Instant) -> Bool {
    spans.map { $0.contains { $0.contains(local) } } ?? true
  }

  /// Calendar days on which a span of local time lies in the period.
  package func days(of span: TimeSpan) -> Int {
    guard span.seconds > 0 else { return 0 }
    guard let spans else { return dayCount(from: span.start, to: span.end, after: .min).days }
    var total = 0
    var counted = Int32.min
    for part in spans where part.overlaps(span) {
      let (days, last) = dayCount(from: max(part.start, span.start), to: min(part.end, span.end), after: counted)
      total += days
      counted = last
    }
    return total
  }

  /// Days from an instant up to another, less those up to `after`, which were counted before.
  private func dayCount(from start: Instant, to end: Instant, after: Int32) -> (days: Int, last: Int32) {
    let last = end.advanced(by: -1).day.number
    let first = max(Int(start.day.number), Int(after) + 1)
    return (max(0, Int(last) - first + 1), last)
  }
}
