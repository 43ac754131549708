import Subjects
import Tables

/// What can be wrong with a statement. Its words are in `Problem+Wording.swift`, its place is kept beside it.
enum Problem: Hashable {
  // Characters
  case unclosedString
  case otherQuotes(String)
  case foreignSymbol(String)
  case notUTF8

  // Grammar
  case expected(String, found: String)
  case unexpected(String, hint: String?)
  case tooDeep(Int)
  case tooManyOperations(Int)
  case habit(Habit, as: String)
  case emptyTail
  case keepNotLast
  case fileNotQuoted(String)

  // Statements and clauses
  case unknownStatement(String, suggestions: [String])
  case later(Category, String)
  case misplacedClause(ClauseKeyword, verb: Verb)
  case clauseInSelection(String)
  case clauseInRank
  /// `on`, `from` and `where` outside the parentheses of a verb of two selections.
  case clauseOfSelection(ClauseKeyword, verb: Verb)
  case misplacedExtra(Extra, verb: Verb)
  case misplacedVary(String, verbs: [Verb])
  case varyNeedsValues(String, String)
  /// How many `near` and `without` there are.
  case varyNeedsNear(Int)
  /// `with` beside `vary`.
  case extraBesideVary(Extra)
  case indexOfNumbers
  case needsContrast
  case contrastTwice
  case needsOther(ClauseKeyword, other: ClauseKeyword)
  case spanExpected(String)
  case aroundSaysWhen
  case phaseElsewhere
  case unevenBins(String, String, String)
  case repeatedClause(ClauseKeyword)
  case limitTwice
  case unknownClause(String, of: Verb?, suggestions: [String])
  case unknownStage(String, suggestions: [String])
  /// In the parentheses of a selection.
  case unknownItem(String, suggestions: [String])
  /// A word where few can stand.
  case misspelt(String, of: String, suggestions: [String])

  // Names
  case unknown(Category, String, suggestions: [String])
  case unknownValue(String, field: String, suggestions: [String])
  case wrongCase(Category, String, right: String)
  case isOther(Category, String, isA: Category, right: String?)
  case reserved(String, Category)
  case noDataset(SubjectKind)
  case otherSubjectsDataset(String, subject: String, wanted: SubjectKind)
  case datasetChoice(SubjectKind, [String])
  case unknownParameter(String, known: [String])
  case parameterType(String, expected: String)
  case noResult(String)

  // Subjects
  case mixedSubjects(Measure, Measure)
  case dimensionOfOther(Dimension, SubjectKind)
  /// A dimension or field that rests on reference data, of which none is there.
  case noReference(String)
  case fieldOfOther(String, SubjectKind)
  /// A field that is asked about last, under an `or` or a `not` with one that is not.
  case lateField(String)
  case notRecords(SubjectKind, in: String)
  case ruleOfOther(String, Verb)
  case needsIndex(String)
  case notForSubject(String, SubjectKind, reason: String)
  case noSubdivisions(String, SubjectKind)

  // Values
  case badTime(String, correction: String?)
  case badZone(String, suggestions: [String])
  case emptyRange(String)
  case emptyPeriod(String)
  case noSpanOf(String)
  case badNumber(String, expected: String)
  case typeMismatch(field: String, expected: String, found: String)
  case badOperator(String, field: String, expected: String)
  case unknownColumn(String, columns: [String], suggestions: [String])
  case columnsUnknown
  case repeatedName(String)
  case badName(String)
  case chartNeeds(ChartKind, instead: [ChartKind])
  case nothingToDraw
  case chartAfterPivot
  /// A stage that only a table goes through.
  case afterChart(StageKeyword)
  /// Every file that is written holds the table.
  case chartNotDrawn([String])
  case exportOption(String, known: [String], suggestions: [String])
  case needsRate(String)
  case varyWithMeasures
  case tooManyProblems(Int)

  // Headers of scripts
  case openHeader
  case headerLine(String)
  case headerLanguage(String)
  case headerType(String)
  case unknownArgument(String, known: [String], suggestions: [String])
  case missingArgument(String, String)
}

/// What a name is a name of.
enum Category: String, Hashable {
  case statement, verb, measure, dimension, place, platform, dataset, subject, field, extra, bin, parameter, set, query
  case rule = "counting rule"
  case event, feature, weighting, index, setting
  case kept = "kept result"
  case column
  case stage
  case format = "load format"
  case chartKind = "kind of chart"
  case exportFormat = "export format"
  case topic = "help topic"
  case value
  case snapshot
  case record = "kind of record"
  case describable = "measure, place, platform or dataset"
}
