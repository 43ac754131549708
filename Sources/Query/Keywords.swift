import Subjects

/// The clauses, in the order in which the canonical form prints them.
package enum ClauseKeyword: String, Sendable, Hashable, CaseIterable {
  case from, `in`, on, during, `where`, by, per, counting, min, vary, sort, top, bottom, with, tz, seed

  /// Which verbs take it. The parser, its errors, completion and `help` read this.
  package var verbs: [Verb] {
    switch self {
    case .from, .in, .on, .during, .where, .with, .tz, .counting, .top: [.show, .rank, .list]
    case .min, .vary, .bottom, .seed: [.show, .rank]
    case .sort: [.show, .list]
    case .by, .per: [.show]
    }
  }

  /// What may stand in the parentheses of a selection.
  package var isSelective: Bool {
    switch self {
    case .from, .in, .on, .during, .where: true
    case .by, .per, .counting, .min, .vary, .sort, .top, .bottom, .with, .tz, .seed: false
    }
  }
}

/// The steps of a `|` tail.
package enum StageKeyword: String, Sendable, Hashable, CaseIterable {
  case `where`, sort, top, bottom, keep, drop, rename, round, pivot, export
}

/// First words of the statements that ask nothing.
package enum CommandKeyword: String, Sendable, Hashable, CaseIterable {
  case load, loads, undo, datasets, define, run, queries, explain, fmt, describe, measures, platforms, places
  case note, exclude, include, corrections, backup, compact, snapshot, snapshots
  case runs, history, results, help, quit
}
