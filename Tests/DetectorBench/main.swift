import Foundation

// detector-bench [tuning] [NAME ...]: one row a scenario whose name starts so (all), as Markdown. Seeds for tuning lie
// apart from those that are reported.
let words = CommandLine.arguments.dropFirst()
let isTuning = words.contains("tuning")
let wanted = words.filter { $0 != "tuning" }
let firstSeed: UInt64 = isTuning ? 1 : 100_001

let start = Date()
var seconds = 0.0
var years = 0.0
var known: [String: Score] = [:]

@MainActor func run(_ scenario: Scenario) throws -> Score {
  if let score = known[scenario.label] { return score }
  var score = Score()
  for year in 0..<scenario.years {
    let simulation = scenario.simulation(seed: firstSeed + UInt64(year) * 7919)
    try score.add(simulation.make(), failures: simulation.failures + simulation.faults)
  }
  seconds += score.seconds
  years += score.years
  known[scenario.label] = score
  return score
}

print("| scenario | tests an hour | aim | measured | OONI's |")
print("|---|---|---|---|---|")
for row in rows() where wanted.isEmpty || wanted.contains(where: { row.scenario.label.hasPrefix($0) }) {
  var score = try run(row.scenario)
  for other in row.others { score.trials += try run(other).trials }
  let volumes = ([row.scenario] + row.others).map(\.volumeText).joined(separator: ", ")
  let cells = [row.scenario.name, volumes, row.aim, row.measured(score), row.peer(score)]
  print("| \(cells.joined(separator: " | ")) |")
  fflush(nil)
}
let all = Int(Date().timeIntervalSince(start))
print(
  "\n\(all) s, of which \(rate(seconds / max(years, 1e-9))) s a country-year of detection; seeds from \(firstSeed).")
