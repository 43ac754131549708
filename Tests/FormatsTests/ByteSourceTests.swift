import Formats
import Foundation
import Tables
import Testing

struct ByteSourceTests {
  @Test func `the observer sees every byte once, the mark included`() throws {
    var seen: [UInt8] = []
    let bytes = Array("\u{FEFF}a,b\n1,2\n".utf8)
    var source = ByteSource(bytes: bytes, name: "t")
    source.observe = { seen.append(contentsOf: $0) }
    #expect(try source.peek(4) == Array(bytes.prefix(4)))
    var reader = DelimitedReader(source, delimiter: 0x2C)
    while try reader.next() != .end {}
    #expect(seen == bytes)
  }

  @Test func `a file is read whole, its digest on the way`() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "curfew-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: url) }
    let text = String(repeating: "abc,def\n", count: 400_000)
    try Data(text.utf8).write(to: url)
    var bytes: [UInt8] = []
    var source = try ByteSource(path: url.path)
    #expect(source.size == text.utf8.count)
    #expect(try source.peek(3) == Array("abc".utf8))
    source.observe = { bytes.append(contentsOf: $0) }
    var reader = DelimitedReader(source, delimiter: 0x2C)
    var rows = 0
    while try reader.next() == .record { rows += 1 }
    #expect(rows == 400_000)
    #expect(bytes.elementsEqual(text.utf8))
  }

  @Test func `an observer can end the read`() throws {
    var source = ByteSource(bytes: Array("a,b\n".utf8), name: "t")
    source.observe = { _ in throw CancellationError() }
    var reader = DelimitedReader(source, delimiter: 0x2C)
    #expect(throws: CancellationError.self) { _ = try reader.next() }
  }

  @Test func `a file that is not there is named with the system's reason`() {
    let error = #expect(throws: FileError.self) { _ = try ByteSource(path: "/nowhere/at/all.csv") }
    #expect(error?.description == "cannot open 'all.csv': No such file or directory")
    #expect(throws: FileError.self) { _ = try ByteSource(path: "/") }
  }

  @Test func `JSON is read within its limit`() throws {
    let json = Array(#"{"result": [{"a": 1, "b": 1.5, "c": "x", "d": null, "e": true}]}"#.utf8)
    let value = try BoundedJSON(reading: ByteSource(bytes: json, name: "t"))
    #expect(
      value["result"]
        == .list([.object(["a": .integer(1), "b": .number(1.5), "c": .text("x"), "d": .null, "e": .flag(true)])]))
    #expect(throws: BoundedJSON.Failure.tooLarge(limit: 10)) {
      _ = try BoundedJSON(reading: ByteSource(bytes: json, name: "t"), limit: 10)
    }
    for bad in ["", "{", "[1,", "nonsense", String(repeating: "[", count: 100_000)] {
      #expect(throws: BoundedJSON.Failure.self) {
        _ = try BoundedJSON(reading: ByteSource(bytes: Array(bad.utf8), name: "t"))
      }
    }
  }

  @Test func `text that is no UTF-8 is Windows-1252`() {
    #expect(LegacyText.string([0x4D, 0xFC, 0x6E, 0x80] as [UInt8]) == "Mün€")
    #expect(LegacyText.string(Array("Côte d’Ivoire".utf8)) == "Côte d’Ivoire")
    #expect(LegacyText.string((0...255).map { UInt8($0) }).unicodeScalars.count == 256)
  }
}
