import Subjects
import Tables
import Text

extension Diagnostic {
  init(_ problem: Problem, at span: Span?) {
    self.init(.error, problem.message, at: span, help: problem.help)
  }
}

extension Problem {
  /// One sentence, lower case, without full stop.
  var message: String {
    switch self {
    case .unclosedString: "the string that starts here is not closed"
    case .otherQuotes(let text): "strings stand in straight double quotes: \"\(text)\""
    case .foreignSymbol(let text): "'\(text)' means nothing here"
    case .notUTF8: "this is not UTF-8 text"
    case .expected(let what, let found): "expected \(what), found \(found)"
    case .unexpected(let what, _): "\(what) cannot stand here"
    case .tooDeep(let depth): "parentheses are nested more than \(depth) deep"
    case .tooManyOperations(let most): "an index has at most \(most) signs of arithmetic"
    case .habit(let habit, let text):
      "'\(text)' is a \(habit.isSign ? "sign" : "word") of \(habit.origin), not of this language"
    case .emptyTail: "a stage is missing after '|'"
    case .keepNotLast: "'as' stands at the statement's end, behind the last stage"
    case .fileNotQuoted(let text): "a file name stands in quotes: \"\(text)\""
    case .unknownStatement(let word, let near): "'\(word)' is not a statement" + Self.meant(near)
    case .later(let category, let word): "'\(word)' is not \(category.withArticle) of this version"
    case .misplacedClause(let clause, let verb): "'\(verb.rawValue)' takes no '\(clause.rawValue)'"
    case .clauseInSelection(let word): "'\(word)' stands outside the parentheses"
    case .clauseOfSelection(let clause, let verb):
      "'\(verb.rawValue)' takes '\(clause.rawValue)' inside the parentheses of its selections"
    case .misplacedExtra(let extra, let verb): "'\(verb.rawValue)' takes no 'with \(extra.rawValue)'"
    case .misplacedVary(let name, let verbs):
      "'vary \(name)' goes with \(verbs.map { "'\($0.rawValue)'" }.joined(separator: " and "))"
    case .varyNeedsValues(let name, _): "'vary \(name)' needs its values"
    case .varyNeedsNear(let count):
      count == 0 ? "there is no 'within' to vary" : "there are two 'within' to vary"
    case .extraBesideVary(let extra): "'with \(extra.rawValue)' does not go with 'vary'"
    case .indexOfNumbers: "an index has a measure in it at least"
    case .needsContrast: "'compare' needs 'around' or 'against'"
    case .contrastTwice: "'around' and 'against' cannot stand together"
    case .needsOther(let clause, let other): "'\(clause.rawValue)' goes with '\(other.rawValue)', and there is none"
    case .spanExpected(let clause): "'\(clause)' takes a time here, not a selection"
    case .aroundSaysWhen: "'around' says when, so 'during' has nothing to narrow"
    case .phaseElsewhere: "'phase' goes with 'compare ... around'"
    case .unevenBins(let per, let from, let to): "'\(per)' does not divide the time from \(from) to \(to)"
    case .clauseInRank: "'rank' has its 'by' already"
    case .repeatedClause(let clause): "'\(clause.rawValue)' is said twice"
    case .limitTwice: "'top' and 'bottom' cannot stand together"
    case .unknownClause(let word, _, let near): "'\(word)' is not a clause" + Self.meant(near)
    case .unknownStage(let word, let near): "'\(word)' is not a stage" + Self.meant(near)
    case .unknownItem(let word, let near): "'\(word)' is not a clause" + Self.meant(near)
    case .misspelt(let word, let expected, let near): "'\(word)' is not \(expected)" + Self.meant(near)
    case .unknown(let category, let name, let near): "'\(name)' is not \(category.withArticle)" + Self.meant(near)
    case .unknownValue(let name, let field, let near): "'\(name)' is not a value of '\(field)'" + Self.meant(near)
    case .wrongCase(_, let word, let right): "'\(word)' is written '\(right)'"
    case .isOther(let category, let name, let other, _):
      "'\(name)' is \(other.withArticle), not \(category.withArticle)"
    case .reserved(let name, let category):
      "'\(name)' is a word of the language and cannot name \(category.withArticle)"
    case .noDataset(let subject): "no \(subject.rawValue) are loaded"
    case .otherSubjectsDataset(let name, let subject, let wanted):
      "'\(name)' holds \(subject), not \(wanted.rawValue)"
    case .datasetChoice(let subject, let names):
      "\(names.count) datasets of \(subject.rawValue) record the same things and cannot be added up: "
        + "\(names.joined(separator: ", "))"
    case .unknownParameter(let name, _): "'$\(name)' is not a parameter of this script"
    case .parameterType(let name, let expected): "'$\(name)' is not \(expected)"
    case .noResult(let name): "there is no result \(name)"
    default: valueMessage
    }
  }

