/// Words and signs from other languages, each answered with what to write here.
struct Habit: Hashable {
  let word: String
  let origin: String
  var advice: String

  init(word: String, origin: String, advice: String) {
    self.word = word
    self.origin = origin
    self.advice = advice
  }

  /// `select` is SQL's, with what to write.
  init(_ word: String, _ origin: String, _ advice: String) { self.init(word: word, origin: origin, advice: advice) }

  var isSign: Bool { word.utf8.allSatisfy { !$0.isWord } }

  /// The last part of `df.groupby` is what tells.
  static func find(_ word: String, in habits: [Habit]) -> Habit? {
    let lower = word.lowercased()
    if let habit = habits.first(where: { $0.word == lower }) { return habit }
    guard let dot = lower.lastIndex(of: ".") else { return nil }
    let method = lower[lower.index(after: dot)...]
    return habits.first { $0.word == method }
  }
}
