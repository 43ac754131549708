import Datasets
import Formats
import Subjects
import Tables
import Testing

private func rows(_ fixture: WorkbookFixture, sheet: Int = 0, width: Int = 0) throws -> [[String]] {
  let workbook = try Workbook(bytes: fixture.bytes, name: "t.xlsx")
  var reader = SheetReader(workbook.sheets[sheet], of: workbook)
  reader.expect(columns: width)
  var rows: [[String]] = []
  while try reader.next() == .record {
    rows.append((0..<reader.count).map { String(decoding: reader.field($0), as: UTF8.self) })
  }
  return rows
}

private func reason(_ bytes: [UInt8], as format: DatasetFormat = .incidents) -> String {
  do {
    let (_, summary) = try read(bytes: bytes, as: format)
    return "\(summary.rowsRead) rows"
  } catch let error as SourceError {
    return error.diagnostic.message
  } catch {
    return "\(error)"
  }
}

private func sheet(_ rows: String...) -> WorkbookFixture {
  WorkbookFixture(sheets: [("Data", WorkbookFixture.sheet(rows))])
}

private let header = ["country", "start", "extent"].map(WorkbookFixture.text).joined()

struct WorkbookTests {
  @Test func `texts come shared, with runs, of their own and from formulas`() throws {
    var fixture = sheet(
      "<c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c>",
      "<c r=\"A2\" t=\"inlineStr\"><is><r><t>a</t></r><r><t xml:space=\"preserve\"> b</t></r></is></c>"
        + "<c r=\"B2\" t=\"str\"><f>A1&amp;\"x\"</f><v>x &lt; &#233;&#x4E2D;</v></c>")
    fixture.texts =
      "<si><t>plain &amp; simple</t></si>"
      + "<si><r><t>two</t></r><r><rPr/><t> runs</t></r><rPh sb=\"0\" eb=\"1\"><t>aid</t></rPh></si>"
    #expect(try rows(fixture) == [["plain & simple", "two runs"], ["a b", "x < é中"]])
  }

  @Test func `line ends and escaped characters in a cell are what they stand for`() throws {
    let fixture = sheet(
      WorkbookFixture.text("a\r\nb") + WorkbookFixture.text("c_x000A_d") + WorkbookFixture.text("<![CDATA[<e>]]>")
        + WorkbookFixture.text("snake_xcase_name"))
    #expect(try rows(fixture) == [["a\nb", "c\nd", "<e>", "snake_xcase_name"]])
  }

  @Test func `numbers are written as short as they can be, truth in words, errors as they are`() throws {
    let fixture = sheet(
      "<c><v>2016</v></c><c><v>2016.0</v></c><c><v>0.10000000000000001</v></c><c><v>1.5E3</v></c><c><v>-3</v></c>",
      "<c t=\"b\"><v>1</v></c><c t=\"b\"><v>0</v></c><c t=\"e\"><v>#N/A</v></c>")
    #expect(try rows(fixture) == [["2016", "2016", "0.1", "1500", "-3"], ["TRUE", "FALSE", "#N/A"]])
  }

