import Foundation

// error-bench [list | speed]: what damaged statements are answered with, as Markdown, and what a right one takes; `list` shows what was not answered well.
// It runs itself (`from N`), so that a crash and a hang are counted and do not end it.
let words = Array(CommandLine.arguments.dropFirst())
if words.first == "from", let first = words.last.flatMap(Int.init) {
  work(from: first)
} else if words.first == "list" {
  list()
} else if words.first == "speed" {
  print(Speed.line)
} else {
  let bench = try Bench.run()
  print(bench.table)
  print("\n\(Speed.line)")
  exit(bench.isGood ? 0 : 1)
}

/// A line for each case, as soon as it is judged; more than two seconds for one end the program.
func work(from first: Int) {
  for damage in Damage.all.dropFirst(first) {
    alarm(2)
    print(Verdict.of(damage).verdict.line)
    fflush(nil)
  }
}

func list() {
  for damage in Damage.all {
    let (verdict, shown) = Verdict.of(damage)
    let isPoor = verdict.answer == .bare || verdict.answer == .silent
    guard isPoor || verdict.suggestion == .other || verdict.suggestion == .none else { continue }
    print(
      "\(damage.isDocumented ? "" : "other: ")\(verdict.line) [\(damage.kind.rawValue)] \(damage.name.map { "\($0.right) -> \($0.wrong)" } ?? "")\n\(shown)\n"
    )
  }
}
