import Datasets
import Formats
import Places
import Query
import Subjects
import Tables
import Text

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What libFuzzer runs, millions of times with bytes of its own making; `FUZZ_TARGET` says on what. Whatever the bytes
/// are, nothing may trap, hang or grow without bound, and what holds for every input is checked.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafeRawPointer?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeRawBufferPointer(start: start, count: count))
  switch target {
  case .csv: readTable(bytes)
  case .dump: readDump(bytes)
  case .xlsx: readWorkbook(bytes)
  case .raw: score(bytes)
  case .parser: parse(bytes)
  }
  return 0
}

private enum Target: String {
  case csv, dump, xlsx, raw, parser
}

private let target = getenv("FUZZ_TARGET").flatMap { Target(rawValue: String(cString: $0)) } ?? .csv

/// The first byte chooses the delimiter and the format, so that one corpus serves all.
private func readTable(_ bytes: [UInt8]) {
  guard let choice = bytes.first else { return }
  let contents = Array(bytes.dropFirst())
  var reader = DelimitedReader(
    ByteSource(bytes: contents, name: "f"), delimiter: DelimiterGuess.candidates[Int(choice & 3)], recordLimit: 4096)
  drain(&reader)
  let formats: [DatasetFormat] = [.measurements, .incidents, .events, .accessNow, .coups, .signals]
  load(contents, formats[Int(choice >> 2) % formats.count])
  _ = try? SourceReader.sniff(contents, file: "f")
}

private func readDump(_ bytes: [UInt8]) {
  var reader = DumpReader(ByteSource(bytes: bytes, name: "f"))
  drain(&reader)
  load(bytes, .fastpath)
}

/// Bytes that are an archive are read as one; others become the parts of one, split at NUL bytes.
private func readWorkbook(_ bytes: [UInt8]) {
  guard !ZipArchive.isOne(bytes) else { return load(bytes, .incidents) }
  let parts = bytes.split(separator: 0, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
  var fixture = WorkbookFixture(sheets: [("Data", parts[0])])
  if parts.count > 1 { fixture.texts = parts[1] }
  if parts.count > 2 { fixture.formats = [parts[2]] }
  load(fixture.bytes, .incidents)
}

private func score(_ bytes: [UInt8]) {
  _ = bytes.withUnsafeBytes { OONIRaw.score($0) }
  load(bytes, .raw)
}

private func parse(_ bytes: [UInt8]) {
  let text = String(decoding: bytes, as: UTF8.self)
  let source = SourceText(text)
  for statement in Language.parse(source).script.statements {
    _ = Language.resolve(statement, in: Catalog())
    switch Language.resolve(statement, in: Fixture.catalog) {
    case .failure(let failure):
      precondition(!failure.list.isEmpty)
      _ = failure.list.map { $0.rendered(in: source) }
    case .success(.query(let query)):
      precondition(again(query.canonical) == query.canonical)
      _ = Shape.columns(of: query)
    case .success(.sql(_, _, _, let canonical)): precondition(again(canonical) == canonical)
    case .success(.kept), .success(.command): break
    }
  }
  let once = Language.format(source)
  precondition(Language.format(SourceText(once)) == once)
  _ = Language.isComplete(text)
  complete(text, choice: bytes.first ?? 0)
}

/// The canonical text of the one statement that a canonical text is.
private func again(_ text: String) -> String? {
  let statements = Language.parse(SourceText(text)).script.statements
  guard statements.count == 1, let statement = statements.first,
    case .success(let resolved) = Language.resolve(statement, in: Fixture.catalog)
  else { return nil }
  switch resolved {
  case .query(let query): return query.canonical
  case .sql(_, _, _, let canonical): return canonical
  case .kept, .command: return nil
  }
}

/// At some places of the text, among them its end.
private func complete(_ text: String, choice: UInt8) {
  let end = text.utf8.count
  for place in [Int(choice), end / 2, end] {
    let found = Language.completions(for: text, at: min(place, end), in: Fixture.catalog)
    precondition(found.candidates.count <= Completions.most)
    precondition(found.replacing.upper <= end)
  }
}

private func drain<Reader: RecordReader & ~Copyable>(_ reader: inout Reader) {
  var line = 0
  while let outcome = try? reader.next(), outcome != .end {
    precondition(reader.line >= line)
    line = reader.line
    for index in 0..<reader.count { _ = reader.field(index).count }
  }
}

/// Reads as a load does; every row is kept or rejected.
private func load(_ bytes: [UInt8], _ format: DatasetFormat) {
  var counts = Counts()
  guard let summary = try? SourceReader.read(format, from: ByteSource(bytes: bytes, name: "f"), into: &counts) else {
    return
  }
  precondition(summary.rowsRead == summary.kept + summary.rejected)
  precondition(counts.rejected == summary.rejected)
}

private struct Counts: RowReceiver {
  var rejected = 0

  mutating func receive(measurement: borrowing MeasurementFields) {}
  mutating func receive(aggregate: AggregateRow) {}
  mutating func receive(incident: Incident) {}
  mutating func receive(event: Event) {}
  mutating func receive(signal: Signal) {}
  mutating func receive(fact: ReferenceFact) {}
  mutating func receive(reject: Reject) { if !reject.keptRow { rejected += 1 } }
}
