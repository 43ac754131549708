import Places
import Subjects
import Tables
import Text

/// A statement whose every name is known. No names are looked up after this; spans are absolute.
package enum ResolvedStatement: Sendable {
  case query(ResolvedQuery)
  /// Read-only SQL; its columns are not known before it runs, so that the stages name them unchecked.
  case sql(text: String, stages: [Stage], keep: String?, canonical: String)
  /// `it`, `#4`, a kept name: an earlier result with stages applied.
  case kept(ResultReference, stages: [Stage], keep: String?)
  case command(Command)
}

package enum Verb: String, Sendable, Hashable, CaseIterable {
  case show, rank, compare, list, match, associate, lag, similar
}

/// A question. What the verb holds the slice against is in `relation`.
package struct ResolvedQuery: Sendable, Hashable {
  package var verb: Verb
  /// Empty for verbs of selections.
  package var measures: [Measure]
  /// The user's indices among what `show` and `rank` ask for; their columns stand behind those of `measures`.
  package var composites: [Composite]
  /// `by`, or the ranked dimension (one).
  package var dimensions: [Dimension]
  /// The left side of verbs of two selections, the candidates of `similar`.
  package var slice: Slice
  /// nil for show, rank and list.
  package var relation: Relation?
  /// `near` and `without`, in that order.
  package var near: [Nearness]
  package var bin: Bin?
  package var counting: CountingRule
  /// nil where no measure is weighted; `equal` unless the clause says otherwise.
  package var weighting: Weighting?
  /// Tests less failures that a result row needs: the clause's, else 30 in rank and compare and 1 in show; nil where no
  /// measure rests on tests.
  package var minimum: Int?
  package var limit: Limit?
  package var sort: [SortKey]
  package var extras: [Extra]
  package var vary: Vary?
  /// Settings of the detector that are not the standard ones: those of one alternative of `vary`.
  package var detector: [DetectorSetting: Double] = [:]
  package var zone: Zone
  package var seed: UInt64?
  package var stages: [Stage]
  /// `as NAME`
  package var keep: String?
  /// What every footer and `explain` print, with the stages that shape the result; hashed into `q:`.
  package var canonical: String
  /// Names that were read as others.
  package var notes: [Note]

  package init(
    verb: Verb, measures: [Measure], composites: [Composite] = [], dimensions: [Dimension], slice: Slice,
    relation: Relation? = nil, near: [Nearness] = [], bin: Bin? = nil, counting: CountingRule = .starts,
    weighting: Weighting? = nil, minimum: Int? = nil, limit: Limit? = nil, sort: [SortKey] = [],
    extras: [Extra] = [], vary: Vary? = nil, zone: Zone = .utc, seed: UInt64? = nil, stages: [Stage] = [],
    keep: String? = nil, canonical: String = "", notes: [Note] = []
  ) {
    self.verb = verb
    self.measures = measures
    self.composites = composites
    self.dimensions = dimensions
    self.slice = slice
    self.relation = relation
    self.near = near
    self.bin = bin
    self.counting = counting
    self.weighting = weighting
    self.minimum = minimum
    self.limit = limit
    self.sort = sort
    self.extras = extras
    self.vary = vary
    self.zone = zone
    self.seed = seed
    self.stages = stages
    self.keep = keep
    self.canonical = canonical
    self.notes = notes
  }
}

/// Which rows of a subject: a selection or a verb's own clauses.
package indirect enum During: Sendable, Hashable {
  case span(TimeSpan)
  /// Rows whose own country had a selected thing then.
  case selection(Slice)
}

package struct Slice: Sendable, Hashable {
  package var subject: SubjectKind
  /// nil: the world. Sorted, distinct.
  package var countries: [CountryCode]?
  /// `PK-PB`; only where the subject has subdivisions. A row counts if its country is in `countries` or it has one of these.
  package var subdivisions: [String]
  /// As typed, canonical: `PK`, `southern-asia`, `@mine`. For titles.
  package var placeNames: [String]
  /// nil: all. Platform ids, sorted, distinct.
  package var platforms: [String]?
  /// `on "9gag"`, not in the catalogue: hosts for measurements, other services for incidents.
  package var services: [String]
  package var platformNames: [String]
  package var during: During?
  /// The span as the user wrote it, canonical: `2023-H1`.
  package var duringText: String?
  /// Names; every dataset of the subject unless `from` is said.
  package var datasets: [String]
  package var isFromExplicit: Bool
  /// `from merged`: one record for each thing that the datasets record, taken in their order.
  package var isMerged: Bool
  package var condition: Condition?
  /// Conditions on fields that are worked out of the records that all the above chooses; asked of these last.
  package var late: Condition?

  package init(
    subject: SubjectKind, countries: [CountryCode]? = nil, subdivisions: [String] = [], placeNames: [String] = [],
    platforms: [String]? = nil, services: [String] = [], platformNames: [String] = [], during: During? = nil,
    duringText: String? = nil, datasets: [String] = [], isFromExplicit: Bool = false, isMerged: Bool = false,
    condition: Condition? = nil, late: Condition? = nil
  ) {
    self.subject = subject
    self.countries = countries
    self.subdivisions = subdivisions
    self.placeNames = placeNames
    self.platforms = platforms
    self.services = services
    self.platformNames = platformNames
    self.during = during
    self.duringText = duringText
    self.datasets = datasets
    self.isFromExplicit = isFromExplicit
    self.isMerged = isMerged
    self.condition = condition
    self.late = late
  }
}

