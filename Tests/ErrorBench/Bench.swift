import Foundation

/// All cases and what came of them.
struct Bench {
  var verdicts: [(damage: Damage, verdict: Verdict)] = []
  var crashes: [Damage] = []
  var hangs: [Damage] = []

  static let leastRight = 85.0
  static let mostBytes = 81

  /// Runs this program again on what is left, for as long as something is.
  static func run() throws -> Bench {
    var bench = Bench()
    var next = 0
    while next < Damage.all.count {
      let (lines, signal) = try output(from: next)
      for (damage, line) in zip(Damage.all[next...], lines) {
        if let verdict = Verdict(line: line) { bench.verdicts.append((damage, verdict)) }
      }
      next += lines.count
      guard next < Damage.all.count else { break }
      if signal == SIGALRM { bench.hangs.append(Damage.all[next]) } else { bench.crashes.append(Damage.all[next]) }
      next += 1
    }
    return bench
  }

  private static func output(from first: Int) throws -> (lines: [String], signal: Int32) {
    let process = Process()
    process.executableURL = URL(filePath: CommandLine.arguments[0])
    process.arguments = ["from", String(first)]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (text.split(separator: "\n").map(String.init), process.terminationStatus)
  }

  // MARK: figures

  private var asked: [(damage: Damage, verdict: Verdict)] { verdicts.filter { $0.verdict.suggestion != .notAsked } }

  private func share(_ list: [(damage: Damage, verdict: Verdict)]) -> Double {
    let right = list.count { $0.verdict.suggestion == .right }
    return list.isEmpty ? 0 : 100 * Double(right) / Double(list.count)
  }

  private var bytes: [Int] { asked.filter { $0.verdict.suggestion == .right }.map(\.verdict.distance).sorted() }

  private var median: Int { bytes.isEmpty ? 0 : bytes[bytes.count / 2] }

  private func count(_ answer: Verdict.Answer) -> Int { verdicts.count { $0.verdict.answer == answer } }

  var isGood: Bool {
    share(asked) >= Self.leastRight && median <= Self.mostBytes && crashes.isEmpty && hangs.isEmpty
      && count(.silent) == 0
  }

  // MARK: text

  var table: String {
    var lines = [
      "| damage | cases | still valid | caret and help | caret alone | silent | unknown names | right first |",
      "|---|---|---|---|---|---|---|---|",
    ]
    for kind in DamageKind.allCases { lines.append(row(kind.rawValue, verdicts.filter { $0.damage.kind == kind })) }
    lines.append(row("documented statements", verdicts.filter(\.damage.isDocumented)))
    lines.append(row("other statements", verdicts.filter { !$0.damage.isDocumented }))
    lines.append(row("all", verdicts))
    lines += [
      "", "\(asked.count) unknown names of four letters and more; the right one first in \(percent(share(asked)))",
    ]
    lines.append("(aim \(percent(Self.leastRight))), after \(median) bytes in the median (aim \(Self.mostBytes)).")
    lines.append("\(crashes.count) crashes, \(hangs.count) hangs.")
    lines += crashes.map { "crash: \($0.text)" } + hangs.map { "hang: \($0.text)" }
    return lines.joined(separator: "\n")
  }

  private func row(_ name: String, _ list: [(damage: Damage, verdict: Verdict)]) -> String {
    let answers = Verdict.Answer.allCases.map { answer in String(list.count { $0.verdict.answer == answer }) }
    let asked = list.filter { $0.verdict.suggestion != .notAsked }
    let cells =
      [name, String(list.count)] + answers + [String(asked.count), asked.isEmpty ? "" : percent(share(asked))]
    return "| \(cells.joined(separator: " | ")) |"
  }

  private func percent(_ share: Double) -> String { String(format: "%.1f%%", share) }
}
