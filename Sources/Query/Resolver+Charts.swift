import Tables
import Text

extension Resolver {
  /// The stages, without those that cannot stand behind a `chart`, which are complained of: what is drawn can only be
  /// written to files.
  mutating func ordered(_ stages: [Syntax.Stage]) -> [Syntax.Stage] {
    guard let place = stages.firstIndex(where: { $0.keyword == .chart }) else { return stages }
    let behind = stages.dropFirst(place + 1)
    for stage in behind where stage.keyword != .export {
      complain(.afterChart(stage.keyword), at: stage.keywordSpan)
    }
    let formats = stages.compactMap { stage -> String? in
      if case .export(let format, _, _) = stage.content { format.text } else { nil }
    }
    let known = formats.filter(Vocabulary.exportFormats.contains)
    if !known.isEmpty, known == formats, !known.contains(where: Vocabulary.chartFormats.contains) {
      complain(.chartNotDrawn(formats), at: stages[place].keywordSpan)
    }
    return Array(stages[...place]) + behind.filter { $0.keyword == .export }
  }

  /// `chart [ kind ]`, held against the columns where they are known; those of SQL are known when it has run.
  mutating func chart(_ operand: Syntax.Operand?, at keyword: Span, _ columns: [Column]?) -> Stage? {
    guard let operand else {
      checkDrawable(columns, at: keyword)
      return .chart(ChartRequest())
    }
    guard let kind = ChartKind(rawValue: operand.text) else {
      unknown(.chartKind, operand, among: ChartKind.allCases.map(\.rawValue))
      return nil
    }
    guard let columns else {
      checkDrawable(columns, at: keyword)
      return .chart(ChartRequest(kind))
    }
    let found = ChartColumns(columns)
    if !found.bears(kind) { complain(.chartNeeds(kind, instead: found.kinds), at: operand.span) }
    return .chart(ChartRequest(kind))
  }

  /// Complains where nothing can be drawn.
  mutating func checkDrawable(_ columns: [Column]?, at span: Span) {
    guard let columns else {
      if !hasOpenColumns { complain(.chartAfterPivot, at: span) }
      return
    }
    if ChartColumns(columns).kinds.isEmpty { complain(.nothingToDraw, at: span) }
  }
}
