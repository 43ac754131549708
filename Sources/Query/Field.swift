import Subjects

/// What a condition can ask of a subject's rows, each with a type: one table for the resolver, completion and help.
package struct Field: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case place
    /// A UN M49 region (`subregion`, `region`).
    case placeGroup
    case platform
    case network
    case dataset
    /// A closed list of words.
    case word([String])
    /// Words met in the data.
    case open
    /// Words to look for, always in quotes.
    case prose
    case time
    case duration
    /// Whole numbers of a range.
    case whole(ClosedRange<Int>)
  }

  package var name: String
  package var kind: Kind
  /// Several values a row: `=` and `contains` test membership, a number compares how many there are.
  package var isSet: Bool
  /// Only rows have it, not counts of them: it goes with `list`.
  package var isOfRows: Bool
  /// Worked out of the records that the rest of their selection chooses: conditions on it are asked last.
  package var isLate: Bool

  private init(_ name: String, _ kind: Kind, isSet: Bool = false, isOfRows: Bool = false, isLate: Bool = false) {
    self.name = name
    self.kind = kind
    self.isSet = isSet
    self.isOfRows = isOfRows
    self.isLate = isLate
  }

  package static func table(of subject: SubjectKind) -> [Field] {
    switch subject {
    case .measurements: shared + measurements
    case .incidents: shared + incidents + [minute, sincePrevious]
    case .events: shared + events + [minute, sincePrevious]
    case .episodes: places + episodes + [sincePrevious]
    case .signals: shared + signals
    }
  }

  package static func names(of subject: SubjectKind) -> [String] { table(of: subject).map(\.name) }

  /// What a misspelt name may be: a plural is one of a plural.
  static func spellings(like name: String, of subject: SubjectKind) -> [String] {
    let plurals = name.contains("s") ? table(of: subject).filter(\.isSet).map { Names.plural($0.name) } : []
    return names(of: subject) + plurals
  }

  /// By name or English plural.
  package static func named(_ name: String, of subject: SubjectKind) -> Field? {
    let fields = table(of: subject)
    if let field = fields.first(where: { $0.name == name }) { return field }
    let singular = Names.singular(name)
    return fields.first { $0.name == singular }
  }

  private static let places = [
    Field("country", .place), Field("subregion", .placeGroup), Field("region", .placeGroup), Field("start", .time),
  ]

  private static let shared = [
    Field("country", .place), Field("subregion", .placeGroup), Field("region", .placeGroup),
    Field("dataset", .dataset), Field("publisher", .open), Field("start", .time),
  ]

  private static let minute = Field("minute", .whole(0...59), isLate: true)
  private static let sincePrevious = Field("since-previous", .duration, isLate: true)

  private static let measurements = [
    Field("network", .network), Field("ownership", .word(["state", "private", "unknown"])),
    Field("platform", .platform), Field("target", .prose), Field("category", .open), Field("test", .open),
    Field("outcome", .word(["ok", "anomaly", "confirmed", "failure"]), isOfRows: true),
    Field("blocking-kind", .word(BlockingKind.allCases.filter { $0 != .none }.map(\.name)), isOfRows: true),
    Field("id", .prose, isOfRows: true),
  ]

  private static let incidents = [
    Field("subdivision", .open, isSet: true), Field("platform", .platform, isSet: true),
    Field("service", .open, isSet: true), Field("cause", .open, isSet: true),
    Field("extent", .word(Extent.allCases.map(\.rawValue)), isSet: true),
    Field("scope", .word(IncidentScope.allCases.map(\.rawValue))),
    Field("access", .word(["mobile", "fixed"]), isSet: true), Field("ordered-by", .open, isSet: true),
    Field("end", .time), Field("duration", .duration), Field("id", .prose), Field("text", .prose),
  ]

  private static let events = [
    Field("subdivision", .open, isSet: true), Field("kind", .word(EventKind.allCases.map(\.rawValue))),
    Field("class", .word(EventClass.allCases.map(\.rawValue))),
    Field("actor", .word(EventActor.allCases.map(\.rawValue))), Field("event", .open),
    Field("end", .time), Field("duration", .duration), Field("id", .prose), Field("text", .prose),
  ]

  private static let episodes = [
    Field("platform", .platform, isSet: true), Field("network", .network, isSet: true),
    Field("level", .word(["country", "network", "any"])), Field("scope", .word(["network", "partial", "national"])),
    Field("end", .time), Field("duration", .duration), Field("id", .prose),
  ]

  private static let signals = [
    Field("subdivision", .open), Field("network", .network), Field("series", .open),
  ]

  /// Whether two rows can be told apart by order.
  var isOrdered: Bool {
    switch kind {
    case .time, .duration, .whole: true
    case .place, .placeGroup, .platform, .network, .dataset, .word, .open, .prose: false
    }
  }

  /// What it is compared with, for messages.
  var expected: String {
    switch kind {
    case .place: "a place"
    case .placeGroup: "a region"
    case .platform: "a platform"
    case .network: "a network such as AS8048"
    case .dataset: "a dataset"
    case .word(let words): "one of \(words.joined(separator: ", "))"
    case .open: "a name"
    case .prose: "a text in quotes"
    case .time: "a time such as 2024-01"
    case .duration: "a duration such as 3d"
    case .whole(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    }
  }
}

extension SubjectKind {
  /// Subjects whose rows are things that begin and end, which selections beside a verb's own are made of.
  package static let records: [SubjectKind] = [.incidents, .events, .episodes]
}
