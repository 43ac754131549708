import Query
import Storage
import Subjects
import Tables
import Text

extension Session {
  /// `help`, `help rank`, `help incidents`: each with examples that run on the example data.
  func help(_ topic: String?) throws {
    guard let topic else { return output.show(Help.overview) }
    if let page = Help.page(on: topic) { return output.show(page) }
    let near = Spelling.suggestions(for: topic, among: Help.topics)
    let hint = near.first.map { "; did you mean '\($0)'?" } ?? ""
    throw Diagnostic(
      .error, "there is no help on '\(topic)'\(hint)", help: "topics: \(Help.topics.joined(separator: ", "))")
  }
}

/// Texts of `help`: lists come from the language's own tables, so that they cannot drift from it.
package enum Help {
  package static let overview = """
    curfew: measurements and catalogues of internet restrictions, sliced and ranked

    ask       show MEASURE, ... CLAUSES        figures, split by dimensions and time
              rank DIMENSION by MEASURE ...    countries (or others) in order, with ranks
              list SUBJECT ...                 the incidents, events, episodes or tests themselves
              compare MEASURE around EVENT     before, during and after, or 'during A against B'
              associate A with B, lag A to B   whether two things share days; which came first
              match A with B                   two catalogues held against each other
              similar to incident ID           those most like one
    clauses   in PLACES   on PLATFORMS   during SPAN   from DATASETS   where CONDITION
              by DIMENSIONS   per BIN   with ci   min n = 30   top 10   vary counting   tz ZONE
              near SELECTION within 1d   without SELECTION within 1d
    then      | where, sort, top, bottom, keep, drop, rename, round, pivot, chart, export
    again     it, #4, a name kept with 'as'
    data      load "FILE", loads, loads N rejected, undo load N, datasets, datasets NAME
    names     measures, platforms, places, describe measure NAME
              define @mine = PK, IN   define index NAME = blocked-days / covered-days
    scripts   queries, run NAME period=2024-H1, save "queries/x.cq" from #3..#9, log on "FILE"
    cite      cite, sources, verify "FILE"
    beyond    sql "select ..."
    correct   note incident ID "...", exclude incident ID because "...", include, corrections
    keep      snapshot NAME, snapshots, backup "FILE", compact, attach "FILE", detach
    how       explain STATEMENT, fmt STATEMENT, runs, history, results, set, edit, quit

    'help TOPIC' says more: \(topics.joined(separator: ", "))

    """

  /// What has a page.
  package static let topics: [String] =
    Verb.allCases.map(\.rawValue) + SubjectKind.allCases.map(\.rawValue)
    + [
      "measures", "dimensions", "counting", "during", "where", "stages", "chart", "export", "load", "scripts", "sql",
      "results",
      "missing",
    ]

  package static func page(on topic: String) -> String? {
    switch topic {
    case "show": verb(.show, "show MEASURE, ... CLAUSES", "figures, split by dimensions and time", showExamples)
    case "rank":
      verb(.rank, "rank DIMENSION by MEASURE CLAUSES", "rows in order of a measure, with ranks", rankExamples)
    case "list": verb(.list, "list SUBJECT(...) CLAUSES", "the rows themselves, by start", listExamples)
    case "compare":
      verb(
        .compare, "compare MEASURE, ... around ANCHOR CLAUSES", "the same measures before, during and after",
        compareExamples)
    case "match":
      verb(
        .match, "match SUBJECT(...) with SUBJECT(...) CLAUSES", "two catalogues held against each other", matchExamples)
    case "associate":
      verb(
        .associate, "associate SUBJECT(...) with SUBJECT(...) CLAUSES", "whether two things share days", pairExamples)
    case "lag": verb(.lag, "lag SUBJECT(...) to SUBJECT(...) CLAUSES", "what came first, and by how much", pairExamples)
    case "similar":
      verb(.similar, "similar to incident ID CLAUSES", "incidents or episodes like one, the nearest first", [])
    case "episodes": subject(.episodes, "restrictions detected in measurements", episodeExamples)
    case "signals": subject(.signals, "connectivity series", [])
    case "measurements": subject(.measurements, "tests of one target by one probe", showExamples)
    case "incidents": subject(.incidents, "restrictions that people recorded", rankExamples)
    case "events": subject(.events, "political events", listExamples)
    case "measures": measures
    case "dimensions": dimensions
    case "counting": counting
    case "during": during
    case "where": conditions
    case "stages": stages
    case "chart": chart
    case "export": export
    case "load": load
    case "scripts": scripts
    case "sql": sql
    case "results": results
    case "missing": missing
    default: nil
    }
  }

  private static let showExamples = [
    "show interference-rate, n in PK on @social during 2024-01-06..2024-01-08 by platform per day",
    "show blocking-rate in PK on x during 2024-01 by network min n = 20 with ci",
  ]
  private static let rankExamples = [
    "rank countries by incidents from example-incidents during 2019..2024 vary counting top 10",
    "rank countries by blocking-rate on @social during 2024-01 min n = 100 with ci",
  ]
  private static let listExamples = [
    "list events(actor = opposition) in PK during 2023-12..2024-02",
    "list incidents in PK during 2024-01 with sources",
  ]

  private static let compareExamples = [
    "compare blocking-rate in PK on @social around event pk-2024-01-07-telethon before 7d after 7d min n = 5",
    "compare interference-rate in PK during 2024-01 against 2023-12 by platform",
  ]
  private static let matchExamples = [
    "match episodes(on @social) with incidents(extent = service-based) in PK during 2024-01 within 1d"
  ]
  private static let pairExamples = [
    "associate incidents with events(actor = opposition) in PK during 2022..2024",
    "lag incidents to events(actor = opposition) in PK between -3d and 3d per 1d",
  ]
  private static let episodeExamples = ["list episodes in PK on @social during 2024-01-07 with scope"]

  private static func verb(_ verb: Verb, _ form: String, _ what: String, _ examples: [String]) -> String {
    let clauses = ClauseKeyword.allCases.filter { $0.verbs.contains(verb) }.map(\.rawValue)
    return page("\(form)\n\(what)", [("clauses", clauses)], examples)
  }

  private static func subject(_ subject: SubjectKind, _ what: String, _ examples: [String]) -> String {
    page(
      "\(subject.rawValue): \(what)",
      [
        ("measures", Measure.allCases.filter { $0.subject == subject }.map(\.rawValue)),
        ("dimensions", Dimension.allCases.filter { $0.applies(to: subject) }.map(\.rawValue)),
        ("fields", Field.names(of: subject)),
      ], examples)
  }

  private static func page(_ head: String, _ lists: [(String, [String])], _ examples: [String]) -> String {
    let width = lists.map { $0.0.count }.max() ?? 0
    let lines = lists.map { name, words in
      name + String(repeating: " ", count: width - name.count + 2) + words.joined(separator: ", ")
    }
    guard !examples.isEmpty else { return ([head, ""] + lines).joined(separator: "\n") + "\n" }
    return ([head, ""] + lines + ["", "examples"] + examples.map { "  \($0)" }).joined(separator: "\n") + "\n"
  }

  private static let measures =
    Measure.allCases.map { "\($0.rawValue): \($0.documentation.summary)" }.joined(separator: "\n")
    + "\n\n'describe measure NAME' gives formula, range, missing-data rule and source\n"

  private static let dimensions =
    SubjectKind.allCases.map { subject in
      "\(subject.rawValue): "
        + Dimension.allCases.filter { $0.applies(to: subject) }.map(\.rawValue).joined(separator: ", ")
    }.joined(separator: "\n") + "\n"

  private static let counting = """
    counting RULE: how incidents are counted (starts unless said; always printed)
      starts         begin in the period
      active         are in force at some time in it
      onset-days     distinct days on which one begins
      service-based  begin in it, with that extent
      full-network   begin in it, with that extent
      multi-region   begin in it and touch more than one province, or the nation
      shutdown-days  days in force inside it, both ends in
      platform-days  the same, times the platforms named
    'vary counting' puts all of them side by side, with each row's lowest and highest rank

    """

  private static let during = """
    during SPAN: 2024, 2023-H1, 2024-Q1, 2024-01, 2024-W02, 2024-01-07, 2024-01-07T18, 2024-01-07T18:00,
                 A..B (all of B too), last 30d, since A, until B
    during SELECTION: rows whose own country had a selected event then
      show incidents in PK during events(actor = opposition) counting active
    spans are UTC unless 'tz Asia/Karachi' or 'tz local' says otherwise

    """

  private static let conditions = """
    where FIELD = VALUE, !=, <, <=, >, >=, contains; FIELD in (A, B); FIELD is missing; and, or, not, parentheses
      list incidents where platforms >= 3 and extent = service-based
      show tests where network = AS17557
    on a set (platforms, causes) '=' tests membership and a number compares its size
    'help incidents', 'help events' and 'help measurements' list the fields

    """

  private static let stages = """
    RESULT | where n >= 100 | sort n desc | top 5 | keep country, n | drop n | rename n = tests_left
           | round blocking-rate 2 | pivot platform | chart line
           | export csv "file.csv"
    a line that starts with '|' continues the last result: it | top 5

    """

  private static let chart =
    """
    RESULT | chart [KIND] [| export svg "file.svg"]
    draws the result in the place of its table; without a kind its columns decide

    """
    + ChartKind.allCases.map { kind in
      let space = String(repeating: " ", count: 13 - kind.rawValue.count)
      return "  \(kind.rawValue)\(space)\(kind.summary)\n               needs \(kind.needs): \(kind.advice)\n"
    }.joined()
      + """
      what is missing is said, and never drawn as zero
        show blocking-rate in PK on @social during 2024-01 per day with ci | chart
        lag incidents to events(actor = opposition) in PK between -3d and 3d per 1d | chart | export svg "lag.svg"

      """

  private static let export = """
    | export FORMAT "file" [caption "..."] [label "tab:x"] [note "..."] [digits 2] [placement "htbp"] [fragment]
                           [guard] [replace]
    formats: \(Vocabulary.exportFormats.joined(separator: ", "))
    a file is written whole or not at all, and one that another statement made only with 'replace'

    """

  private static let load = """
    load "FILE", "FOLDER", "2024-*.gz" ... [as NAME] [format F] [map country = "Land", start = "Beginn"] [dry-run]
    formats: \(Vocabulary.loadFormats.joined(separator: ", ")); found from the content unless said
    files of one format are loaded all or none, into that format's dataset; gzip, zstd and XLSX are read as they are
    dry-run says what a load would bring; sheets of a workbook: map sheet = "2019" for one, else all with the header
    what it could not use: loads N rejected; to take it back: undo load N

    """

  private static let scripts = """
    a script is a file of statements; a line that starts with a space or '|' continues the one before
    it may start with
      ---
      title: ...
      param period: span = 2023-H1
      needs: incidents
      ---
    and then uses $period; run it with: run NAME period=2024-H1, or: curfew run FILE.cq period=2024-H1 --out DIR

    """

  private static let sql =
    """
    sql "select ..." [| STAGE ...] [as NAME]
    one statement of SQLite's SQL (sqlite.org/lang_select.html) that reads; its result is one like any other
      sql "select country, sum(tests) as tests from daily_counts group by 1 order by 2 desc" | top 3
      sql "select substr(start, 1, 4) as year, count(*) as incidents from incidents group by 1 order by 1"
    tables (columns that may be empty are NULL):

    """
    + SQLView.all.map { view in
      "  \(view.name): \(view.row)\n    \(view.columns.map(\.name).joined(separator: ", "))\n"
    }.joined() + "give it an 'order by': SQLite promises no other order, and the result's id depends on it\n"

  private static let results = """
    it, #4, a name kept with 'as'; results lists them
    save "x.cq" from #3..#9 [replace]    those statements as a script, with the sets and indices that they name
    cite, cite #4                        the program and the data of a result: as text and BibTeX
    sources, sources #4                  the datasets behind it, with licence and citation
    log on ["FILE"], log off             statements and results to a file too, which runs again as a script
    verify "FILE"                        runs again what a file says it came from, and says what differs

    """

  private static let missing = """
    \(Absence.noData.rawValue): nothing was measured there, which is not the same as not blocked
    \(Absence.notCovered.rawValue): outside the period or the countries that the catalogue covers
    \(Absence.suppressed.rawValue): measured, but fewer tests than 'min n'
    \(Absence.unknown.rawValue): the source does not say
    none of them is ever a zero; a footer counts them

    """
}
