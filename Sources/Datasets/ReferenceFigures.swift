import Formats
import Places
import Subjects
import Tables

extension DatasetFormat {
  /// World Bank indicators by country and year.
  package static let reference = DatasetFormat(
    kind: .reference, name: "reference", subject: .reference, isAggregate: false,
    title: "Population, GDP and internet users by country and year", publisher: "The World Bank",
    licence: "CC BY 4.0", citation: "The World Bank, World Development Indicators",
    url: "https://data.worldbank.org/", coverage: .rows, grade: 1)
}

/// A row is a country's year: `Country Name`, `Country Code`, `Year`, `Value`, or a column for each year. What the values
/// are is the indicator's column (name or code), else the mapping: `map indicator = "population"`. A year without a value
/// is passed over in a table with a column for each year, and is a reject in one with a row for each.
enum ReferenceFigures {
  static let fields = [
    FieldSpec("name", ["country_name", "country"]), FieldSpec("code", ["country_code", "iso3", "iso_3166_1_alpha_3"]),
    FieldSpec("year", ["date"]), FieldSpec("value"),
    FieldSpec("indicator", ["indicator_code", "series_code", "indicator_name", "series_name"]),
  ]

  static func read(
    _ source: consuming ByteSource, mapping: ColumnMapping, into receiver: inout some RowReceiver
  ) throws -> ReadSummary {
    let file = source.name
    let head = try source.peek(SourceReader.headSize)
    let delimiter = DelimiterGuess.delimiter(of: head, isWhole: head.count < SourceReader.headSize)
    let fixed = mapping.column(for: "indicator").flatMap(CountryFigure.Indicator.init(rawValue:))
    let columns = ColumnMapping(mapping.entries.filter { fixed == nil || $0.field != "indicator" })
    var reader = DelimitedReader(source, delimiter: delimiter)
    let header = try TableHeader.find(
      in: &reader, fields: fields, mapping: columns, file: file, format: DatasetFormat.reference.name,
      alsoNeeded: lacking)
    guard fixed != nil || header.columns["indicator"] != nil else {
      throw SourceError.missingValue(
        file: file, field: "indicator",
        help: "say which: map indicator = \"population\" (or \(names(dropping: .population)))")
    }
    var summary = ReadSummary()
    summary.columnsUsed = header.columns.used
    summary.columnsIgnored = header.columns.ignored.filter { year($0) == nil || header.columns["year"] != nil }
    summary.isSynthetic = header.isSynthetic
    let years =
      header.columns["year"] == nil
      ? header.columns.header.enumerated().compactMap { index, name in
        year(name).map { (index, $0) }
      } : []
    while true {
      switch try reader.next() {
      case .end: return summary
      case .damaged(let damage): try summary.reject(damage.reject(), to: &receiver)
      case .record:
        if let reject = widthReject(&reader, header.columns.header.count) {
          try summary.reject(reject, to: &receiver)
        } else {
          try readRow(&reader, header.columns, years, fixed, &summary, &receiver)
        }
      }
    }
  }

  private static func lacking(_ columns: FieldColumns) -> [String] {
    var lacking: [String] = []
    if columns["name"] == nil, columns["code"] == nil { lacking.append("code") }
    if columns["year"] == nil {
      if !columns.header.contains(where: { year($0) != nil }) { lacking.append("year") }
    } else if columns["value"] == nil {
      lacking.append("value")
    }
    return lacking
  }

  /// `1960`, and `1960 [YR1960]` as the DataBank writes it.
  private static func year(_ name: String) -> Int? {
    let digits = trimmed(name).prefix { $0.isASCII && $0.isNumber }
    guard digits.count == 4, let year = Int(digits), (1700...2200).contains(year) else { return nil }
    let rest = trimmed(String(trimmed(name).dropFirst(4)))
    return rest.isEmpty || rest == "[YR\(year)]" ? year : nil
  }

  // MARK: - Indicators

  private static func names(dropping first: CountryFigure.Indicator) -> String {
    CountryFigure.Indicator.allCases.filter { $0 != first }.map(\.rawValue).joined(separator: ", ")
  }

  /// Source: the World Bank's codes of these indicators.
  private static func indicator(_ text: String) -> CountryFigure.Indicator? {
    switch text.uppercased() {
    case "SP.POP.TOTL", "POPULATION, TOTAL": .population
    case "NY.GDP.MKTP.CD", "GDP (CURRENT US$)": .gdp
    case "IT.NET.USER.ZS", "INDIVIDUALS USING THE INTERNET (% OF POPULATION)": .internetShare
    default: CountryFigure.Indicator(rawValue: text.lowercased())
    }
  }

