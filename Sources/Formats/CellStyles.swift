/// Which of a workbook's cell styles show a number as a date.
struct CellStyles: Sendable {
  private var dates: [Bool] = []

  init() {}

  init(_ archive: ZipArchive, _ entry: ZipArchive.Entry) throws {
    var scanner = XMLScanner(ByteSource(entry, of: archive))
    var custom: [Int: Bool] = [:]
    var isInCells = false
    while case let token = try scanner.next(), token != .end {
      if scanner.isNamed("cellXfs") { isInCells = token == .open }
      guard token == .open else { continue }
      if scanner.isNamed("numFmt"), let id = scanner.number("numFmtId"), custom.count < 10_000 {
        custom[id] = Self.isDate(code: try scanner.attribute("formatCode") ?? "")
      } else if scanner.isNamed("xf"), isInCells, dates.count < 100_000 {
        let id = scanner.number("numFmtId") ?? 0
        dates.append(custom[id] ?? Self.isDate(builtIn: id))
      }
    }
  }

  func isDate(_ style: Int) -> Bool { dates.indices.contains(style) && dates[style] }

  /// Source: ISO/IEC 29500-1, 18.8.30; 27 to 36 and 50 to 58 are dates in East Asian editions.
  private static func isDate(builtIn id: Int) -> Bool {
    (14...22).contains(id) || (27...36).contains(id) || (45...47).contains(id) || (50...58).contains(id)
  }

  /// A format code with a letter for year, month, day, hour or second outside of quotes, escapes and brackets. A length
  /// of time (`[h]:mm`) is no date.
  static func isDate(code: String) -> Bool {
    var isQuoted = false
    var bracket: String?
    var skips = false
    var isDate = false
    for character in code.lowercased() {
      if skips {
        skips = false
      } else if isQuoted {
        isQuoted = character != "\""
      } else if let text = bracket {
        if character == "]" {
          if ["h", "hh", "m", "mm", "s", "ss"].contains(text) { return false }
          bracket = nil
        } else {
          bracket = text + String(character)
        }
      } else {
        switch character {
        case "\"": isQuoted = true
        case "\\", "_", "*": skips = true
        case "[": bracket = ""
        case ";": return isDate
        case "y", "m", "d", "h", "s": isDate = true
        default: break
        }
      }
    }
    return isDate
  }
}

/// A spreadsheet's count of days as a date.
enum SerialDate {
  /// ISO 8601 to the second: `2024-01-07`, `2024-01-07 13:45:00`; a time alone below 1. nil where no date has it.
  static func text(_ serial: Double, isFrom1904: Bool) -> String? {
    guard serial >= 0, serial < 2_958_466 else { return nil }
    let seconds = Int((serial * 86_400).rounded())
    let (day, time) = (seconds / 86_400, seconds % 86_400)
    if day == 0, !isFrom1904 { return clock(time) }
    // Days since 1970. The system of 1900 has a 29 February 1900, its day 60, which there was not.
    if !isFrom1904, day == 60 { return nil }
    let date = day - (isFrom1904 ? 24_107 : day < 60 ? 25_568 : 25_569)
    let written = iso(date)
    return time == 0 ? written : "\(written) \(clock(time))"
  }

  private static func clock(_ seconds: Int) -> String {
    "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
  }

  private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

  /// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
  private static func iso(_ days: Int) -> String {
    let shifted = days + 719_468
    let era = shifted / 146_097
    let ofEra = shifted - era * 146_097
    let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * year + year / 4 - year / 100)
    let shiftedMonth = (5 * ofYear + 2) / 153
    let day = ofYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return "\(year + era * 400 + (month <= 2 ? 1 : 0))-\(two(month))-\(two(day))"
  }
}
