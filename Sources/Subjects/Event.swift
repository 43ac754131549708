import Places
import Tables

package enum EventKind: String, Sendable, Hashable, CaseIterable {
  case election, rally, speech, protest, coup, arrest, exam, holiday, statement, conflict, other

  /// Political: all but exam, holiday and other.
  package var eventClass: EventClass {
    switch self {
    case .exam, .holiday: .calendar
    case .other: .other
    case .election, .rally, .speech, .protest, .coup, .arrest, .statement, .conflict: .political
    }
  }
}

package enum EventClass: String, Sendable, Hashable, CaseIterable { case political, calendar, other }

/// Whose event it is.
package enum EventActor: String, Sendable, Hashable, CaseIterable { case government, opposition, military, other }

/// A political event.
package struct Event: Sendable, Hashable {
  /// The file's id column; nil: named from country, day and title by `EventName`.
  package var sourceID: String?
  /// What makes two rows the same event, as written.
  package var identity: String
  package var line: Int
  package var kind: EventKind
  package var countries: [CountryCode]
  package var subdivisions: [String]
  package var start: Moment
  /// nil: it lasts its start's precision unit.
  package var end: Moment?
  package var actor: EventActor?
  package var title: String
  package var links: [String]

  package init(
    sourceID: String? = nil, identity: String, line: Int, kind: EventKind, countries: [CountryCode],
    subdivisions: [String] = [], start: Moment, end: Moment? = nil, actor: EventActor? = nil, title: String,
    links: [String] = []
  ) {
    self.sourceID = sourceID
    self.identity = identity
    self.line = line
    self.kind = kind
    self.countries = countries
    self.subdivisions = subdivisions
    self.start = start
    self.end = end
    self.actor = actor
    self.title = title
    self.links = links
  }
}
