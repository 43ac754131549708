import Places
import Platforms
import Query
import Storage
import Subjects
import Tables

/// Tables of what there is: the same through every renderer.
enum Listings {
  private static func text(_ name: String, _ role: Role = .detail) -> Column { Column(name, type: .text, role: role) }
  private static func count(_ name: String) -> Column { Column(name, type: .integer, unit: .count, role: .measure) }

  private static func optional(_ text: String?) -> Value { text.map(Value.text) ?? .missing(.unknown) }

  private static func day(_ span: TimeSpan?, _ end: Bool) -> Value {
    guard let span else { return .missing(.noData) }
    return .text((end ? span.end.advanced(by: -1) : span.start).day.iso)
  }

  // MARK: what users add

  static func corrections(_ corrections: [CorrectionRecord]) -> Table {
    Table(
      columns: [text("kind", .dimension), text("subject"), text("id"), text("text"), text("at")],
      rows: corrections.map {
        [.text($0.kind.rawValue), .text($0.subject.rawValue), .text($0.name), .text($0.text), .text($0.at.iso)]
      })
  }

  static func snapshots(_ snapshots: [(Snapshot, changes: [String])]) -> Table {
    Table(
      columns: [
        text("snapshot", .dimension), text("at"), text("data"), count("datasets"), count("results"), text("now"),
      ],
      rows: snapshots.map { snapshot, changes in
        [
          .text(snapshot.name), .text(snapshot.at.iso), .text("d:\(Identity.shortID(snapshot.dataID))"),
          .integer(snapshot.datasets.count), .integer(snapshot.runs.count),
          .text(changes.isEmpty ? "as it was" : "otherwise: \(changes.joined(separator: ", "))"),
        ]
      })
  }

  // MARK: data

  static func datasets(_ datasets: [DatasetSummary]) -> Table {
    Table(
      columns: [
        text("dataset", .dimension), text("subject"), text("format"), count("rows"), text("first"), text("last"),
        count("loads"), text("kind"),
      ],
      rows: datasets.map {
        [
          .text($0.name), .text($0.subject.rawValue), .text($0.format), .integer($0.rows), day($0.span, false),
          day($0.span, true), .integer($0.loads), .text($0.isSynthetic ? "synthetic" : "as published"),
        ]
      })
  }

  static func dataset(_ detail: DatasetDetail) -> Table {
    Table(
      columns: [
        text("dataset", .dimension), text("publisher"), text("licence"), text("citation"), count("load"), text("file"),
        text("sha256"), count("bytes"),
      ],
      rows: detail.files.map {
        [
          .text(detail.summary.name), optional(detail.publisher), optional(detail.licence), optional(detail.citation),
          .integer($0.load), .text($0.name), .text($0.sha256), .integer($0.bytes),
        ]
      })
  }

  static func loads(_ loads: [LoadSummary]) -> Table {
    Table(
      columns: [
        Column("load", type: .integer, role: .dimension), text("dataset"), Column("at", type: .instant, role: .detail),
        text("files"), count("read"), count("kept"), count("repeated"), count("rejected"), count("disagreed"),
        text("first"), text("last"),
      ],
      rows: loads.map {
        [
          .integer($0.id), .text($0.dataset), .instant($0.started), .text($0.files.joined(separator: ", ")),
          .integer($0.rowsRead), .integer($0.kept), .integer($0.repeated), .integer($0.rejected),
          .integer($0.disagreed), day($0.span, false), day($0.span, true),
        ]
      })
  }

  static func load(_ reports: [LoadReport]) -> Table {
    Table(
      columns: [
        Column("load", type: .integer, role: .dimension), text("dataset"), text("format"), count("read"),
        count("kept"), count("repeated"), count("rejected"), count("disagreed"),
      ],
      rows: reports.map { report in
        [
          report.load.map(Value.integer) ?? .missing(.notApplicable), .text(report.dataset), .text(report.format),
          .integer(report.rowsRead), .integer(report.kept), .integer(report.repeated), .integer(report.rejected),
          .integer(report.disagreed),
        ]
      })
  }

  /// What loads would bring.
  static func rehearsals(_ runs: [DryRun]) -> Table {
    Table(
      columns: [
        text("file", .dimension), text("format"), text("reason"), text("used"), text("ignored"), count("read"),
        count("kept"), count("rejected"), text("countries"), text("first"), text("last"),
      ],
      rows: runs.map { run in
        [
          .text(run.file), .text(run.format.name), optional(run.sniffed),
          .text(run.summary.columnsUsed.map { "\($0.field)=\($0.column)" }.joined(separator: ", ")),
          .text(run.summary.columnsIgnored.joined(separator: ", ")), .integer(run.summary.rowsRead),
          .integer(run.summary.kept), .integer(run.summary.rejected),
          .text(run.countries.map { "\($0.country) \($0.rows)" }.joined(separator: ", ")), day(run.span, false),
          day(run.span, true),
        ]
      })
  }

