import Text

/// What the parser makes of a text: names are words with their place, nothing is looked up yet.
package enum Syntax {
  /// A file, or what was typed at the prompt.
  package struct Script: Sendable {
    package var header: ScriptHeader?
    package var statements: [Statement]

    package init(header: ScriptHeader? = nil, statements: [Statement] = []) {
      self.header = header
      self.statements = statements
    }
  }

  /// One statement, with what was wrong with its grammar; resolving it reports that too.
  package struct Statement: Sendable {
    package var span: Span
    package var body: Body
    package var diagnostics: [Diagnostic]

    package init(span: Span, body: Body, diagnostics: [Diagnostic] = []) {
      self.span = span
      self.body = body
      self.diagnostics = diagnostics
    }
  }

  package indirect enum Body: Sendable {
    case query(Query)
    /// `it`, `#4` or a kept name with a tail.
    case kept(Operand, Tail)
    case sql(Operand, Tail)
    case command(Command)
    /// Already complained of.
    case invalid
  }

  /// A word, string, number, time, set, parameter or result number, as written.
  package struct Operand: Sendable, Hashable {
    package enum Kind: String, Sendable { case word, string, number, duration, time, set, parameter, result }

    package var kind: Kind
    /// Without quotes, `@`, `$` or `#`.
    package var text: String
    package var span: Span

    package init(_ kind: Kind, _ text: String, _ span: Span) {
      self.kind = kind
      self.text = text
      self.span = span
    }
  }

  package struct Query: Sendable {
    package var verb: Verb
    package var verbSpan: Span
    package var head: Head
    package var clauses: [Clause]
    package var tail: Tail
  }

  package enum Head: Sendable {
    case measures([Operand])
    case ranked(dimension: Operand, measure: Operand)
    case selection(Selection)
    /// `A with B`, `A to B`.
    case pair(Selection, Selection)
    /// `to episode ID`, `to incident ID`.
    case similar(kind: Operand, id: Operand)
    case invalid
  }

  /// A subject narrowed: `events(kind = rally, in PK)`.
  package struct Selection: Sendable {
    package var subject: Operand
    package var items: [Item]
    package var span: Span
  }

  package enum Item: Sendable {
    case clause(Clause)
    case condition(Condition)
  }

  package struct Clause: Sendable {
    package var keyword: ClauseKeyword
    package var keywordSpan: Span
    package var content: ClauseContent
    package var span: Span
  }

  package enum ClauseContent: Sendable {
    /// `in`, `on`, `from`, `by`, `with`, `using`
    case list([Operand])
    /// `per`, `counting`, `weighting`, `tz`, `top`, `bottom`, `seed`, `min`, `before`, `after`, `within`
    case one(Operand)
    /// `during`, `against`
    case during(During)
    case anchor(Anchor)
    /// `near`, `without`
    case near(Selection, within: Operand)
    /// `between`
    case bounds(Operand, Operand)
    case condition(Condition)
    case sort([SortKey])
    case vary(parameter: Operand, values: [Operand])
    /// Already complained of.
    case invalid
  }

  package indirect enum During: Sendable {
    case period(Period)
    case selection(Selection)
    case parameter(Operand)
  }

  /// What `around` is around.
  package enum Anchor: Sendable {
    case event(id: Operand)
    case selection(Selection)
    case period(Period)
    case parameter(Operand)
  }

  package enum Period: Sendable {
    case literal(Operand)
    case range(Operand, Operand)
    case last(Operand)
    case since(Operand)
    case until(Operand)
  }

  package struct SortKey: Sendable {
    package var column: Operand
    package var isDescending: Bool
  }

  package indirect enum Condition: Sendable {
    case all([Condition])
    case any([Condition])
    case not(Condition)
    case compare(field: Operand, Comparison, Value)
    case member(field: Operand, [Value])
    case missing(field: Operand, isNegated: Bool)
    case invalid
  }

  package enum Value: Sendable {
    case operand(Operand)
    case range(Operand, Operand)
  }

  /// The `|` stages and the name that a result is kept under.
  package struct Tail: Sendable {
    package var stages: [Stage]
    package var keep: Operand?

    package init(stages: [Stage] = [], keep: Operand? = nil) {
      self.stages = stages
      self.keep = keep
    }
  }

  package struct Stage: Sendable {
    package var keyword: StageKeyword
    package var keywordSpan: Span
    package var content: StageContent
    package var span: Span
  }

  package enum StageContent: Sendable {
    case condition(Condition)
    case sort([SortKey])
    /// `top`, `bottom`
    case count(Operand)
    /// `keep`, `drop`, `pivot`
    case columns([Operand])
    case rename(Operand, to: Operand)
    case round(Operand, digits: Operand)
    case chart(Operand?)
    case export(format: Operand, file: Operand, options: [Option])
    case invalid
  }

  package struct Option: Sendable {
    package var name: Operand
    package var value: Operand?
  }

  /// Arithmetic over measures.
  package indirect enum Expression: Sendable {
    case measure(Operand)
    case number(Operand)
    case negative(Expression)
    /// `+`, `-`, `*` or `/`
    case binary(String, Expression, Expression)
  }

  /// `a = b`, of `map` and `run`.
  package struct Assignment: Sendable {
    package var name: Operand
    package var value: Operand
  }

  package indirect enum Command: Sendable {
    case load(files: [Operand], name: Operand?, format: Operand?, mapping: [Assignment], isDry: Bool)
    case loads
    case rejected(load: Operand)
    case undo(load: Operand)
    case datasets(Operand?)
    case define(set: Operand, members: [Operand])
    case defineIndex(name: Operand, Expression)
    case run(name: Operand, arguments: [Assignment])
    case queries
    /// `text` is the rest of the line.
    case explain(Statement?, text: String)
    case format(Statement?, text: String)
    case describe(kind: Operand?, name: Operand)
    case measures, platforms, places
    case runs, history, results
    case save(file: Operand, from: Operand, to: Operand, replaces: Bool)
    case cite(Operand?)
    case sources(Operand?)
    case log(isOn: Bool, file: Operand?)
    case verify(Operand)
    case settings
    case set(Operand, value: Operand)
    case edit
    case correct(Correction, record: Operand, id: Operand, text: Operand?)
    case corrections(Transfer?, file: Operand?)
    case backup(Operand)
    case compact
    case attach(Operand)
    case detach
    case snapshot(Operand)
    case snapshots
    case help(topic: String?)
    case quit
  }
}
