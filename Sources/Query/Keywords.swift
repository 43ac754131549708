import Subjects

/// The clauses, in the order in which the canonical form prints them.
package enum ClauseKeyword: String, Sendable, Hashable, CaseIterable {
  case from, `in`, on, during, `where`, near, without, around, before, after, against, within, between, by, per
  case counting, weighting, min, using, vary, sort, top, bottom, with, tz, seed

  /// Which verbs take it. The parser, its errors, completion and `help` read this.
  package var verbs: [Verb] {
    switch self {
    case .in, .during, .with, .tz: Verb.allCases
    case .from, .on, .where: [.show, .rank, .compare, .list, .similar]
    case .near, .without: [.show, .rank, .list]
    case .around, .before, .after, .against: [.compare]
    case .within: [.match, .associate]
    case .between: [.lag]
    case .by: [.show, .compare, .match, .associate, .lag]
    case .per: [.show, .lag]
    case .counting: [.show, .rank, .compare, .list, .match, .associate]
    case .weighting, .min, .bottom: [.show, .rank, .compare]
    case .using: [.similar]
    case .vary: [.show, .rank, .compare, .match, .associate]
    case .sort: [.show, .list]
    case .top: [.show, .rank, .compare, .list, .similar]
    case .seed: [.show, .rank, .compare, .match, .associate, .lag]
    }
  }

  /// What may stand in the parentheses of a selection.
  package var isSelective: Bool {
    switch self {
    case .from, .in, .on, .during, .where: true
    case .near, .without, .around, .before, .after, .against, .within, .between, .by, .per, .counting, .weighting, .min,
      .using, .vary, .sort, .top, .bottom, .with, .tz, .seed:
      false
    }
  }
}

/// The steps of a `|` tail.
package enum StageKeyword: String, Sendable, Hashable, CaseIterable {
  case `where`, sort, top, bottom, keep, drop, rename, round, pivot, chart, export
}

/// First words of the statements that ask nothing.
package enum CommandKeyword: String, Sendable, Hashable, CaseIterable {
  case load, loads, undo, datasets, define, run, queries, explain, fmt, describe, measures, platforms, places
  case note, exclude, include, corrections, backup, compact, attach, detach, snapshot, snapshots
  case runs, history, results, save, cite, sources, log, verify, set, edit, help, quit
}