  static func rejects(_ rejects: [Reject]) -> Table {
    Table(
      columns: [
        Column("line", type: .integer, role: .dimension), text("kind"), text("field"), text("value"), text("reason"),
        text("row"),
      ],
      rows: rejects.map {
        [
          .integer($0.line), .text($0.kind.rawValue), $0.field.map(Value.text) ?? .missing(.notApplicable),
          .text($0.value), .text($0.reason), .text($0.keptRow ? "kept" : "left out"),
        ]
      })
  }

  // MARK: names

  static func measures(with indices: [String: Composite]) -> Table {
    let own = indices.values.sorted { $0.name < $1.name }
    return Table(
      columns: [text("measure", .dimension), text("over"), text("unit"), text("what")],
      rows: Measure.allCases.map {
        [.text($0.rawValue), .text($0.subject.rawValue), .text($0.documentation.unit), .text($0.documentation.summary)]
      }
        + own.map {
          [.text($0.name), .text($0.subject.rawValue), .text("an index of yours"), .text($0.text)]
        })
  }

  static func platforms(_ platforms: PlatformCatalog, sets: [String: Catalog.UserSet]) -> Table {
    var rows = platforms.platforms.map { platform -> [Value] in
      let hosts = platform.hosts.map(\.suffix).joined(separator: ", ")
      return [
        .text(platform.id), .text(platform.title), .text(platform.tests.joined(separator: ", ")), .text(hosts),
      ]
    }
    for (name, members) in PlatformCatalog.sets.sorted(by: { $0.key < $1.key }) {
      rows.append([.text("@\(name)"), .text("a set"), .text(""), .text(members.joined(separator: ", "))])
    }
    for (name, set) in sets.sorted(by: { $0.key < $1.key }) {
      guard case .platforms(let members, _) = set else { continue }
      rows.append([.text("@\(name)"), .text("a set of yours"), .text(""), .text(members.joined(separator: ", "))])
    }
    return Table(columns: [text("platform", .dimension), text("title"), text("tests"), text("hosts")], rows: rows)
  }

  static func places(sets: [String: Catalog.UserSet]) -> Table {
    var rows = PlaceCatalog.regions.map { region -> [Value] in
      [
        .text(region.slug), .text(region.title), .integer(region.members.count),
        .text(region.aliases.joined(separator: ", ")),
      ]
    }
    for (name, set) in sets.sorted(by: { $0.key < $1.key }) {
      guard case .places(let members, let countries) = set else { continue }
      rows.append([
        .text("@\(name)"), .text("a set of yours"), .integer(countries.count), .text(members.joined(separator: ", ")),
      ])
    }
    rows += PlaceCatalog.countries.map { country in
      [.text(country.code.description), .text(country.name), .integer(1), .text(country.subregion)]
    }
    return Table(
      columns: [text("place", .dimension), text("title"), count("countries"), text("also")], rows: rows)
  }

  static func queries(_ queries: [SavedQuery]) -> Table {
    Table(
      columns: [text("query", .dimension), text("title"), text("parameters")],
      rows: queries.map { [.text($0.name), optional($0.title), .text($0.parameters)] })
  }

  // MARK: what was done

  static func settings(_ settings: [(Setting, value: String)]) -> Table {
    Table(
      columns: [text("setting", .dimension), text("value"), text("values")],
      rows: settings.map { setting, value in
        [.text(setting.rawValue), .text(value), .text(setting.values.joined(separator: ", "))]
      })
  }

  static func sources(_ sources: [CitedDataset]) -> Table {
    Table(
      columns: [
        text("dataset", .dimension), text("publisher"), text("licence"), text("loaded"), text("first"), text("last"),
        count("rows"), count("files"), text("citation"), text("address"),
      ],
      rows: sources.map {
        [
          .text($0.reference.name), optional($0.reference.publisher), optional($0.reference.licence),
          optional($0.loaded?.day.iso), day($0.span, false), day($0.span, true), .integer($0.reference.rows),
          .integer($0.reference.fileDigests.count), optional($0.reference.citation), optional($0.address),
        ]
      })
  }

  static func results(_ results: [(number: Int, name: String?, answer: Answer)]) -> Table {
    Table(
      columns: [text("result", .dimension), text("name"), count("rows"), text("statement")],
      rows: results.map {
        [
          .text("#\($0.number)"), .text($0.name ?? ""),
          .integer($0.answer.table.rows.count), .text($0.answer.provenance.statement),
        ]
      })
  }

  static func runs(_ runs: [RunRecord]) -> Table {
    Table(
      columns: [
        Column("at", type: .instant, role: .dimension), text("statement"), count("rows"), text("query"), text("data"),
        text("result"), text("version"),
      ],
      rows: runs.map {
        [
          .instant($0.at), .text($0.statement), .integer($0.rows), .text(Identity.shortID($0.queryID)),
          .text(Identity.shortID($0.dataID)), .text(Identity.shortID($0.resultID)), .text($0.toolVersion),
        ]
      })
  }

  static func history(_ entries: [HistoryEntry]) -> Table {
    Table(
      columns: [Column("at", type: .instant, role: .dimension), text("outcome"), count("rows"), text("statement")],
      rows: entries.map {
        [
          .instant($0.at), .text($0.outcome.rawValue), $0.rows.map(Value.integer) ?? .missing(.notApplicable),
          .text($0.text),
        ]
      })
  }
}
