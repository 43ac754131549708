import Places
import Query
import Tables

/// A catalogue to resolve against: what a database with three catalogues and one measurement source would say.
enum Fixture {
  static func days(_ from: String, _ to: String) -> TimeSpan {
    TimeSpan(instant(from), instant(to))
  }

  private static func instant(_ day: String) -> Instant {
    let parts = day.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { return Instant(seconds: 0) }
    return Day(year: parts[0], month: parts[1], day: parts[2])?.start ?? Instant(seconds: 0)
  }

  static let catalog = Catalog(
    datasets: [
      Catalog.Dataset(name: "access-now", subject: .incidents, span: days("2016-01-01", "2026-01-01")),
      Catalog.Dataset(name: "pulse", subject: .incidents, span: days("2019-01-01", "2024-06-01")),
      Catalog.Dataset(name: "ooni-fastpath", subject: .measurements, span: days("2024-01-01", "2024-03-01")),
      Catalog.Dataset(name: "coups", subject: .events, span: days("1950-01-01", "2024-01-01")),
      Catalog.Dataset(name: "tor-users", subject: .signals, span: days("2023-01-01", "2024-03-01")),
    ],
    sets: [
      "mine": .places(members: ["PK", "IN"], countries: [CountryCode("IN"), CountryCode("PK")].compactMap { $0 }),
      "chat": .platforms(members: ["telegram"], platforms: ["telegram"]),
    ],
    indices: [
      "harshness": Composite(
        name: "harshness", expression: .quotient(.measure(.blockedDays), .measure(.coveredDays)),
        text: "blocked-days / covered-days"),
      "severity": Composite(
        name: "severity", expression: .product(.number(2), .measure(.incidents)), text: "2 * incidents"),
    ],
    parameters: [
      "period": .words("2023-H1"), "places": .words("PK, southern-asia"), "n": .number(20), "file": .text("out.tex"),
    ],
    results: [
      1: [
        Column("country", type: .text, role: .dimension), Column("incidents", type: .integer, role: .measure),
      ],
      4: [
        Column("platform", type: .text, role: .dimension), Column("month", type: .text, role: .dimension),
        Column("ok_rate", type: .number, role: .measure),
      ],
    ],
    keptNames: ["first": [Column("country", type: .text, role: .dimension)]],
    eventIDs: ["pk-2024-01-07-telethon"],
    savedQueries: ["ranking", "pakistan-telethon"],
    vocabulary: [
      "cause": ["protests", "exams", "elections"], "test": ["web_connectivity", "telegram"],
      "category": ["ANON", "NEWS"], "ownership": ["state"],
    ])
}
