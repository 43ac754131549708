/// P-values adjusted for how many there are, to keep the expected share of false findings (Y. Benjamini, Y. Hochberg,
/// JRSS B 57, 1995): p m / rank, made monotone from the largest down, at most 1. Missing ones stay missing and do not
/// count.
package func benjaminiHochberg(_ values: [Double?]) -> [Double?] {
  let known = values.indices.filter { values[$0].map { (0...1).contains($0) } ?? false }
  let order = known.sorted { (values[$0] ?? 0, $0) < (values[$1] ?? 0, $1) }
  var adjusted = [Double?](repeating: nil, count: values.count)
  var least = 1.0
  for (position, index) in order.enumerated().reversed() {
    least = min(least, (values[index] ?? 1) * Double(order.count) / Double(position + 1))
    adjusted[index] = least
  }
  return adjusted
}
