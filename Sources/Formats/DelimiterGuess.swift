/// Which byte splits the fields of a text, told from its first bytes.
package enum DelimiterGuess {
  package static let candidates: [UInt8] = [UInt8(ascii: ","), 0x09, UInt8(ascii: ";"), UInt8(ascii: "|")]

  /// The candidate under which most records have the same number (two or more) of fields; of several, the one that
  /// gives most. A comma where nothing splits. Lines that start with `#` are no records here.
  package static func delimiter(of head: [UInt8], isWhole: Bool) -> UInt8 {
    var best = (delimiter: UInt8(ascii: ","), share: 0.0, width: 1)
    for candidate in candidates {
      let (share, width) = fit(candidate, head, isWhole: isWhole)
      if width >= 2, (share, width) > (best.share, best.width) { best = (candidate, share, width) }
    }
    return best.delimiter
  }

  private static func fit(_ delimiter: UInt8, _ head: [UInt8], isWhole: Bool) -> (share: Double, width: Int) {
    let widths = recordWidths(delimiter, head, isWhole: isWhole)
    let counts = widths.reduce(into: [Int: Int]()) { counts, width in counts[width, default: 0] += 1 }
    let mode = counts.max { left, right in (left.value, left.key) < (right.value, right.key) }
    guard let mode, !widths.isEmpty else { return (0, 1) }
    return (Double(mode.value) / Double(widths.count), mode.key)
  }

  private static func recordWidths(_ delimiter: UInt8, _ head: [UInt8], isWhole: Bool) -> [Int] {
    var reader = DelimitedReader(ByteSource(bytes: head, name: ""), delimiter: delimiter)
    var widths: [Int] = []
    while widths.count < 200, let outcome = try? reader.next(), outcome != .end {
      guard outcome == .record, reader.excerpt.first != UInt8(ascii: "#") else { continue }
      widths.append(reader.count)
    }
    // The last record of a mere head is cut off somewhere.
    if !isWhole, widths.count > 1, widths.count < 200 { widths.removeLast() }
    return widths
  }
}
