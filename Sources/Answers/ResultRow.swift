import Analysis
import Query
import Tables

/// A measure's value in one row, with its interval where it has one.
struct Figure: Hashable, Sendable {
  var value: Value
  var low: Value = .missing(.notApplicable)
  var high: Value = .missing(.notApplicable)
  /// What a reader of the interval must know.
  var marks: RateMarks = []

  init(
    _ value: Value, low: Value = .missing(.notApplicable), high: Value = .missing(.notApplicable),
    marks: RateMarks = []
  ) {
    self.value = value
    self.low = low
    self.high = high
    self.marks = marks
  }

  static func missing(_ absence: Absence) -> Figure { Figure(.missing(absence)) }
}

/// One group's figures before ranking, limits and order.
struct ResultRow: Sendable {
  /// A value for each dimension (a label follows its code), then the bin.
  var heads: [Value]
  /// Sorts as the dimensions do: codes by letter, bins by time, outcomes in their own order.
  var order: [OrderPart]
  /// One a measure; under `vary` one an alternative.
  var figures: [Figure]
  var n: Int?
  var networks: Int?
  var sources: String?

  /// What counts are divided by, in millions.
  var millions: [Extra: Double] = [:]
  /// The ranks that the index's draws leave open.
  var ranks: ClosedRange<Int>?
  /// Under `compare`: denominators by phase, and what rows are ordered by.
  var supports: [Value] = []
  /// Under `compare`: n of each time.
  var phaseN: [Int] = []
  var size: Double?

  /// The bin's own order, to keep limits within a bin.
  var bin: Int?
}

enum OrderPart: Hashable, Sendable, Comparable {
  case number(Int)
  case text(String)
  /// What is missing comes after what is there.
  case last

  static func < (left: OrderPart, right: OrderPart) -> Bool {
    switch (left, right) {
    case (.number(let a), .number(let b)): a < b
    case (.text(let a), .text(let b)): a < b
    case (.number, .text), (.number, .last), (.text, .last): true
    case (.text, .number), (.last, _): false
    }
  }
}

/// What the builder left out, for the footer.
struct Omissions: Hashable, Sendable {
  /// Groups before limits, without those suppressed.
  var eligible = 0
  var suppressed = 0
  /// Rows of a ranking that have no name in its dimension.
  var unnamed = 0
  var shown = 0
}
