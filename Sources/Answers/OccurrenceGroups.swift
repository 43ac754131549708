import Places
import Query
import Subjects
import Tables

/// The groups of `by` in a verb of two selections: a dimension of the left side chooses among its records, one that only
/// the right side has among those, and a place chooses on both.
struct OccurrenceGroups {
  struct Group {
    var heads: [Value] = []
    var order: [OrderPart] = []
    /// nil: all that the statement asks about.
    var countries: Set<CountryCode>?
    var left: [Occurrence]
    var right: [Occurrence]
  }

  let query: ResolvedQuery
  let clock: ZoneClock
  let leftSubject: SubjectKind
  let rightSubject: SubjectKind

  func groups(_ left: [Occurrence], _ right: [Occurrence]) -> [Group] {
    let whole = [Group(left: left, right: right)]
    return query.dimensions.reduce(whole) { groups, dimension in groups.flatMap { split($0, by: dimension) } }
      .sorted { $0.order < $1.order }
  }

  private func split(_ group: Group, by dimension: Dimension) -> [Group] {
    let heads = RecordHeads(platforms: query.slice.platforms, clock: clock)
    let isPlace = [.country, .subregion, .region].contains(dimension)
    let isLeft = dimension.applies(to: leftSubject)
    var parts: [[Value]: Group] = [:]
    func part(_ head: RecordHeads.Head) -> Group {
      var part = Group(heads: group.heads + head.values, order: group.order + [head.order], left: [], right: [])
      part.countries = group.countries
      if !isPlace { (part.left, part.right) = isLeft ? ([], group.right) : (group.left, []) }
      return part
    }
    if isPlace || isLeft {
      for occurrence in group.left {
        for head in heads.values(of: dimension, in: occurrence.record) {
          parts[head.values, default: part(head)].left.append(occurrence)
        }
      }
    }
    if isPlace || !isLeft {
      for occurrence in group.right {
        for head in heads.values(of: dimension, in: occurrence.record) {
          parts[head.values, default: part(head)].right.append(occurrence)
        }
      }
    }
    guard isPlace else { return Array(parts.values) }
    return parts.values.map { part in
      var part = part
      let members = (part.left + part.right).reduce(into: Set<CountryCode>()) { countries, occurrence in
        countries.formUnion(Self.members(of: dimension, around: occurrence.country))
      }
      part.countries = part.countries.map(members.intersection) ?? members
      return part
    }
  }

  /// A region's countries are asked about whether or not anything was recorded in them.
  private static func members(of dimension: Dimension, around country: CountryCode) -> [CountryCode] {
    let entry = PlaceCatalog.country(country)
    let region = dimension == .region ? entry?.region : dimension == .subregion ? entry?.subregion : nil
    return region.flatMap { PlaceCatalog.region(named: $0)?.members } ?? [country]
  }
}
