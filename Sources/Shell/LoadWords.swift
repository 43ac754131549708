import Datasets
import Places
import Storage
import Subjects
import Tables
import Text

/// What a load and its undoing did, in words.
enum LoadWords {
  static func report(_ report: LoadReport) -> String {
    var lines: [String] = []
    for file in report.files {
      if let earlier = file.alreadyIn {
        lines.append("\(file.name.printable): loaded before, as load \(earlier); nothing was changed")
      }
    }
    guard let load = report.load else { return lines.joined(separator: "\n").ended }
    let names = report.files.filter { $0.alreadyIn == nil }.map(\.name.printable).joined(separator: ", ")
    var head = "load \(load): \(names) into '\(report.dataset)'"
    head += report.sniffed.map { " as \(report.format), since \($0)" } ?? " as \(report.format)"
    lines.append(head)
    if !report.keptMapping.isEmpty {
      let columns = report.keptMapping.entries.map { "\($0.field) = \"\($0.column.printable)\"" }
      lines.append("  columns as mapped before: \(columns.joined(separator: ", "))")
    }
    lines += report.files.compactMap(\.summary).compactMap(sheets)
    lines.append("  \(counts(report))")
    if let span = report.span {
      lines.append("  \(span.start.day.iso)..\(span.end.advanced(by: -1).day.iso) UTC")
    }
    if report.disagreed > 0 {
      lines.append("  \(report.disagreed.grouped) repeats disagree; the better source was kept")
    }
    if report.twins > 0 {
      let (noun, verb) = report.twins == 1 ? ("incident", "has") : ("incidents", "have")
      lines.append(
        "  \(report.twins.grouped) \(noun) of '\(report.dataset)' \(verb) the country, start and area of another, in other words;"
          + " where they are the same they count twice")
    }
    if report.isUnmarked {
      lines.append(
        "  no fingerprints of block pages are loaded: none of these is confirmed; load them first, and these again")
    }
    if report.isSynthetic { lines.append("  synthetic data: every result that uses it says so") }
    lines += platforms(report.platforms).map { "  \($0)" }
    if report.rejected + report.fieldsRejected > 0 { lines += rejects(report, load: load) }
    return lines.joined(separator: "\n").ended
  }

  private static func counts(_ report: LoadReport) -> String {
    let noun =
      switch report.subject {
      case .aggregates: "counts"
      case .reference: "facts"
      case .measurements, .incidents, .events, .signals: report.subject.rawValue
      }
    return [
      "\(report.rowsRead.grouped) rows read", "\(report.kept.grouped) \(noun) kept",
      "\(report.repeated.grouped) repeated", "\(report.rejected.grouped) rejected",
    ].joined(separator: ", ")
  }

  /// Of a workbook.
  private static func sheets(_ summary: ReadSummary) -> String? {
    guard !summary.sheets.isEmpty else { return nil }
    let quoted = { (names: [String]) in names.map { "'\($0.printable)'" }.joined(separator: ", ") }
    let ignored = summary.sheetsIgnored.isEmpty ? "" : "; passed over: \(quoted(summary.sheetsIgnored))"
    return "  sheets: \(quoted(summary.sheets))\(ignored)"
  }

  /// What a load would bring.
  static func rehearsal(_ run: DryRun) -> String {
    let summary = run.summary
    var head = "dry run, nothing is loaded: \(run.file.printable) as \(run.format.name)"
    if let sniffed = run.sniffed { head += ", since \(sniffed.printable)" }
    var lines = [head]
    if let sheets = sheets(summary) { lines.append(sheets) }
    if !summary.columnsUsed.isEmpty {
      let used = summary.columnsUsed.map {
        $0.field == $0.column ? $0.field : "\($0.field) = \"\($0.column.printable)\""
      }
      lines.append("  columns used: \(used.joined(separator: ", "))")
    }
    if !summary.columnsIgnored.isEmpty {
      lines.append("  columns passed over: \(summary.columnsIgnored.map(\.printable).joined(separator: ", "))")
    }
    lines.append(
      "  \(summary.rowsRead.grouped) rows read, \(summary.kept.grouped) would be kept, "
        + "\(summary.rejected.grouped) rejected; repeats are found by the load")
    if let span = run.span { lines.append("  starts \(span.start.day.iso)..\(span.end.advanced(by: -1).day.iso) UTC") }
    if !run.countries.isEmpty {
      let most = run.countries.prefix(10).map { "\($0.country) \($0.rows.grouped)" }.joined(separator: ", ")
      lines.append("  countries: \(run.countries.count.grouped); most rows: \(most)")
    }
    if summary.isSynthetic { lines.append("  synthetic data: every result that uses it says so") }
    let kinds = Reject.Kind.allCases.compactMap { kind in
      run.rejectKinds[kind].map { "\(kind.rawValue) \($0.grouped)" }
    }
    if !kinds.isEmpty { lines.append("  not used: \(kinds.joined(separator: ", "))") }
    lines += run.rejects.map { reject in
      "  line \(reject.line): \(reject.field.map { "\($0.printable): " } ?? "")\(reject.reason.printable)"
    }
    return lines.joined(separator: "\n").ended
  }

