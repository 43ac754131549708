import Foundation

// detector-bench [tuning] [NAME ...]: one row a scenario whose name starts so (all), as Markdown. Seeds for tuning lie
// apart from those that are reported.
let words = CommandLine.arguments.dropFirst()
let isTuning = words.contains("tuning")
let wanted = words.filter { $0 != "tuning" }
let firstSeed: UInt64 = isTuning ? 1 : 100_001

func run(_ scenario: Scenario) throws -> Score {
  var score = Score()
  for year in 0..<scenario.years {
    let simulation = scenario.simulation(seed: firstSeed + UInt64(year) * 7919)
    try score.add(simulation.make(), failures: simulation.failures + simulation.faults)
  }
  return score
}

print("| scenario | tests an hour | aim | measured | OONI's |")
print("|---|---|---|---|---|")
let start = Date()
var seconds = 0.0
var years = 0.0
for row in rows() where wanted.isEmpty || wanted.contains(where: { row.scenario.label.hasPrefix($0) }) {
  let score = try run(row.scenario)
  let cells = [row.scenario.name, row.scenario.volumeText, row.aim, row.measured(score), row.peer(score)]
  print("| \(cells.joined(separator: " | ")) |")
  fflush(nil)
  seconds += score.seconds
  years += score.years
}
let all = Int(Date().timeIntervalSince(start))
print(
  "\n\(all) s, of which \(rate(seconds / max(years, 1e-9))) s a country-year of detection; seeds from \(firstSeed).")
