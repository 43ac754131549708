/// A hidden Markov chain of a few states by the bin, and what evidence in some bins says about all of them.
///
/// Forward-backward (L. E. Baum et al., Annals of Mathematical Statistics 41, 1970), scaled in every step. Runs of bins
/// without evidence are powers of the transition matrix.
struct StateChain: Sendable {
  let states: Int
  /// P^1, P^2, P^4, ..., row by row, one after the other.
  private let powers: [Double]
  /// The distribution that the chain keeps, which it starts with.
  private let stationary: [Double]
  private static let levels = 25

  /// `transition`: rows that add up to 1, from which every state can reach every other.
  init(_ transition: [[Double]]) {
    let states = transition.count
    var square = transition.flatMap { $0 }
    var powers: [Double] = []
    for _ in 0..<StateChain.levels {
      powers += square
      square = product(square, square, states)
    }
    self.states = states
    self.powers = powers
    stationary = Array(square.prefix(states))
  }

  /// P(state | all evidence), `states` numbers a bin.
  ///
  /// - Parameters:
  ///   - stops: bins with evidence, ascending.
  ///   - likelihoods: `states` for each stop, scaled so that the greatest is 1, none below 1e-200.
  ///   - settled: a run of bins without evidence is not computed where the first state's probability is at least this
  ///     at both of its ends; it takes the probabilities of the bin before it.
  func probabilities(
    stops: [Int32], likelihoods: [Double], bins: Int, settled: Double = .infinity, work: inout ChainWork
  ) {
    work.prepare(stops: stops.count, bins: bins, states: states)
    guard bins > 0 else { return }
    powers.withUnsafeBufferPointer { powers in
      stops.withUnsafeBufferPointer { stops in
        likelihoods.withUnsafeBufferPointer { likelihoods in
          work.withPass(states: states, powers: powers, stops: stops, likelihoods: likelihoods) { pass in
            pass.forward(from: stationary)
            pass.backward(bins: bins, stationary: stationary, settled: settled)
          }
        }
      }
    }
  }
}

private func product(_ left: [Double], _ right: [Double], _ states: Int) -> [Double] {
  var result = [Double](repeating: 0, count: states * states)
  for row in 0..<states {
    var sum = 0.0
    for column in 0..<states {
      for inner in 0..<states {
        result[row * states + column] += left[row * states + inner] * right[inner * states + column]
      }
      sum += result[row * states + column]
    }
    // Rows stay distributions over 2^25 steps.
    for column in 0..<states { result[row * states + column] /= sum }
  }
  return result
}

/// Room that chains of one country use one after the other.
struct ChainWork {
  /// `states` numbers a bin.
  private(set) var probabilities: [Double] = []
  private var forward: [Double] = []
  private var gap: [Double] = []
  private var vectors: [Double] = []

  mutating func prepare(stops: Int, bins: Int, states: Int) {
    if probabilities.count != bins * states { probabilities = [Double](repeating: 0, count: bins * states) }
    if forward.count < stops * states { forward = [Double](repeating: 0, count: stops * states) }
    if gap.count < bins * states { gap = [Double](repeating: 0, count: bins * states) }
    if vectors.count < 4 * states { vectors = [Double](repeating: 0, count: 4 * states) }
  }

  /// The least probability of the first state; 1 where there are no bins.
  func leastOpen(states: Int) -> Double {
    probabilities.withUnsafeBufferPointer { all in
      var least = 1.0
      for first in stride(from: 0, to: all.count, by: max(1, states)) { least = min(least, all[first]) }
      return least
    }
  }

  fileprivate mutating func withPass(
    states: Int, powers: UnsafeBufferPointer<Double>, stops: UnsafeBufferPointer<Int32>,
    likelihoods: UnsafeBufferPointer<Double>, _ body: (inout ChainPass) -> Void
  ) {
    probabilities.withUnsafeMutableBufferPointer { probabilities in
      forward.withUnsafeMutableBufferPointer { forward in
        gap.withUnsafeMutableBufferPointer { gap in
          vectors.withUnsafeMutableBufferPointer { vectors in
            var pass = ChainPass(
              states: states, powers: powers, stops: stops, likelihoods: likelihoods, probabilities: probabilities,
              forward: forward, gap: gap, vectors: vectors)
            body(&pass)
          }
        }
      }
    }
  }
}

/// The two passes over one series. Buffers are as long as `ChainWork.prepare` made them.
private struct ChainPass {
  let states: Int
  let powers: UnsafeBufferPointer<Double>
  let stops: UnsafeBufferPointer<Int32>
  let likelihoods: UnsafeBufferPointer<Double>
  /// Out.
  let probabilities: UnsafeMutableBufferPointer<Double>
  /// P(state at a stop | evidence up to it).
  let forward: UnsafeMutableBufferPointer<Double>
  /// What later evidence says about each bin of a run, scaled.
  let gap: UnsafeMutableBufferPointer<Double>
  /// The present vector and its successor, forward and backward.
  let vectors: UnsafeMutableBufferPointer<Double>

