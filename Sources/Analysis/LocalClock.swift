import Tables

/// Wall-clock time of one zone, kept as if it were UTC.
///
/// A thing known only to the day is a local calendar day in any zone, so it is never moved; finer times are.
package struct LocalClock: Sendable {
  /// Seconds that local time is ahead of UTC at an instant.
  package var offset: @Sendable (Instant) -> Int

  package init(offset: @escaping @Sendable (Instant) -> Int = { _ in 0 }) { self.offset = offset }

  package static let utc = LocalClock()

  /// The wall clock's time at an instant.
  package func local(_ instant: Instant) -> Instant { instant.advanced(by: offset(instant)) }

  package func local(_ span: TimeSpan) -> TimeSpan { TimeSpan(local(span.start), local(span.end)) }

  /// The unit that a moment is known to, in local time.
  package func local(_ moment: Moment) -> TimeSpan {
    moment.precision >= .day ? moment.span : local(moment.span)
  }
}
