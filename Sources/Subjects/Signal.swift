import Places
import Tables

/// One value of a connectivity series: how much of a country's, region's or network's internet a source saw.
package struct Signal: Sendable, Hashable {
  /// What a series is about; a network in a country has both.
  package struct Entity: Sendable, Hashable {
    /// nil: all of them, or the network says enough.
    package var country: CountryCode?
    /// ISO 3166-2.
    package var subdivision: String?
    package var network: UInt32?

    package init(country: CountryCode? = nil, subdivision: String? = nil, network: UInt32? = nil) {
      self.country = country
      self.subdivision = subdivision
      self.network = network
    }
  }

  package var entity: Entity
  /// The series, as its publisher names it: `bgp`, `ping-slash24`, `tor-users`.
  package var source: String
  /// The start of what the value is about.
  package var time: Instant
  /// How long what the value is about lasts, in seconds; nil where the source does not say.
  package var step: Int?
  package var value: Double
  /// What the publisher expected without a disruption.
  package var expected: Double?
  /// The range that the publisher expected.
  package var lower: Double?
  package var upper: Double?

  package init(
    entity: Entity, source: String, time: Instant, step: Int? = nil, value: Double, expected: Double? = nil,
    lower: Double? = nil, upper: Double? = nil
  ) {
    self.entity = entity
    self.source = source
    self.time = time
    self.step = step
    self.value = value
    self.expected = expected
    self.lower = lower
    self.upper = upper
  }
}