  private var valueMessage: String {
    switch self {
    case .mixedSubjects(let first, let other):
      "'\(other.rawValue)' is over \(other.subject.rawValue) and '\(first.rawValue)' over \(first.subject.rawValue)"
    case .dimensionOfOther(let dimension, let subject):
      "\(subject.rawValue) have no dimension '\(dimension.rawValue)'"
    case .noReference(let word): "nothing that is loaded says the \(word) of anything"
    case .fieldOfOther(let field, let subject): "\(subject.rawValue) have no field '\(field)'"
    case .lateField(let field): "'\(field)' is asked about last, of the records that all other conditions choose"
    case .notRecords(let subject, let place): "\(place) takes no selection of \(subject.rawValue)"
    case .ruleOfOther(let rule, let verb): "'\(verb.rawValue)' takes no 'counting \(rule)'"
    case .needsIndex(let word): "'\(word)' goes with 'restriction-index', and there is none"
    case .notForSubject(let word, let subject, _): "'\(word)' does not go with \(subject.rawValue)"
    case .noSubdivisions(let code, let subject): "\(subject.rawValue) have no subdivisions such as '\(code)'"
    case .badTime(let text, let right): "'\(text)' is not a time" + Self.meant(right.map { [$0] } ?? [])
    case .badZone(let name, let near): "'\(name)' is not a time zone" + Self.meant(near)
    case .emptyRange(let text): "'\(text)' ends before it starts"
    case .emptyPeriod(let text): "'\(text)' is empty"
    case .noSpanOf(let text): "'\(text)' counts back from the newest observation, and there is none"
    case .badNumber(let text, let expected): "'\(text)' is not \(expected)"
    case .typeMismatch(let field, let expected, let found): "'\(field)' is compared with \(expected), not \(found)"
    case .badOperator(let sign, let field, let expected):
      "'\(sign)' does not go with '\(field)', which takes \(expected)"
    case .unknownColumn(let name, _, let near): "the result has no column '\(name)'" + Self.meant(near)
    case .columnsUnknown: "the columns after 'pivot' depend on the data and cannot be named here"
    case .repeatedName(let name): "'\(name)' is said twice"
    case .badName(let name): "'\(name)' is not a name: lower-case letters, digits, '-' and '_', a letter first"
    case .chartNeeds(let kind, _): "'\(kind.rawValue)' needs \(kind.needs), and the result has none"
    case .nothingToDraw: "a chart needs a column of figures, and the result has none"
    case .chartAfterPivot: "a pivot cannot be drawn: its columns depend on the data"
    case .afterChart(let stage): "'\(stage.rawValue)' cannot stand behind 'chart'"
    case .chartNotDrawn(let formats):
      "nothing draws this chart: \(formats.joined(separator: ", ")) \(formats.count == 1 ? "holds" : "hold") the table"
    case .exportOption(let name, _, let near): "'\(name)' is not an option of this export" + Self.meant(near)
    case .needsRate(let extra): "'\(extra)' goes with a rate, and there is none"
    case .varyWithMeasures: "'vary' takes one measure"
    case .tooManyProblems(let count): "and \(count) more errors"
    case .openHeader: "the header that starts here has no closing '---'"
    case .headerLine(let text): "'\(text)' is not a line of a header"
    case .headerLanguage(let text): "language '\(text)' is not known to this version, which reads 1"
    case .headerType(let text): "'\(text)' is not a type of a parameter"
    case .unknownArgument(let name, _, let near): "'\(name)' is not a parameter of this script" + Self.meant(near)
    case .missingArgument(let name, let type): "the parameter '\(name)' (\(type)) has no value"
    default: ""
    }
  }