  mutating func forward(from start: [Double]) {
    for state in 0..<states { vectors[state] = start[state] }
    var last = -1
    for (index, stop) in stops.enumerated() {
      // The stationary distribution stays itself up to the first stop.
      if last >= 0 { leap(Int(stop) - last) }
      last = Int(stop)
      var sum = 0.0
      for state in 0..<states {
        vectors[state] *= likelihoods[index * states + state]
        sum += vectors[state]
      }
      for state in 0..<states {
        vectors[state] /= sum
        forward[index * states + state] = vectors[state]
      }
    }
  }

  mutating func backward(bins: Int, stationary: [Double], settled: Double) {
    let later = 2 * states
    for state in 0..<states { vectors[later + state] = 1 }
    var next = bins
    for index in stride(from: stops.count - 1, through: 0, by: -1) {
      let stop = Int(stops[index])
      // What is later than the run up to `next` is in the vector: first the run, then the stop itself.
      fillOrLeap(from: index, stop: stop, next: next, bins: bins, settled: settled)
      for state in 0..<states { vectors[later + state] *= likelihoods[index * states + state] }
      scale(later)
      next = stop
    }
    fillStart(next: next, stationary: stationary)
  }

  /// Bins between a stop and the one after it, and the stop's own probabilities.
  private mutating func fillOrLeap(from index: Int, stop: Int, next: Int, bins: Int, settled: Double) {
    let later = 2 * states
    let length = next - stop
    if forward[index * states] >= settled, next == bins || probabilities[next * states] >= settled {
      leapBack(length)
      combine(index: index, stop: stop)
      repeatProbabilities(of: stop, upTo: next)
      return
    }
    // At the end of the period nothing is later: every state is as good, and stays so.
    for step in stride(from: length - 1, through: 1, by: -1) {
      stepBack(level: 0)
      for state in 0..<states { gap[step * states + state] = vectors[later + state] }
    }
    stepBack(level: 0)
    combine(index: index, stop: stop)
    for state in 0..<states { vectors[state] = forward[index * states + state] }
    for step in stride(from: 1, to: length, by: 1) {
      leap(1)
      let bin = (stop + step) * states
      for state in 0..<states { probabilities[bin + state] = vectors[state] * gap[step * states + state] }
      normalise(bin: stop + step)
    }
  }

  /// Bins before the first stop, or all where there is none.
  private mutating func fillStart(next: Int, stationary: [Double]) {
    let later = 2 * states
    for bin in stride(from: next - 1, through: 0, by: -1) {
      stepBack(level: 0)
      for state in 0..<states { probabilities[bin * states + state] = stationary[state] * vectors[later + state] }
      normalise(bin: bin)
    }
  }

  private func combine(index: Int, stop: Int) {
    let later = 2 * states
    for state in 0..<states {
      probabilities[stop * states + state] = forward[index * states + state] * vectors[later + state]
    }
    normalise(bin: stop)
  }

  private func repeatProbabilities(of stop: Int, upTo next: Int) {
    for bin in stride(from: stop + 1, to: next, by: 1) {
      for state in 0..<states { probabilities[bin * states + state] = probabilities[stop * states + state] }
    }
  }

  private func normalise(bin: Int) {
    var sum = 0.0
    for state in 0..<states { sum += probabilities[bin * states + state] }
    for state in 0..<states { probabilities[bin * states + state] /= sum }
  }

  private func scale(_ start: Int) {
    var greatest = 0.0
    for state in 0..<states { greatest = max(greatest, vectors[start + state]) }
    for state in 0..<states { vectors[start + state] /= greatest }
  }

  /// The forward vector `length` bins on.
  private func leap(_ length: Int) {
    var rest = length
    var level = 0
    while rest > 0 {
      if rest & 1 == 1 { step(level: level) }
      rest >>= 1
      level += 1
    }
  }

  private func leapBack(_ length: Int) {
    var rest = length
    var level = 0
    while rest > 0 {
      if rest & 1 == 1 { stepBack(level: level) }
      rest >>= 1
      level += 1
    }
  }

  /// Constant counts of states let the compiler unroll.
  private func step(level: Int) {
    switch states {
    case 4: multiply(level: level, states: 4)
    case 5: multiply(level: level, states: 5)
    default: multiply(level: level, states: states)
    }
  }

  private func stepBack(level: Int) {
    switch states {
    case 4: multiplyBack(level: level, states: 4)
    case 5: multiplyBack(level: level, states: 5)
    default: multiplyBack(level: level, states: states)
    }
  }

  @inline(__always) private func multiply(level: Int, states: Int) {
    let matrix = level * states * states
    for column in 0..<states {
      var sum = 0.0
      for row in 0..<states { sum += vectors[row] * powers[matrix + row * states + column] }
      vectors[states + column] = sum
    }
    for state in 0..<states { vectors[state] = vectors[states + state] }
  }

  @inline(__always) private func multiplyBack(level: Int, states: Int) {
    let matrix = level * states * states
    let later = 2 * states
    for row in 0..<states {
      var sum = 0.0
      for column in 0..<states { sum += powers[matrix + row * states + column] * vectors[later + column] }
      vectors[later + states + row] = sum
    }
    for state in 0..<states { vectors[later + state] = vectors[later + states + state] }
  }
}