  private static func rejects(_ report: LoadReport, load: Int) -> [String] {
    let kinds = Reject.Kind.allCases.compactMap { kind in
      report.rejectKinds[kind].map { "\(kind.rawValue) \($0.grouped)" }
    }
    var line = "  not used: \(kinds.joined(separator: ", "))"
    if report.fieldsRejected > 0 {
      line += " (of these \(report.fieldsRejected.grouped) fields of rows that were kept)"
    }
    return [line, "  'loads \(load) rejected' lists them"]
  }

  static func undo(_ report: UndoReport) -> String {
    var words =
      "\(report.removed.grouped) rows of '\(report.dataset)' from \(report.files.joined(separator: ", ").printable)"
    if report.shared > 0 { words += "; \(report.shared.grouped) more stay, since another load has them too" }
    if report.removesDataset { words += "; the dataset goes with them" }
    for line in platforms(report.platforms) { words += "; \(line)" }
    return words
  }

  /// What rules of platforms change of data that are held; empty for nothing.
  static func platforms(_ moves: PlatformMoves) -> [String] {
    var lines: [String] = []
    if moves.targets > 0 {
      let name = { (id: String?) in id?.printable ?? "none" }
      var ways = moves.moves.prefix(8).map { "\($0.targets.grouped) from \(name($0.from)) to \(name($0.to))" }
      if moves.moves.count > 8 { ways.append("...") }
      let noun = moves.targets == 1 ? "target of held measurements changes" : "targets of held measurements change"
      lines.append(
        "\(moves.targets.grouped) \(noun) platform: "
          + ways.joined(separator: ", "))
    }
    if moves.incidents != moves.incidentsBefore {
      let noun = moves.incidents == 1 ? "incident names" : "incidents name"
      lines.append(
        "\(moves.incidents.grouped) held \(noun) a platform of such files, \(moves.incidentsBefore.grouped) before")
    }
    return lines
  }

}

/// A load's progress on a terminal: after half a second, with rate and time left.
final class LoadMeter: @unchecked Sendable {
  private let tell: (String) -> Void
  private let start = ContinuousClock.now
  private var shown = ContinuousClock.now
  private var isDrawn = false
  private let isTerminal = Terminal.isTerminal(.error) && !Terminal.isDumb

  init(output: @escaping (String) -> Void) { tell = output }

  /// Called from the thread that reads, one call at a time.
  func show(_ progress: LoadProgress) {
    let now = ContinuousClock.now
    guard isTerminal, now - start > .milliseconds(500), now - shown > .milliseconds(200) else { return }
    shown = now
    isDrawn = true
    let seconds = (now - start).seconds
    let rate = Double(progress.bytesRead) / max(seconds, 0.001)
    var line = "\(progress.file.printable): \(progress.rows.grouped) rows, \(Int(rate / 1_000_000)) MB/s"
    if let total = progress.totalBytes, total > 0, rate > 0 {
      let left = max(0, Double(total - progress.bytesRead) / rate)
      line += ", \(min(100, progress.bytesRead * 100 / total))%, \(Int(left.rounded(.up))) s left"
    }
    tell("\r\u{1B}[K\(line)")
  }

  func finish() {
    guard isDrawn else { return }
    isDrawn = false
    tell("\r\u{1B}[K")
  }
}
