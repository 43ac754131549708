/// Parts of the language that the documented statements do not use.
enum Other {
  static let statements = [
    "define index harshness = 0.5 * blocked-days / covered-days + 0.5 * networks-blocked / networks",
    "define @neighbours = Pakistan, India, southern-asia",
    "rank countries by harshness in Pakistan, India, \"Iran\" during 2024-01 min n = 10 seed 7",
    "show incidents from merged in southern-asia during last 90d by cause, extent per month counting shutdown-days",
    "list incidents where extent = full-network and (cause = exams or country in (Pakistan, IN)) sort start desc top 5",
    "list measurements in PK on telegram where test = web_connectivity and not outcome = failure during 2024-01-07",
    "show ok-rate, failure-rate in Pakistan during since 2024-01-05 per day tz Asia/Karachi | round ok-rate 2 | keep day, ok-rate",
    "show tests by country, platform | pivot platform | export latex \"out.tex\" caption \"Tests\" label \"tab:tests\"",
    "#1 | where incidents >= 3 | sort incidents desc | rename incidents = count | drop country as busiest",
    "list events near incidents(in IN, PK, from pulse, where cause is missing) within 2d counting active",
    "similar to incident \"access-now:PK-1\" using trigger, duration top 3",
    "load \"tracker.csv\" as tracker format incidents map country = \"Land\", start = \"Beginn\"",
    "show restriction-index in Pakistan weighting users", "describe measure restriction-index",
    "run ranking period=2024-H1 places=africa",
    "exclude incident 12 because \"twice\"",
    "explain show tests in PK by platform", "save \"queries/x.cq\" from #1..#4", "undo load 3", "cite it", "datasets",
    "sql \"select country from incidents\" | top 5",
  ]
}