package struct Limit: Sendable, Hashable {
  package enum End: String, Sendable { case top, bottom }
  package var end: End
  package var count: Int

  package init(_ end: End, _ count: Int) {
    self.end = end
    self.count = count
  }
}

/// A column of the result by its machine name.
package struct SortKey: Sendable, Hashable {
  package var column: String
  package var isDescending: Bool

  package init(_ column: String, isDescending: Bool = false) {
    self.column = column
    self.isDescending = isDescending
  }
}

/// The base value first.
package enum Vary: Sendable, Hashable {
  case counting([CountingRule])
  case minimum([Int])
  case weighting([Weighting])
  /// Seconds.
  case within([Int])
  case detector(DetectorSetting, [Double])
}

package enum Zone: Sendable, Hashable {
  case utc
  /// IANA name, checked.
  case named(String)
  /// Of each country's capital.
  case local
}

package enum Comparison: String, Sendable, Hashable, CaseIterable {
  case equal = "="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case contains
}

package enum Operand: Sendable, Hashable {
  /// Countries are their code, platforms their id.
  case text(String)
  case number(Double)
  /// Seconds.
  case duration(Int)
  case span(TimeSpan)
}

/// A condition on a subject's fields (`field` is a `Field` name) or, in a stage, on a result's columns.
package indirect enum Condition: Sendable, Hashable {
  case all([Condition])
  case any([Condition])
  case not(Condition)
  case compare(field: String, Comparison, Operand)
  case member(field: String, [Operand])
  case missing(field: String, isNegated: Bool)
}

/// One step of a `|` tail. Column names are machine names, checked against the result's columns.
package enum Stage: Sendable, Hashable {
  case filter(Condition)
  case sort([SortKey])
  case limit(Limit)
  case keep([String])
  case drop([String])
  case rename(column: String, to: String)
  case round(column: String, digits: Int)
  case pivot(column: String)
  /// Draws the result; its columns and rows stay as they are.
  case chart(ChartRequest)
  case export(Export)
}

package struct Export: Sendable, Hashable {
  /// A renderer's name: `latex`, `csv`, ...
  package var format: String
  package var file: String
  /// `caption`, `label`, `note`, `placement`, `digits`, ... in the order written; parameters still as `${name}`.
  package var options: [String: String]
  package var replaces: Bool

  package init(format: String, file: String, options: [String: String] = [:], replaces: Bool = false) {
    self.format = format
    self.file = file
    self.options = options
    self.replaces = replaces
  }
}

package enum ResultReference: Sendable, Hashable {
  case last
  case number(Int)
  case name(String)
}

/// Statements that do something other than ask.
package enum Command: Sendable, Hashable {
  case load(files: [String], name: String?, format: String?, mapping: [String: String], isDry: Bool)
  case loads
  case rejected(load: Int)
  case undo(load: Int)
  case datasets
  case dataset(String)
  case definePlaces(name: String, members: [String], countries: [CountryCode])
  case definePlatforms(name: String, members: [String], platforms: [String])
  case defineIndex(Composite)
  case run(name: String, arguments: [String: String])
  case queries
  /// The rest of the line, to be explained; nil `text` explains the last.
  case explain(text: String)
  case format(text: String)
  case describeMeasure(Measure)
  case describeIndex(Composite)
  case describePlace(CountryCode)
  case describePlatform(String)
  case describeDataset(String)
  case measures, platforms, places
  case runs, history, results
  /// The statements of results `from` to `to`, as a script.
  case save(file: String, from: Int, to: Int, replaces: Bool)
  /// BibTeX for the datasets of a result; nil is the last.
  case cite(ResultReference?)
  /// The datasets of a result, or of all that is loaded.
  case sources(ResultReference?)
  /// Statements and results go to a file too; nil `file` is the session's own.
  case log(isOn: Bool, file: String?)
  case verify(file: String)
  case settings
  case set(Setting, value: String)
  /// The last statement in `$EDITOR`.
  case edit
  /// `text` is empty for `include`.
  case correct(Correction, subject: SubjectKind, id: String, text: String)
  case corrections
  case transferCorrections(Transfer, file: String)
  case backup(file: String)
  case compact
  /// Statements are answered from another database, until `detach`.
  case attach(file: String)
  case detach
  case snapshot(name: String)
  case snapshots
  case help(topic: String?)
  case quit
}
