import Query
import Tables

/// A measure's value in one row, with its interval where it has one.
struct Figure: Hashable, Sendable {
  var value: Value
  var low: Value = .missing(.notApplicable)
  var high: Value = .missing(.notApplicable)

  init(_ value: Value, low: Value = .missing(.notApplicable), high: Value = .missing(.notApplicable)) {
    self.value = value
    self.low = low
    self.high = high
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

  /// The bin's own order, to keep limits within a bin.
  var bin: Int?
}

enum OrderPart: Hashable, Sendable, Comparable {
  case number(Int)
  case text(String)

  static func < (left: OrderPart, right: OrderPart) -> Bool {
    switch (left, right) {
    case (.number(let a), .number(let b)): a < b
    case (.text(let a), .text(let b)): a < b
    case (.number, .text): true
    case (.text, .number): false
    }
  }
}

/// What the builder left out, for the footer.
struct Omissions: Hashable, Sendable {
  /// Groups before limits, without those suppressed.
  var eligible = 0
  var suppressed = 0
  var shown = 0
}
