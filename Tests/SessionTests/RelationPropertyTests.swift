import Foundation
import Testing

/// What must hold of any statement that holds two sides against each other, tried on the example data.
@Suite struct RelationPropertyTests {
  /// Every verb's clauses, turned round and back to front.
  @Test func `clauses give one result in any order, whatever the verb`() throws {
    let bench = try Bench(format: .csv)
    let statements: [(String, [String])] = [
      ("show incidents", ["in PK, VE", "during 2019..2024", "by country", "counting active", "near events within 1d"]),
      ("rank countries by events", ["in PK, VE", "during 2019..2024", "without incidents within 1d", "top 1"]),
      (
        "compare interference-rate",
        [
          "in PK", "on @social", "around event pk-2024-01-07-telethon", "before 7d", "after 7d", "by platform",
          "with ci",
          "min n = 5", "seed 7",
        ]
      ),
      (
        "list events",
        ["in PK, VE", "during 2019..2022", "where actor = opposition", "near incidents within 1d", "top 5"]
      ),
      (
        "match incidents(on x) with incidents(on youtube)",
        ["in PK, VE", "during 2019..2023", "within 1d", "by country"]
      ),
      (
        "associate incidents with events(kind = rally)",
        ["in PK, VE", "during 2019..2023", "within 1d", "counting active", "by country", "seed 3"]
      ),
      ("lag incidents to events", ["in PK, VE", "during 2019..2023", "between -2d and 2d", "per 1d", "seed 3"]),
      (
        "similar to incident example-incidents:PK-2023-12-17-1",
        ["in PK, VE", "using duration, platforms, scope", "top 4"]
      ),
    ]
    for (verb, clauses) in statements {
      let first = bench.lines(([verb] + clauses).joined(separator: " "))
      #expect(first.split(separator: "\n").count > 1, "\(verb): \(first)")
      for shift in clauses.indices {
        let turned = clauses[shift...] + clauses[..<shift]
        #expect(bench.lines(([verb] + turned).joined(separator: " ")) == first, "\(verb) \(turned)")
        #expect(bench.lines(([verb] + turned.reversed()).joined(separator: " ")) == first, "\(verb) \(turned)")
      }
    }
  }

  @Test func `the canonical form says the same, and is its own canonical form`() throws {
    let bench = try Bench(format: .csv)
    for statement in Self.statements {
      let canonical = bench.lines("fmt \(statement)").trimmingCharacters(in: .newlines)
      #expect(!canonical.contains("error"), "\(canonical)")
      #expect(bench.lines("fmt \(canonical)").trimmingCharacters(in: .newlines) == canonical)
      #expect(bench.lines(canonical) == bench.lines(statement), "\(statement)")
    }
  }

  /// Figures, draws and the result's id.
  @Test func `two runs give the same bytes, in the session and in another`() throws {
    let (bench, other) = (try Bench(), try Bench())
    for statement in Self.statements {
      let first = bench.lines(statement)
      #expect(first.contains("r:"), "\(first)")
      #expect(Self.withoutNumber(bench.lines(statement)) == Self.withoutNumber(first), "\(statement)")
      #expect(Self.withoutNumber(other.lines(statement)) == Self.withoutNumber(first), "\(statement)")
    }
  }

  @Test func `what is near, what is far and what is not covered is everything`() throws {
    let bench = try Bench()
    for (subject, other) in [
      ("events", "incidents"), ("incidents", "events(kind = rally)"), ("events", "incidents(on youtube)"),
    ] {
      for within in ["6h", "1d", "30d"] {
        for span in ["", " during 2019", " during 2023..2024"] {
          let near = bench.lines("list \(subject) near \(other) within \(within)\(span)")
          let far = bench.lines("list \(subject) without \(other) within \(within)\(span)")
          let all = try count("([0-9]+) \(subject)\\.", bench.lines("list \(subject)\(span)"))
          let uncovered = far.contains("not covered: ") ? try count("not covered: ([0-9]+)", far) : 0
          let parts = try [near, far].map { try count("([0-9]+) (?:\(subject.dropLast()))s?\\.", $0) }
          #expect(parts[0] + parts[1] + uncovered == all, "\(subject) \(other) \(within)\(span)")
        }
      }
    }
  }

