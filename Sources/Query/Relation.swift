import Subjects
import Tables

/// What the verbs that hold two things against each other ask for besides the rows of their own slice.
package enum Relation: Sendable, Hashable {
  case contrast(Contrast)
  /// Seconds by which the times may differ.
  case match(right: Slice, within: Int)
  /// The left side is what starts (or, under `counting active`, is in force) on a day; the right side is what covers
  /// the day, widened by so many seconds.
  case associate(right: Slice, within: Int)
  case lag(Lag)
  case similar(Similar)
}

/// `compare`: the same measures at two times.
package struct Contrast: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    /// Windows in seconds; nil is not asked for. At least one is.
    case around(Anchor, before: Int?, after: Int?)
    /// `text` is the span as the user wrote it, canonical.
    case against(TimeSpan, text: String)
  }

  package var kind: Kind

  package init(_ kind: Kind) { self.kind = kind }
}

/// What `around` is around.
package enum Anchor: Sendable, Hashable {
  case event(id: String)
  /// The statement's own `in` and `during` narrow it.
  case selection(Slice)
  case span(TimeSpan, text: String)
}

/// `lag`: onsets of the left side less the starts of the nearest things of the right side.
package struct Lag: Sendable, Hashable {
  package var right: Slice
  /// Seconds; the bins of `per` seconds run from `from` to `to`, and `per` divides that.
  package var from: Int
  package var to: Int
  package var per: Int

  package init(right: Slice, from: Int, to: Int, per: Int) {
    self.right = right
    self.from = from
    self.to = to
    self.per = per
  }
}

/// `similar`: the candidates are the statement's slice.
package struct Similar: Sendable, Hashable {
  package enum Feature: String, Sendable, Hashable, CaseIterable {
    case lead, duration, platforms, scope, trigger, networks
  }

  /// `.episodes` or `.incidents`.
  package var subject: SubjectKind
  package var id: String
  /// In the order of the language, all unless `using` is said.
  package var features: [Feature]

  package init(subject: SubjectKind, id: String, features: [Feature]) {
    self.subject = subject
    self.id = id
    self.features = features
  }
}

/// `near SELECTION within D` and `without SELECTION within D`. The statement's `in` narrows the selection; its `during`
/// does not, so that what lies beyond the period's edges still counts as near.
package struct Nearness: Sendable, Hashable {
  package var selection: Slice
  /// Seconds.
  package var within: Int
  package var isWithout: Bool

  package init(selection: Slice, within: Int, isWithout: Bool) {
    self.selection = selection
    self.within = within
    self.isWithout = isWithout
  }
}

/// How the platforms of the restriction index are weighted.
package enum Weighting: String, Sendable, Hashable, CaseIterable {
  case equal, any, users
}
