import Formats

extension SourceReader {
  /// What a file is, from its first bytes or, for a workbook, from its sheets; all of it stays to be read. Throws
  /// `SourceError`.
  package static func sniff(_ source: inout ByteSource) throws -> Sniffed {
    let file = source.name
    do {
      let head = try source.peek(headSize)
      guard ZipArchive.isOne(head) else { return try sniff(head, file: file) }
      return try sniff(try Workbook(bytes: try source.peek(Workbook.sizeLimit + 1), name: file), file)
    } catch let error as FileError {
      throw SourceError.unreadable(file: file, reason: error.reason)
    }
  }

  /// What the file at a path is. Throws `SourceError`.
  package static func sniff(path: String) throws -> Sniffed {
    do {
      var source = try ByteSource(path: path)
      return try sniff(&source)
    } catch let error as FileError {
      throw SourceError.unreadable(file: error.file, reason: error.reason)
    }
  }

  private static func sniff(_ workbook: Workbook, _ file: String) throws -> Sniffed {
    var first: Set<String>?
    for sheet in workbook.sheets where !sheet.isHidden {
      var reader = SheetReader(sheet, of: workbook)
      let rows = try firstRows(&reader)
      if let sniffed = sniffRows(rows, of: "sheet '\(clipped(sheet.name))' of a workbook") { return sniffed }
      first = first ?? rows.first
    }
    throw unknown(header: first ?? [], file)
  }

  /// Formats that are read from their publishers' text alone.
  private static let textOnly: Set<DatasetFormat.Kind> = [
    .raw, .aggregation, .list, .analysis, .censoredPlanet, .iodaSignals, .iodaEvents, .cloudflareOutages, .reference,
    .fingerprints,
  ]

  static func refuseWorkbook(_ head: [UInt8], _ format: DatasetFormat, _ file: String) throws(SourceError) {
    guard textOnly.contains(format.kind), ZipArchive.isOne(head) else { return }
    throw .packed(file: file, what: Packing.zip, help: Packing.unzip)
  }
}