  /// Days of restrictions against days of events, or the other way round: one table and its transpose.
  @Test func `sides that change places transpose the table`() throws {
    let bench = try Bench(format: .json)
    for tail in [" in PK, VE", " in VE during 2019", " in PK, VE during 2019..2023"] {
      let sides = ["incidents", "events(kind = rally)", "events(actor = opposition)"]
      for (left, right) in [(0, 1), (0, 2), (1, 2)] {
        // Starts alone: an event of several days covers each of them.
        let one = try row(bench, "associate \(sides[left]) with \(sides[right])\(tail) counting active")
        let two = try row(bench, "associate \(sides[right]) with \(sides[left])\(tail) counting active")
        #expect(one["days"] == two["days"])
        #expect(one["days_with_both"] == two["days_with_both"], "\(left) \(right)\(tail)")
        #expect(one["x_days"] == two["y_days"])
        #expect(one["y_days"] == two["x_days"])
        #expect(one["p_fisher"] == two["p_fisher"])
        #expect(one["p_mid"] == two["p_mid"])
        #expect(one["events"] == two["restrictions"])
        #expect(one["events_with"] == two["restrictions_with"])
      }
    }
  }

  @Test func `one of several distances gives what it gives alone`() throws {
    let bench = try Bench(format: .json)
    for verb in [
      "associate incidents with events(kind = rally) in PK, VE", "match incidents with events(kind = rally) in PK, VE",
    ] {
      let several = try rows(bench, "\(verb) within 1d vary within = 12h, 30d")
      #expect(several.count == 3)
      for (row, within) in zip(several, ["1d", "12h", "30d"]) {
        let alone = try #require(try rows(bench, "\(verb) within \(within)").first)
        for (column, figure) in alone { #expect(row[column] == .some(figure), "\(verb) \(within) \(column)") }
      }
    }
  }

  @Test func `lists that change places have the same pairs`() throws {
    let bench = try Bench(format: .json)
    for (left, right) in [
      ("incidents(on x)", "incidents(on youtube)"), ("incidents", "events(kind = rally)"),
      ("events(kind = rally)", "events(kind = protest)"), ("incidents(cause = protests)", "events"),
    ] {
      for within in ["6h", "1d", "2d", "30d"] {
        let one = try row(bench, "match \(left) with \(right) in PK, VE within \(within)")
        let two = try row(bench, "match \(right) with \(left) in PK, VE within \(within)")
        #expect(one["pairs"] == two["pairs"], "\(left) \(right) \(within)")
        #expect(one["only_left"] == two["only_right"])
        #expect(one["only_right"] == two["only_left"])
        #expect(one["precision"] == two["recall"])
        #expect(one["agreement"] == two["agreement"])
        #expect(one["estimate"] == two["estimate"])
      }
    }
  }

  /// Periods that share no day, countries that share no record.
  @Test func `what is counted in parts adds up`() throws {
    let bench = try Bench(format: .json)
    let sum = { (statements: [String], column: String) in
      try statements.reduce(0) { try $0 + (row(bench, $1)[column] ?? 0) }
    }
    let years = (2019...2024).map { " during \($0)" }
    for column in ["days", "x_days", "y_days", "days_with_both", "events", "restrictions"] {
      let whole = try row(bench, "associate incidents with events in PK, VE during 2019..2024")[column] ?? 0
      #expect(try sum(years.map { "associate incidents with events in PK, VE\($0)" }, column) == whole, "\(column)")
      let countries = ["PK", "VE"].map { "associate incidents with events in \($0) during 2019..2024" }
      #expect(try sum(countries, column) == whole, "\(column)")
    }
    for clause in ["near incidents within 1d", "without incidents within 1d"] {
      let whole = try row(bench, "show events during 2019..2024 \(clause)")["events"] ?? 0
      #expect(try sum(years.map { "show events\($0) \(clause)" }, "events") == whole, "\(clause)")
      #expect(try sum(["PK", "VE"].map { "show events in \($0) during 2019..2024 \(clause)" }, "events") == whole)
    }
    for column in ["pairs", "only_left", "only_right"] {
      let whole = try row(bench, "match incidents(on x) with events in PK, VE within 1d")[column] ?? 0
      let countries = ["PK", "VE"].map { "match incidents(on x) with events in \($0) within 1d" }
      #expect(try sum(countries, column) == whole, "\(column)")
    }
  }

  @Test func `a condition inside the parentheses is the same slice as its clause`() throws {
    let bench = try Bench(format: .csv)
    let pairs = [
      ("associate incidents with events(in PK) in PK, VE", "associate incidents with events(country = PK) in PK, VE"),
      ("associate incidents(on x) with events in VE", "associate incidents(platform = x) with events in VE"),
      ("match incidents(on x) with events in PK", "match incidents(platforms contains x) with events in PK"),
      (
        "lag incidents(on x, in PK) to events in PK, VE",
        "lag incidents(platform = x, country = PK) to events in PK, VE"
      ),
      ("list events near incidents(on x) within 1d", "list events near incidents(platform = x) within 1d"),
      ("list events in PK near incidents within 1d", "list events near incidents within 1d where country = PK"),
      (
        "compare interference-rate in PK on x during 2024-01 against 2023-12",
        "compare interference-rate where country = PK and platform = x during 2024-01 against 2023-12"
      ),
    ]
    for (clause, condition) in pairs {
      let first = bench.lines(clause)
      #expect(first.split(separator: "\n").count > 1, "\(clause): \(first)")
      #expect(bench.lines(condition) == first, "\(condition)")
    }
  }

  @Test func `what is suppressed, not measured or not covered is missing, and never zero`() throws {
    let bench = try Bench(format: .json)
    let suppressed = try rows(
      bench, "compare interference-rate in PK during 2024-01-07 against 2024-01-06 min n = 9999")
    #expect(suppressed.count == 1)
    for column in ["interference_rate_during", "interference_rate_against", "difference", "ratio"] {
      #expect(suppressed.first?[column] == .some(nil), "\(column)")
    }
    let unmeasured = try rows(bench, "compare interference-rate in PK during 2024-01 against 2022-01 min n = 1")
    #expect(unmeasured.first?["difference"] == .some(nil))
    #expect(unmeasured.first?["interference_rate_against"] == .some(nil))
    // A period of which neither catalogue speaks.
    let uncovered = try rows(bench, "associate incidents with events in PK during 2010")
    #expect(uncovered.allSatisfy { $0["risk_ratio"] == .some(nil) && ($0["p_shift"] ?? nil) == nil })
    let match = try rows(bench, "match incidents with events in PK during 2010 within 1d")
    #expect(match.allSatisfy { $0["agreement"] == .some(nil) && $0["precision"] == .some(nil) })
    // A country of which the other side says nothing is not without restrictions.
    try bench.load(text: "id,country,start,kind\nde-1,DE,2021-05-01,rally\npk-1,PK,2021-05-15,rally\n", as: "others")
    let alone = bench.lines("list events from others without incidents within 1d")
    #expect(alone.contains("pk-1") && !alone.contains("de-1"), "\(alone)")
    #expect(alone.contains("not covered: 1"), "\(alone)")
  }

  // MARK: helpers

  private static let statements = [
    "compare blocking-rate in PK on @social around event pk-2023-12-17-virtual-rally before 7d after 7d by platform",
    "compare interference-rate, tests around 2024-01-07 before 3d after 3d by country with ci",
    "compare interference-rate in PK during 2024-01 against 2023-12 by platform top 3 min n = 10 seed 5",
    "associate incidents with events(kind = rally) in PK, VE within 1d counting active by country",
    "associate incidents(extent = full-network) with events during 2019..2024",
    "match incidents(on youtube) with events(actor = opposition, in VE) within 1d by country",
    "lag incidents to events(kind in (rally, protest)) in PK, VE between -3d and 3d per 1d",
    "list events(actor = opposition) near incidents(on @social) within 1d top 4",
    "rank countries by incidents without events(kind = rally) within 2d counting starts",
    "show events near incidents within 12h by kind",
    "similar to incident example-incidents:PK-2023-12-17-1 top 3",
  ]

  /// The running number of a result (`#3`) differs between runs, and nothing else may.
  private static func withoutNumber(_ text: String) -> String {
    text.replacingOccurrences(of: "#[0-9]+", with: "#", options: .regularExpression)
  }

  private func count(_ pattern: String, _ text: String) throws -> Int {
    let expression = try NSRegularExpression(pattern: pattern)
    let plain = text.replacingOccurrences(of: ",", with: "")
    let found = try #require(
      expression.firstMatch(in: plain, range: NSRange(plain.startIndex..., in: plain)), "\(pattern): \(plain)")
    let range = try #require(Range(found.range(at: 1), in: plain))
    return try #require(Int(plain[range]))
  }

  private func rows(_ bench: Bench, _ statement: String) throws -> [[String: Double?]] {
    let text = bench.lines(statement)
    let object = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let rows = try #require(object?["rows"] as? [[String: Any]], "\(statement): \(text)")
    return rows.map { $0.mapValues { ($0 as? NSNumber)?.doubleValue } }
  }

  /// The figures of a result of one row.
  private func row(_ bench: Bench, _ statement: String) throws -> [String: Double] {
    let rows = try rows(bench, statement)
    #expect(rows.count == 1, "\(statement)")
    return (rows.first ?? [:]).compactMapValues { $0 }
  }
}
