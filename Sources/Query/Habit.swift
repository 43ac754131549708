/// Words and signs from other languages, each answered with what to write here.
struct Habit: Hashable {
  let word: String
  let origin: String
  let advice: String

  /// First words of a statement.
  static let statements: [Habit] = [
    Habit(word: "select", origin: "SQL", advice: "write 'show MEASURE by DIMENSION' or 'list SUBJECT'"),
    Habit(word: "summarize", origin: "KQL and Stata", advice: "write 'show MEASURE by DIMENSION'"),
    Habit(word: "summarise", origin: "R", advice: "write 'show MEASURE by DIMENSION'"),
    Habit(
      word: "filter", origin: "R and KQL", advice: "conditions stand in the statement: 'show tests where country = PK'"),
    Habit(word: "tabulate", origin: "Stata", advice: "write 'show tests by DIMENSION'"),
    Habit(word: "tab", origin: "Stata", advice: "write 'show tests by DIMENSION'"),
    Habit(word: "use", origin: "Stata", advice: "write 'load \"FILE\"'"),
    Habit(word: "import", origin: "Stata and Python", advice: "write 'load \"FILE\"'"),
    Habit(word: "exit", origin: "other shells", advice: "write 'quit'"),
    Habit(word: "with", origin: "SQL", advice: "statements start with a verb: show, rank or list"),
    Habit(word: "count", origin: "Stata and KQL", advice: "write 'show tests', 'show incidents' or 'show events'"),
  ]

  /// Words where a clause is expected.
  static let clauses: [Habit] = [
    Habit(word: "limit", origin: "SQL", advice: "write 'top N'"),
    Habit(word: "take", origin: "KQL", advice: "write 'top N'"),
    Habit(word: "head", origin: "pandas and R", advice: "write 'top N'"),
    Habit(word: "tail", origin: "pandas and R", advice: "write 'bottom N'"),
    Habit(word: "order", origin: "SQL", advice: "write 'sort COLUMN' or 'sort COLUMN desc'"),
    Habit(word: "group", origin: "SQL", advice: "write 'by DIMENSION'"),
    Habit(word: "having", origin: "SQL", advice: "filter the result in a tail: '| where COLUMN > 10'"),
    Habit(word: "if", origin: "Stata", advice: "write 'where FIELD = VALUE'"),
    Habit(word: "filter", origin: "R", advice: "write 'where FIELD = VALUE'"),
    Habit(word: "for", origin: "other languages", advice: "write 'in PLACE' or 'on PLATFORM'"),
    Habit(word: "since", origin: "other languages", advice: "write 'during since DATE'"),
    Habit(word: "until", origin: "other languages", advice: "write 'during until DATE'"),
    Habit(word: "last", origin: "other languages", advice: "write 'during last 30d'"),
    Habit(word: "between", origin: "SQL", advice: "write 'during A..B'"),
    Habit(word: "desc", origin: "SQL", advice: "write 'sort COLUMN desc'"),
  ]

  /// Signs, anywhere.
  static let signs: [Habit] = [
    Habit(word: "==", origin: "R, Python and KQL", advice: "write '='"),
    Habit(word: "<>", origin: "SQL", advice: "write '!='"),
    Habit(word: "&&", origin: "C", advice: "write 'and'"),
    Habit(word: "||", origin: "C", advice: "write 'or'"),
    Habit(word: "!", origin: "C and R", advice: "write 'not'"),
    Habit(word: "&", origin: "R and Stata", advice: "write 'and'"),
    Habit(word: "=~", origin: "KQL and Perl", advice: "write 'contains'"),
    Habit(word: "~", origin: "other languages", advice: "write 'contains'"),
    Habit(word: "%>%", origin: "R", advice: "write '|'"),
    Habit(word: "|>", origin: "R", advice: "write '|'"),
    Habit(word: "*", origin: "SQL", advice: "name the measures; 'measures' lists them"),
  ]

  /// Words inside a condition.
  static let conditions: [Habit] = [
    Habit(word: "like", origin: "SQL", advice: "write 'contains'"),
    Habit(word: "ilike", origin: "SQL", advice: "write 'contains'"),
    Habit(word: "between", origin: "SQL", advice: "write 'FIELD >= A and FIELD <= B'"),
    Habit(word: "null", origin: "SQL", advice: "write 'is missing'"),
    Habit(word: "na", origin: "R", advice: "write 'is missing'"),
  ]

  var isSign: Bool { word.utf8.allSatisfy { !$0.isWord } }

  static func find(_ word: String, in habits: [Habit]) -> Habit? {
    let lower = word.lowercased()
    return habits.first { $0.word == lower }
  }
}