  @Test func `dates are told by their format, in both systems`() throws {
    var fixture = sheet(
      "<c s=\"1\"><v>45298</v></c><c s=\"2\"><v>45298.75</v></c><c s=\"3\"><v>45298</v></c><c s=\"4\"><v>1.5</v></c>",
      "<c s=\"1\"><v>59</v></c><c s=\"1\"><v>60</v></c><c s=\"1\"><v>61</v></c><c s=\"1\"><v>0.5</v></c>",
      "<c t=\"d\"><v>2024-01-07T18:00:00</v></c><c s=\"1\"><v>-1</v></c><c s=\"1\"><v>1E300</v></c>"
        + "<c s=\"1\"><v>nan</v></c>")
    fixture.formats = ["[$-409]d mmm yyyy h:mm", "0.00\\d &quot;days&quot;", "[h]:mm:ss"]
    #expect(
      try rows(fixture) == [
        ["2024-01-07", "2024-01-07 18:00:00", "45298", "1.5"], ["1900-02-28", "60", "1900-03-01", "12:00:00"],
        ["2024-01-07T18:00:00", "-1", "1e+300", "nan"],
      ])
    fixture.bookAttributes = "date1904=\"1\""
    #expect(try rows(fixture).first?.first == "2028-01-08")
  }

  @Test func `missing cells are empty, missing rows are none, and short rows are filled`() throws {
    let xml = WorkbookFixture.sheet([]).replacing(
      "<sheetData>",
      with: "<sheetData><row r=\"2\"><c r=\"C2\"><v>3</v></c></row><row/><row r=\"9\"><c r=\"A9\"/></row>"
        + "<row r=\"12\"><c r=\"A12\"><v>1</v></c></row>")
    let fixture = WorkbookFixture(sheets: [("Data", xml)])
    #expect(try rows(fixture, width: 4) == [["", "", "3", ""], ["1", "", "", ""]])
  }

  @Test func `a table is read from every sheet that has its header, rejects say where`() throws {
    let good = WorkbookFixture.sheet([header, ["PK", "2024-01-07", "full"].map(WorkbookFixture.text).joined()])
    let bad = WorkbookFixture.sheet([
      WorkbookFixture.text("Export of 2024"), header,
      ["Pakistn", "2024-01-07", "full"].map(WorkbookFixture.text).joined(),
    ])
    let fixture = WorkbookFixture(
      sheets: [("One", good), ("Notes", WorkbookFixture.sheet([WorkbookFixture.text("none")])), ("Two", bad)])
    let (rows, summary) = try read(bytes: fixture.bytes, as: .incidents)
    #expect(summary.sheets == ["One", "Two"])
    #expect(summary.sheetsIgnored == ["Notes"])
    #expect(rows.incidents.map(\.start.day.iso) == ["2024-01-07"])
    #expect(rows.rejects.map(\.line) == [3])
    #expect(rows.rejects.first?.reason.hasSuffix("(in sheet 'Two')") == true)
    let (one, _) = try read(bytes: fixture.bytes, as: .incidents, map: [("sheet", "One")])
    #expect(one.rejects.isEmpty)
  }

  @Test func `hidden sheets are read when asked for`() throws {
    var fixture = sheet(header, ["PK", "2024-01-07", "full"].map(WorkbookFixture.text).joined())
    fixture.sheetAttributes = "state=\"hidden\""
    #expect(reason(fixture.bytes) == "'test.csv' is empty")
    #expect(try read(bytes: fixture.bytes, as: .incidents, map: [("sheet", "Data")]).summary.kept == 1)
  }

  @Test func `measurements are read from a workbook too`() throws {
    let fixture = sheet(
      ["uid", "time", "country", "test", "outcome"].map(WorkbookFixture.text).joined(),
      WorkbookFixture.text("u1") + "<c s=\"1\"><v>45298.75</v></c>"
        + ["PK", "web_connectivity", "ok"].map(WorkbookFixture.text).joined())
    let (rows, summary) = try read(bytes: fixture.bytes, as: .measurements)
    #expect(summary.kept == 1)
    #expect(rows.measurements.first?.time.iso == "2024-01-07T18:00:00Z")
    var source = ByteSource(bytes: fixture.bytes, name: "t.csv")
    #expect(try SourceReader.sniff(&source).format == .measurements)
  }

  @Test func `entities of a document's own are refused`() {
    let bomb =
      "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]>" + "<worksheet/>"
    let declared = WorkbookFixture(sheets: [("Data", bomb)])
    #expect(reason(declared.bytes).contains("declares a document type"))
    #expect(reason(sheet(WorkbookFixture.text("&b;")).bytes).contains("an entity that XML does not know"))
  }

  @Test func `bounds of rows, columns, cells and texts`() {
    let row = WorkbookFixture.sheet([]).replacing(
      "<sheetData>", with: "<sheetData><row r=\"1048577\"><c><v>1</v></c></row>")
    #expect(reason(WorkbookFixture(sheets: [("Data", row)]).bytes).contains("more rows than"))
    let far = sheet("<c r=\"XFD1\"><v>1</v></c><c><v>2</v></c>")
    #expect(reason(far.bytes).contains("more columns than"))
    let long = sheet("<c t=\"str\"><v>" + String(repeating: "a", count: 3 << 20) + "</v></c>")
    #expect(reason(long.bytes).contains("longer than 1 MB") || reason(long.bytes).contains("more than 1 MB"))
    let stray = sheet("</c>", "<c><v>1</v></c></c>")
    #expect(reason(stray.bytes).contains("a cell that ends and never starts"))
    let absent = sheet("<c t=\"s\"><v>7</v></c>")
    #expect(reason(absent.bytes).contains("a shared text that is not there"))
  }

  @Test func `a damaged archive is an error wherever it is cut or changed`() {
    let bytes = sheet(header, ["PK", "2024-01-07", "full"].map(WorkbookFixture.text).joined()).bytes
    #expect(reason(bytes) == "1 rows")
    for count in stride(from: 4, to: bytes.count, by: 7) { #expect(reason(Array(bytes[..<count])) != "1 rows") }
    for place in stride(from: 0, to: bytes.count, by: 11) {
      var changed = bytes
      changed[place] ^= 0x55
      _ = reason(changed)
    }
    #expect(reason(ZipFixture(parts: [("a.txt", [0x61])]).bytes).contains("holds no workbook"))
    var locked = ZipFixture(parts: sheet(header).parts)
    locked.flags = 1
    #expect(reason(locked.bytes).contains("encrypted"))
    #expect(reason(bytes, as: .aggregation).contains("not read from"))
  }
}
