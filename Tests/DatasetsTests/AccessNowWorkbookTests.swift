import Datasets
import Formats
import Foundation
import Subjects
import Tables
import Testing

private let workbook = "incidents/access-now-stop-2016-2022.xlsx"
private let combined = "incidents/access-now-stop-2016-2025.csv"

/// What the same shutdown is in both files, whose words for its country, extent and services differ.
private struct Key: Hashable {
  var start: String
  var area: String
}

private func keys(_ incidents: [Incident]) -> [Int: Set<Key>] {
  incidents.reduce(into: [:]) { keys, incident in
    let area = (incident.area ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
    keys[incident.edition, default: []].insert(Key(start: incident.start.day.iso, area: area))
  }
}

/// Against a count by openpyxl and Python's csv.
@Suite(.enabled(if: TestData.has(workbook), "the Access Now workbook is not here"))
struct AccessNowWorkbookTests {
  @Test func `the five sheets that have the header are read, the one of notes is passed over`() throws {
    let (rows, summary) = try read(file: workbook, as: .accessNow)
    #expect(summary.sheets == ["2022 Data", "2021 Data", "2020 Data", "2019", "2016+2017+2018 "])
    #expect(summary.sheetsIgnored == ["Need more details"])
    #expect(summary.rowsRead == 187 + 182 + 159 + 213 + 377)
    #expect(rows.rejects.filter { !$0.keptRow }.map(\.reason) == [])
    let editions = rows.incidents.reduce(into: [:]) { $0[$1.edition, default: 0] += 1 }
    #expect(editions == [2016: 75, 2017: 106, 2018: 196, 2019: 213, 2020: 159, 2021: 182, 2022: 187])
  }

  /// In the workbook, and of those in the combined file. The three that are not: Nigeria on 2 September 2021 is in
  /// Zamfara, and in the combined file in Kaduna, Katsina, Sokoto and Zamfara; Uganda on 12 January 2021 and Iran on 25
  /// January 2021 have no area, and in the combined file a nationwide one.
  @Test func `each vintage gives the shutdowns of the combined file`() throws {
    let vintages = keys(try read(file: workbook, as: .accessNow).rows.incidents)
    let later = keys(try read(file: combined, as: .accessNow).rows.incidents)
    let expected = [
      2016: (74, 74), 2017: (105, 105), 2018: (194, 194), 2019: (207, 207), 2020: (157, 157), 2021: (181, 180),
      2022: (184, 182),
    ]
    #expect(vintages.keys.sorted() == expected.keys.sorted())
    for (year, (all, both)) in expected {
      #expect(vintages[year]?.count == all, "\(year)")
      #expect(vintages[year]?.intersection(later[year] ?? []).count == both, "\(year)")
    }
  }

  @Test func `one sheet is asked for by name`() throws {
    let (_, summary) = try read(file: workbook, as: .accessNow, map: [("sheet", "2019")])
    #expect(summary.sheets == ["2019"])
    #expect(summary.rowsRead == 213)
    #expect(throws: SourceError.self) { try read(file: workbook, as: .accessNow, map: [("sheet", "2031")]) }
  }

  @Test func `the workbook is told by its sheets`() throws {
    var source = try ByteSource(path: TestData.file(workbook))
    let sniffed = try SourceReader.sniff(&source)
    #expect(sniffed.format == .accessNow)
    #expect(sniffed.reason.hasPrefix("sheet '2022 Data' of a workbook"))
  }
}
