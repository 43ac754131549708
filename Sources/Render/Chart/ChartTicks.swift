import Tables

extension Chart {
  /// Which positions carry a label, when they must be at least so many positions apart. Times are labelled where days,
  /// months or years begin, as far as their distance allows.
  func ticks(apart minimum: Int) -> [Int] {
    let minimum = max(1, minimum)
    guard case .time(let unit, isFilled: true) = axis, let bins = TimeBins(rawValue: unit),
      let first = positions.first.flatMap({ bins.number(of: $0.label) }),
      let step = bins.steps.first(where: { $0 >= minimum })
    else { return Array(stride(from: 0, to: positions.count, by: minimum)) }
    let found = positions.indices.filter { bins.isRound(first + $0, step: step) }
    return found.count > 1 ? found : Array(stride(from: 0, to: positions.count, by: minimum))
  }
}
