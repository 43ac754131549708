import Places
import Platforms
import Query
import Storage
import Tables
import Text

/// What `describe` and `datasets NAME` say.
enum Descriptions {
  static func place(_ code: CountryCode) -> String {
    guard let country = PlaceCatalog.country(code) else { return "\(code): unassigned" }
    let numeric = country.numeric.map(String.init) ?? "none"
    return lines([
      ("place", "\(country.code) \(country.name)"), ("codes", "\(country.alpha3), numeric \(numeric)"),
      ("sub-region", country.subregion), ("region", country.region), ("capital's zone", country.zone),
      ("also spelled", country.spellings.joined(separator: "; ")),
    ])
  }

  static func measure(_ measure: Measure) -> String {
    let page = measure.documentation
    return lines([
      ("measure", measure.rawValue), ("over", measure.subject.rawValue), ("what", page.summary),
      ("formula", page.formula), ("unit", page.unit), ("range", page.range), ("direction", page.direction),
      ("missing", page.missing), ("source", page.source),
    ])
  }

  static func index(_ index: Composite) -> String {
    lines([
      ("measure", index.name), ("what", "an index of yours"), ("over", index.subject.rawValue),
      ("formula", index.text), ("measures", index.measures.map(\.rawValue).joined(separator: ", ")),
      ("missing", "no data where a measure has none or a divisor is 0"),
    ])
  }

  static func platform(_ id: String, in catalog: PlatformCatalog) -> String {
    guard let platform = catalog.platform(id) else { return "'\(id)' is not a platform" }
    let hosts = platform.hosts.map { $0.role == .delivery ? "\($0.suffix) (delivery)" : $0.suffix }
    let isBuiltIn = PlatformCatalog.builtIn.platform(id) != nil
    let defined =
      catalog.ruled.contains(id) ? isBuiltIn ? "built in, with what loaded files add" : "by loaded files" : ""
    let sets = PlatformCatalog.sets.filter { $0.value.contains(id) }.map { "@\($0.key)" }.sorted()
    return lines([
      ("platform", "\(platform.id) (\(platform.title))"), ("defined", defined),
      ("hosts", hosts.joined(separator: ", ")),
      ("tests", platform.tests.joined(separator: ", ")), ("sets", sets.joined(separator: ", ")),
      ("also spelled", platform.spellings.joined(separator: "; ")),
    ])
  }

  static func dataset(_ detail: DatasetDetail) -> String {
    let summary = detail.summary
    let loads = detail.loads
    let sum = { (count: (LoadSummary) -> Int) in loads.map(count).reduce(0, +).grouped }
    var rows: [(String, String)] = [
      ("dataset", summary.name), ("title", summary.title), ("subject", summary.subject.rawValue),
      ("format", summary.format), ("publisher", detail.publisher ?? "not stated"),
      ("licence", detail.licence ?? "not stated"), ("citation", detail.citation ?? "none"),
      ("address", detail.url ?? "none"), ("loaded", detail.retrieved?.iso ?? "never"),
      ("span", span(summary.span)), ("covers", covers(detail)), ("rows held", summary.rows.grouped),
      (
        "rows read",
        "\(sum(\.rowsRead)): kept \(sum(\.kept)), repeated \(sum(\.repeated)), rejected \(sum(\.rejected))"
      ),
    ]
    if summary.isSynthetic { rows.insert(("kind", "synthetic: measurements of nothing"), at: 2) }
    if let mapping = detail.mapping { rows.append(("mapping", mapping)) }
    for file in detail.files {
      rows.append(("file", "\(file.name) (load \(file.load), \(file.bytes.grouped) bytes)"))
      rows.append(("sha256", file.sha256))
    }
    return lines(rows)
  }

  private static func span(_ span: TimeSpan?) -> String {
    guard let span else { return "no rows" }
    return "\(span.start.day.iso)..\(span.end.advanced(by: -1).day.iso)"
  }

  private static func covers(_ detail: DatasetDetail) -> String {
    let place = detail.coversWorld ? "the world, by its publisher's word" : "the countries in its rows"
    return "\(place), \(span(detail.covers ?? detail.summary.span))"
  }

  /// Labels in a column of their own; nothing from a file reaches the terminal unescaped.
  static func lines(_ rows: [(String, String)]) -> String {
    let shown = rows.filter { !$0.1.isEmpty }
    let width = shown.map { DisplayWidth.of($0.0) }.max() ?? 0
    return shown.map { label, text in
      label + String(repeating: " ", count: width - DisplayWidth.of(label) + 2) + text.printable + "\n"
    }.joined()
  }
}
