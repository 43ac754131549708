import Places
import Tables

/// What a restriction reaches. A record counts in each of its extents.
package enum Extent: String, Sendable, Hashable, CaseIterable, Comparable {
  case fullNetwork = "full-network"
  case serviceBased = "service-based"
  case throttling

  package static func < (left: Extent, right: Extent) -> Bool { left.rawValue < right.rawValue }
}

/// How much of the country.
package enum IncidentScope: String, Sendable, Hashable, CaseIterable {
  case city, province
  case multiRegion = "multi-region"
  case national
}

/// How an incident ends.
package enum IncidentEnd: Sendable, Hashable {
  /// The last day or hour that it was in force (inclusive to its precision unit).
  case known(Moment)
  /// In force when the record was last touched: to the end of `lastYear`, or to the dataset's snapshot if earlier.
  case ongoing(lastYear: Int)
  /// Counts its start day only.
  case unknown
}

/// A restriction that people recorded: one row of a catalogue, normalised.
package struct Incident: Sendable, Hashable {
  /// What makes two rows the same incident, compared as written before any normalising (methods.md); rows of one
  /// dataset with equal identity are one incident, the highest `edition`, then the last line, wins.
  package var identity: String
  /// `count_year` or the publisher's like; 0 where there is none.
  package var edition: Int
  /// The publisher's own id, where there is one.
  package var sourceID: String?
  /// Of the record in the file, from 1, the header being line 1.
  package var line: Int
  package var countries: [CountryCode]
  /// ISO 3166-2 where the data has it.
  package var subdivisions: [String]
  package var area: String?
  package var start: Moment
  package var end: IncidentEnd
  package var extents: Set<Extent>
  package var scope: IncidentScope?
  /// `mobile`, `fixed`.
  package var access: Set<String>
  /// Ids of the platform catalogue.
  package var platforms: Set<String>
  /// Services named but not in the catalogue, as written.
  package var otherServices: [String]
  package var orderedBy: [String]
  package var causes: [String]
  package var justification: String?
  package var title: String?
  package var links: [String]

  package init(
    identity: String, edition: Int = 0, sourceID: String? = nil, line: Int, countries: [CountryCode],
    subdivisions: [String] = [], area: String? = nil, start: Moment, end: IncidentEnd, extents: Set<Extent> = [],
    scope: IncidentScope? = nil, access: Set<String> = [], platforms: Set<String> = [], otherServices: [String] = [],
    orderedBy: [String] = [], causes: [String] = [], justification: String? = nil, title: String? = nil,
    links: [String] = []
  ) {
    self.identity = identity
    self.edition = edition
    self.sourceID = sourceID
    self.line = line
    self.countries = countries
    self.subdivisions = subdivisions
    self.area = area
    self.start = start
    self.end = end
    self.extents = extents
    self.scope = scope
    self.access = access
    self.platforms = platforms
    self.otherServices = otherServices
    self.orderedBy = orderedBy
    self.causes = causes
    self.justification = justification
    self.title = title
    self.links = links
  }
}