  /// What to do about it.
  var help: String? {
    switch self {
    case .unclosedString: "close it with \" (and write \\\" for a quote inside)"
    case .habit(let habit, _): habit.advice
    case .unexpected(_, let hint): hint
    case .misplacedClause(let clause, _):
      "verbs that take it: \(Self.list(clause.verbs))"
        + (Habit.find(clause.rawValue, in: Habit.clauses).map { "; here \($0.advice)" } ?? "")
    case .clauseOfSelection(let clause, let verb):
      "write '\(verb.rawValue) SUBJECT(\(clause.rawValue) ...) \(verb == .lag ? "to" : "with") SUBJECT(...)'"
    case .misplacedExtra(let extra, _): "verbs that take it: \(Self.list(extra.verbs))"
    case .varyNeedsValues(_, let example): "write '\(example)'"
    case .varyNeedsNear(let count):
      count == 0
        ? "it is that of 'near SELECTION within DURATION' or 'without', or of 'match' and 'associate'"
        : "leave 'near' or 'without' out"
    case .extraBesideVary: "'vary' shows one figure and its rank for each value: ask for the rest without it"
    case .needsContrast:
      "write 'around event ID', 'around events(...)' or 'during A against B'"
    case .contrastTwice: "a statement compares one way"
    case .needsOther(.against, _): "write 'during A against B'"
    case .needsOther: "write 'around event ID before 7d after 7d'"
    case .aroundSaysWhen: "'during' chooses among 'around events(...)'"
    case .unevenBins: "write 'between -7d and 7d per 1d'"
    case .notRecords: "selections are of \(Self.list(SubjectKind.records))"
    case .ruleOfOther(_, let verb): "rules: \(Self.list(Resolver.rules(of: verb)))"
    case .unknownStatement: "'help' lists statements and clauses"
    case .unknownClause(_, let verb, _):
      "clauses: \(Self.list(ClauseKeyword.allCases.filter { clause in verb.map(clause.verbs.contains) ?? true }))"
    case .unknownStage: "stages: \(Self.list(StageKeyword.allCases))"
    case .unknownItem:
      "in parentheses stand \(Self.list(ClauseKeyword.allCases.filter(\.isSelective))) and conditions"
    case .later(let category, _): category.whereListed
    case .unknown(let category, _, _): category.whereListed
    case .isOther(_, _, _, let right): right
    case .noDataset: "'load \"FILE\"' loads some; 'datasets' lists what there is"
    case .datasetChoice(_, let names):
      "choose with \((names + ["merged"]).map { "'from \($0)'" }.joined(separator: " or "))"
    case .unknownParameter(_, let known):
      known.isEmpty ? "parameters stand in a script's header" : "parameters: \(known.joined(separator: ", "))"
    case .noResult: "'results' lists them"
    case .mixedSubjects: "a statement asks about one subject"
    case .dimensionOfOther(_, let subject):
      "dimensions: \(Self.list(Dimension.allCases.filter { $0.applies(to: subject) }))"
    case .fieldOfOther(_, let subject): "fields: \(Field.names(of: subject).joined(separator: ", "))"
    case .notForSubject(_, _, let reason): reason
    case .lateField(let field): "join it with 'and': CONDITION and \(field) ..."
    case .noReference(let word):
      word == "category"
        ? "categories come of test lists: load \"global.csv\"; 'datasets' lists what there is"
        : "ownership comes of a table of networks: load \"state-owned-ases.csv\"; 'datasets' lists what there is"
    case .noSubdivisions: "name the country"
    case .badTime: "times: 2024, 2023-H1, 2024-Q1, 2024-01, 2024-W02, 2024-01-07, 2024-01-07T18:00, A..B"
    case .badZone: "zones are named like Asia/Karachi; 'local' is the zone of each country's capital"
    case .badOperator, .typeMismatch, .badNumber: nil
    case .unknownColumn(_, let columns, _): "columns: \(columns.joined(separator: ", "))"
    case .columnsUnknown: "put the stage before 'pivot'"
    case .chartNeeds(let kind, let others):
      kind.advice + (others.isEmpty ? "" : "; it can be drawn as \(Self.list(others))")
    case .nothingToDraw: "'show' and 'rank' give figures: 'show incidents by country' counts what 'list' lists"
    case .chartAfterPivot: "leave 'pivot' out: each group is drawn apart as it is"
    case .afterChart(let stage):
      stage == .chart
        ? "a statement draws one chart; the other is drawn of its result: 'it | chart line'"
        : "put '| \(stage.rawValue) ...' before '| chart'; only 'export' stands behind it"
    case .chartNotDrawn: "write '| export svg \"FILE\"' too, or leave 'chart' out"
    case .exportOption(_, let known, _): "options: \(known.joined(separator: ", "))"
    case .needsRate: "rates: \(Self.list(Measure.allCases.filter(\.isRate)))"
    case .headerLine: "lines: title: ..., language: 1, param NAME: TYPE = DEFAULT, needs: ..."
    case .headerType: "types: \(Self.list(ScriptHeader.ParameterType.allCases))"
    case .unknownArgument(_, let known, _):
      known.isEmpty ? "it has none" : "parameters: \(known.joined(separator: ", "))"
    case .missingArgument(let name, _): "say \(name)=VALUE"
    case .varyWithMeasures: "ask for one, or leave 'vary' out"
    default: nil
    }
  }

