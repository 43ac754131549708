import Tables

/// How a column's figures are written for people: all with equally many decimals, shares as percentages.
struct FigureStyle {
  var decimals: Int
  private var isShare: Bool

  /// More decimals than a figure for people ever needs.
  private static let mostDecimals = 12

  init(_ source: Source, in table: Table, digits: Int?) {
    isShare = source.column.unit == .share
    decimals = 0
    let bounds = [source.lower, source.upper].compactMap { $0 }
    let figures = table.rows.compactMap { decimal($0.value(at: source.index)) }
    let edges = table.rows.flatMap { row in bounds.compactMap { decimal(row.value(at: $0)) } }
    let isWhole = source.column.type == .integer || (!isShare && (figures + edges).allSatisfy { $0.places == 0 })
    guard !isWhole else { return }
    if let digits {
      decimals = min(max(digits, 0), Self.mostDecimals)
    } else {
      decimals = Self.decimals(for: figures, isShare: isShare)
    }
  }

  /// Enough for three significant digits of the largest figure (one decimal of a percentage), and for one of the
  /// smallest, which would otherwise read as zero; no more than the data have, at most six.
  private static func decimals(for figures: [DecimalText], isShare: Bool) -> Int {
    let magnitudes = figures.compactMap(\.magnitude)
    guard let largest = magnitudes.max(), let smallest = magnitudes.min() else { return 1 }
    let known = figures.map(\.places).max() ?? 0
    let usual = isShare ? 1 : min(max(2 - largest, 1), 3, known)
    return min(max(usual, isShare && smallest < 0 ? max(2, -smallest) : -smallest), 6)
  }

  private func decimal(_ value: Value) -> DecimalText? {
    switch value {
    case .integer(let whole):
      // Beyond 2^53 a double would lose digits; such figures are written by `text` and need no decimals.
      return DecimalText(Double(whole))?.shifted(by: isShare ? 2 : 0)
    case .number(let number):
      return DecimalText(number)?.rounded(toSignificant: 12).shifted(by: isShare ? 2 : 0)
    case .missing, .text, .flag, .instant, .moment: return nil
    }
  }

  /// nil where there is no finite figure.
  func text(_ value: Value) -> String? {
    if case .integer(let whole) = value, !isShare {
      return decimals > 0 ? "\(whole).\(String(repeating: "0", count: decimals))" : String(whole)
    }
    return decimal(value)?.rounded(toPlaces: decimals).plain(minimumPlaces: decimals)
  }
}

/// Thousands set apart by commas from five digits before the point on: `12,345.6`, `2102`.
func grouped(_ figure: String) -> String {
  let sign = figure.hasPrefix("-") ? "-" : ""
  let digits = figure.dropFirst(sign.count)
  let whole = digits.prefix { $0 != "." }
  guard whole.count > 4 else { return figure }
  var result = ""
  for (index, digit) in whole.enumerated() {
    if index > 0, (whole.count - index) % 3 == 0 { result.append(",") }
    result.append(digit)
  }
  return sign + result + digits.dropFirst(whole.count)
}
