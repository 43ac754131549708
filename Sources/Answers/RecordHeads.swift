import Places
import Query
import Subjects
import Tables

/// The values that a record has in a dimension: it stands in each of them.
struct RecordHeads {
  typealias Head = (values: [Value], order: OrderPart)

  /// The only platforms that are asked about; nil for all.
  let platforms: [String]?
  let clock: ZoneClock

  func values(of dimension: Dimension, in record: StoredRecord) -> [Head] {
    let incident = record.incident
    switch dimension {
    case .country: return [Heads.country(record.country)]
    case .subregion: return texts([PlaceCatalog.country(record.country)?.subregion])
    case .region: return texts([PlaceCatalog.country(record.country)?.region])
    case .subdivision: return texts(record.subdivisions)
    case .dataset: return texts(record.sources.map(\.dataset))
    case .publisher: return texts(record.sources.map(\.publisher))
    case .platform:
      let named = incident?.platforms.sorted() ?? record.episode?.platforms ?? []
      return texts(named.filter { platforms?.contains($0) ?? true })
    case .cause: return texts(incident?.causes ?? [])
    case .extent: return texts(incident?.extents.map(\.rawValue).sorted() ?? [])
    case .scope: return texts([incident?.scope?.rawValue ?? record.episode?.scope])
    case .level: return texts([record.episode?.level.rawValue])
    case .network: return networks(record.episode?.networksRestricted ?? [])
    case .access: return texts(incident?.access.sorted() ?? [])
    case .orderedBy: return texts(incident?.orderedBy ?? [])
    case .kind: return texts([record.event?.kind.rawValue])
    case .eventClass: return texts([record.event?.kind.eventClass.rawValue])
    case .actor: return texts([record.event?.actor?.rawValue])
    case .event: return texts([record.name])
    case .minute: return [number(record.startMinute(clock), .unknown) { .integer($0) }]
    case .sincePrevious:
      return [number(record.sincePrevious, .notApplicable) { .number((Double($0) / 3600).rounded12) }]
    case .ownership, .target, .category, .test, .outcome, .blockingKind, .series, .phase:
      return texts([])
    }
  }

  private func networks(_ numbers: [Int]) -> [Head] {
    numbers.isEmpty ? texts([]) : numbers.map { ([.text("AS\($0)")], .number($0)) }
  }

  private func number(_ number: Int?, _ absence: Absence, _ value: (Int) -> Value) -> Head {
    number.map { ([value($0)], .number($0)) } ?? ([.missing(absence)], .last)
  }

  /// What the source does not say is `unknown`, a group of its own.
  private func texts(_ texts: [String?]) -> [Head] {
    let known = texts.compactMap { $0 }
    guard !known.isEmpty else { return [([.missing(.unknown)], .last)] }
    return known.map { ([.text($0)], .text($0)) }
  }
}