  // MARK: - Rows

  private static func readRow(
    _ reader: inout DelimitedReader, _ columns: FieldColumns, _ years: [(place: Int, year: Int)],
    _ fixed: CountryFigure.Indicator?, _ summary: inout ReadSummary, _ receiver: inout some RowReceiver
  ) throws {
    let row = TextRow(&reader, columns: columns)
    var faults: [RowFault] = []
    let figures: [CountryFigure]
    do throws(RowFault) {
      let country = try country(row)
      guard let indicator = fixed ?? indicator(row["indicator"]) else {
        throw row.fault(.unknownValue, "indicator", "population, GDP in current US$ or internet users expected")
      }
      figures =
        years.isEmpty
        ? [try figure(row, indicator, country)] : wide(&reader, years, indicator, country, &faults)
    } catch {
      return try summary.reject(error.reject(line: row.line), to: &receiver)
    }
    for figure in figures {
      summary.rowsRead += 1
      summary.kept += 1
      try receiver.receive(fact: .figure(figure))
    }
    for fault in faults { try summary.reject(fault.reject(line: row.line), to: &receiver) }
  }

  /// A figure for each year that has one.
  private static func wide(
    _ reader: inout DelimitedReader, _ years: [(place: Int, year: Int)], _ indicator: CountryFigure.Indicator,
    _ country: CountryCode, _ faults: inout [RowFault]
  ) -> [CountryFigure] {
    var figures: [CountryFigure] = []
    for (place, year) in years {
      let text = trimmed(LegacyText.string(reader.field(place)))
      guard !text.isEmpty, text != ".." else { continue }
      do throws(RowFault) {
        let value = try value(text, indicator, column: String(year))
        figures.append(CountryFigure(indicator: indicator, country: country, year: year, value: value))
      } catch {
        faults.append(error)
      }
    }
    return figures
  }

  private static func figure(
    _ row: TextRow, _ indicator: CountryFigure.Indicator, _ country: CountryCode
  ) throws(RowFault) -> CountryFigure {
    guard let moment = DateSpelling.moment(row["year"]), (1700...2200).contains(moment.day.civil.year) else {
      throw row.fault(row["year"].isEmpty ? .missingField : .unreadableDate, "year", "a year expected")
    }
    return CountryFigure(
      indicator: indicator, country: country, year: moment.day.civil.year,
      value: try value(row["value"], indicator, column: row.columnName("value")))
  }

  private static func value(
    _ text: String, _ indicator: CountryFigure.Indicator, column: String
  ) throws(RowFault) -> Double {
    guard !text.isEmpty else { throw RowFault(kind: .missingField, field: column, value: "", reason: "no value") }
    guard let value = Double(text), value.isFinite, value >= 0, !indicator.isPercentage || value <= 100 else {
      throw RowFault(
        kind: .unreadableNumber, field: column, value: text,
        reason: indicator.isPercentage ? "a percentage expected" : "a number from 0 on expected")
    }
    return value
  }

  private static func country(_ row: TextRow) throws(RowFault) -> CountryCode {
    let code = row["code"].uppercased()
    if aggregates.contains(code) {
      throw row.fault(.notACountry, "code", "a group of countries")
    }
    if let country = PlaceCatalog.country(spelled: code) ?? PlaceCatalog.country(spelled: row["name"]) {
      return country
    }
    let field = row["name"].isEmpty ? "code" : "name"
    throw row.fault(.unknownCountry, field, CountryCell.reason(row[field]))
  }

  /// The World Bank's codes of regions, income groups and lending groups, and of Jersey and Guernsey together. Source: its country metadata,
  /// https://datahelpdesk.worldbank.org/knowledgebase/articles/906519.
  private static let aggregates: Set<String> = [
    "AFE", "AFW", "ARB", "CEA", "CEB", "CEU", "CHI", "CLA", "CME", "CSA", "CSS", "EAP", "EAR", "EAS", "ECA", "ECS",
    "EMU",
    "EUU", "FCS", "HIC", "HPC", "IBB", "IBD", "IBT", "IDA", "IDB", "IDX", "INX", "LAC", "LCN", "LDC", "LIC", "LMC",
    "LMY", "LTE", "MEA", "MIC", "MNA", "NAC", "NAF", "NRS", "NXS", "OED", "OSS", "PRE", "PSS", "PST", "RRS", "SAS",
    "SSA", "SSF", "SST", "SXZ", "TEA", "TEC", "TLA", "TMN", "TSA", "TSS", "UMC", "WLD", "XZN",
  ]
}
