import Formats
import Tables
import Testing

struct DateSpellingTests {
  @Test(
    arguments: [
      ("2024-01-07", "2024-01-07"), (" 2024-01-07 ", "2024-01-07"), ("2024/01/07", "2024-01-07"),
      ("20240107", "2024-01-07"), ("2024-01", "2024-01"), ("2024", "2024"), ("2016.0", "2016"),
      ("1990-05--9", "1990-05"), ("2024-01-07T18:00:00Z", "2024-01-07T18:00:00Z"),
      ("2024-01-07T18:00:00+00:00", "2024-01-07T18:00:00Z"), ("2024-01-07T18:00:00.250Z", "2024-01-07T18:00:00Z"),
      ("2024-01-07T23:30:00-05:00", "2024-01-08T04:30:00Z"), ("2024-01-07T02:00+0530", "2024-01-06T20:30Z"),
      ("2024-01-07 18:00:59", "2024-01-07T18:00:59Z"), ("2024-01-07 18:00", "2024-01-07T18:00Z"),
      ("2024-01-07T24:00:00", "2024-01-08T00:00:00Z"), ("2024-01-07T18Z", "2024-01-07T18:00Z"),
      ("1/7/2024", "2024-01-07"), ("7.1.2024", "2024-01-07"), ("7.1.2024 18:30", "2024-01-07T18:30Z"),
      ("7/28/2020  17:00:00 PM", "2020-07-28T17:00:00Z"), ("4/15/2020  23:40:00 AM", "2020-04-15T23:40:00Z"),
      ("Wednesday, March 17, 2021, 4:40:00 PM", "2021-03-17T16:40:00Z"),
      ("Saturday June 2, 2018, 8:00 AM", "2018-06-02T08:00Z"),
      ("Friday, May 7, 2021, 12:00:00 AM", "2021-05-07T00:00:00Z"),
      ("Friday, May 7, 2021, 12:30 PM", "2021-05-07T12:30Z"),
      ("Sunday, August 29, 2021, 2:50: AM", "2021-08-29T02:50Z"),
      ("17 March 2021", "2021-03-17"), ("17-Mar-2021", "2021-03-17"), ("17th March 2021", "2021-03-17"),
      ("March 17th, 2021", "2021-03-17"), ("Sept 3, 2021", "2021-09-03"), ("March 2021", "2021-03"),
      ("January - June 2025", "2025-01"), ("2021-10-20 14:51:41.221546144 -0400 EDT", "2021-10-20T18:51:41Z"),
      ("2021-10-20 14:51:41 +0000 UTC", "2021-10-20T14:51:41Z"), ("1704650400", "2024-01-07T18:00:00Z"),
      ("1704650400000", "2024-01-07T18:00:00Z"), ("45298", "2024-01-07"), ("44139.0", "2020-11-04"),
      ("45298.75", "2024-01-07T18:00:00Z"),
      ("7/28/2020  22:0:00 PM", "2020-07-28T22:00:00Z"), ("7/28/2020  21:3:00 PM", "2020-07-28T21:00Z"),
      ("7/28/2020 1:5:00 PM", "2020-07-28T13:00Z"), ("Saturday June 2, 2018, 8:00 AM", "2018-06-02T08:00Z"),
    ])
  func `a spelling is read to its precision`(text: String, iso: String) {
    #expect(DateSpelling.moment(text)?.iso == iso)
  }

  @Test(
    arguments: [
      "", " ", "today", "now", "n/a", "Unknown", "-", "0", "-9", "1", "24", "2024-", "2024-13-01", "2023-02-29",
      "2024-1-32",
      "17/1/2024", "31/12/2023", "1/7/24", "07-01-2024", "7 Foo 2024", "March", "Marchember 2021",
      "June - January 2025",
      "2024-01-07 25:00", "2024-01-07 12:60", "2024-01-07 12:3", "2024-01-07 12:3:7",
      "2024-01-07 12:3:75", "2024-01-07 25:3:00", "2024-01-07x", "2024-01-07 12:00 CEST",
      "2:50: AM", "99999999999999999999", "1704650400abc", "=2024-01-07", "2024-01-07 12:00+99:00", "0000-00-00",
      "\u{0}", "２０２４-01-07",
    ])
  func `what cannot be read is nothing`(text: String) {
    #expect(DateSpelling.moment(text) == nil)
  }

  @Test func `a range of months has both ends`() {
    let reading = DateSpelling.read("January – June 2025")
    #expect(reading?.start.iso == "2025-01")
    #expect(reading?.end?.iso == "2025-06")
  }

  @Test func `a long text is not looked at`() {
    #expect(DateSpelling.moment(String(repeating: " ", count: 100) + "2024-01-07") == nil)
  }

  @Test func `unknown months and days lower the precision`() {
    #expect(DateSpelling.moment(year: 1990, month: 5, day: -9)?.iso == "1990-05")
    #expect(DateSpelling.moment(year: 1990, month: nil, day: 3)?.iso == "1990")
    #expect(DateSpelling.moment(year: 1990, month: 2, day: 30) == nil)
    #expect(DateSpelling.moment(year: -9, month: 1, day: 1) == nil)
  }

  @Test func `every prefix and every changed byte of a spelling is read or refused without a trap`() {
    for text in [
      "Wednesday, March 17, 2021, 4:40:00 PM", "2021-10-20 14:51:41.221546144 -0400 EDT", "7/28/2020  17:00:00 PM",
    ] {
      let bytes = Array(text.utf8)
      for index in bytes.indices {
        _ = DateSpelling.moment(String(decoding: bytes[..<index], as: UTF8.self))
        for byte: UInt8 in [0, 0x20, 0x2D, 0x39, 0x41, 0xFF] {
          var changed = bytes
          changed[index] = byte
          _ = DateSpelling.moment(String(decoding: changed, as: UTF8.self))
        }
      }
    }
  }

  @Test(
    arguments: [
      ("2024-01-07 18:00:59", 1_704_650_459), ("2024-01-07T18:00:59", 1_704_650_459),
      ("2024-01-07T18:00:59Z", 1_704_650_459), ("2024-01-07 18:00:59.123", 1_704_650_459),
      ("2024-02-30 18:00:59", nil), ("2024-01-07 24:00:00", nil), ("2024-01-07", nil), ("2024-01-07 18:00:59+01", nil),
      ("2024-01-07 18:00:5x", nil), ("2024-01-07 18:00:59.", nil), ("0000-00-00 00:00:00", nil), ("", nil),
    ] as [(String, Int?)])
  func `the fast path reads only what it knows`(text: String, seconds: Int?) {
    var time = FastTime()
    let read = Array(text.utf8).withUnsafeBytes { time.instant($0)?.seconds }
    #expect(read == seconds)
  }

  @Test func `the fast path keeps a day only for the same day`() {
    var time = FastTime()
    let texts = [
      "2024-01-07 00:00:01", "2024-01-07 00:00:02", "2024-01-08 00:00:00", "2024-02-30 00:00:00", "2024-01-08 00:00:00",
    ]
    let read = texts.map { text in Array(text.utf8).withUnsafeBytes { time.instant($0)?.seconds } }
    #expect(read == [1_704_585_601, 1_704_585_602, 1_704_672_000, nil, 1_704_672_000])
  }
}