  private static func meant(_ names: [String]) -> String {
    names.isEmpty ? "" : "; did you mean \(names.map { "'\($0)'" }.joined(separator: " or "))?"
  }

  private static func list(_ values: some Sequence<some RawRepresentable<String>>) -> String {
    values.map(\.rawValue).joined(separator: ", ")
  }
}

extension Category {
  var withArticle: String {
    switch self {
    case .extra: "an extra"
    case .event: "an event"
    case .index: "an index"
    case .exportFormat: "an export format"
    case .kept: "a kept result"
    default: "a \(rawValue)"
    }
  }

  /// Where the user finds the list.
  var whereListed: String? {
    switch self {
    case .measure: "'measures' lists them"
    case .dimension: "dimensions: \(Dimension.allCases.map(\.rawValue).joined(separator: ", "))"
    case .place: "'places' lists them"
    case .platform: "'platforms' lists them"
    case .dataset: "'datasets' lists them"
    case .subject: "subjects: \(SubjectKind.allCases.map(\.rawValue).joined(separator: ", "))"
    case .extra: "extras: \(Extra.allCases.map(\.rawValue).joined(separator: ", "))"
    case .bin: "bins: \(Bin.allCases.map(\.rawValue).joined(separator: ", "))"
    case .event: "'list events' shows their ids"
    case .feature: "features: \(Similar.Feature.allCases.map(\.rawValue).joined(separator: ", "))"
    case .weighting: "weightings: \(Weighting.allCases.map(\.rawValue).joined(separator: ", "))"
    case .index: "'define index NAME = ...' makes one"
    case .setting: "settings: \(Setting.allCases.map(\.rawValue).joined(separator: ", "))"
    case .rule: "rules: \(CountingRule.allCases.map(\.rawValue).joined(separator: ", "))"
    case .query: "'queries' lists them"
    case .kept: "'results' lists them"
    case .stage: "stages: \(StageKeyword.allCases.map(\.rawValue).joined(separator: ", "))"
    case .format: "formats: \(Vocabulary.loadFormats.joined(separator: ", "))"
    case .chartKind: "kinds: \(ChartKind.allCases.map(\.rawValue).joined(separator: ", "))"
    case .exportFormat: "formats: \(Vocabulary.exportFormats.joined(separator: ", "))"
    case .statement, .verb, .topic: "'help' lists them"
    case .set: "'define @name = ...' makes one"
    case .field, .column, .parameter, .value: nil
    case .snapshot: "'snapshots' lists them"
    case .record: "incident or event"
    case .describable: "'measures', 'places', 'platforms' and 'datasets' list them"
    }
  }
}
