import Places
import Query
import Subjects
import Tables

/// An episode's row under `list`, after its id and start.
struct EpisodeCells {
  let record: StoredRecord
  let episode: DetectedEpisode
  let clock: ZoneClock

  func cells(_ query: ResolvedQuery) -> [Value] {
    let code = record.country
    let end = Moment(episode.span.end, .minute)
    var cells: [Value] = [
      episode.isOngoing ? .text("ongoing") : clock.value(end, in: code), .text(code.description),
      .text(PlaceCatalog.country(code)?.name ?? code.description),
      episode.platforms.isEmpty ? .missing(.notApplicable) : .text(episode.platforms.joined(separator: "; ")),
      .text(episode.level.rawValue), .number((Double(episode.span.seconds) / 3600).rounded12),
    ]
    if query.extras.contains(.scope) {
      cells += [
        .text(episode.scope), .integer(episode.networksRestricted.count), .integer(episode.networksTested.count),
      ]
    }
    if query.extras.contains(.phases) { cells.append(phases) }
    cells.append(remark)
    if query.extras.contains(.sources) { cells.append(sources) }
    return cells
  }

  /// `throttled 42% to 2024-02-17T20:00Z, blocked 93%`
  private var phases: Value {
    let words = episode.phases.map { phase in
      let share = phase.share.map { " \(Int(($0 * 100).rounded()))%" } ?? ""
      let end =
        phase.span.end < episode.span.end ? " to \(clock.local(phase.span.end, in: record.country).iso.prefix(16))" : ""
      return "\(phase.kind)\(share)\(end)"
    }
    return words.isEmpty ? .missing(.noData) : .text(words.joined(separator: ", "))
  }

  private var remark: Value {
    var words: [String] = []
    if let network = episode.network { words.append("AS\(network)") }
    if episode.isFromStart { words.append("since the first measurements") }
    if episode.insufficientHours > 0 { words.append("\(episode.insufficientHours) h without enough tests") }
    if let open = episode.bracket.open {
      let hours = (episode.bracket.restricted.seconds - open.seconds) / 3600
      if hours > 2 { words.append("onset within \(hours) h") }
    }
    return words.isEmpty ? .missing(.notApplicable) : .text(words.joined(separator: ", "))
  }

  /// `38 of 64 tests; restricted: AS17557, AS45595; open: AS9541`
  private var sources: Value {
    let restricted = Set(episode.networksRestricted)
    let names = { (networks: [Int]) in networks.prefix(12).map { "AS\($0)" }.joined(separator: ", ") }
    let open = episode.networksTested.filter { !restricted.contains($0) }
    var words = ["\(episode.affected) of \(episode.tests) tests"]
    if !restricted.isEmpty { words.append("restricted: \(names(episode.networksRestricted))") }
    if !open.isEmpty { words.append("open: \(names(open))") }
    return .text(words.joined(separator: "; "))
  }
}
