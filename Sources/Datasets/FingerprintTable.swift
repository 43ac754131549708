import Formats
import Places
import Subjects

/// OONI's lists of fingerprints, `fingerprints_dns.csv` and `fingerprints_http.csv`: `name`, `scope`, `location_found`,
/// `pattern_type`, `pattern`, `expected_countries` and columns that are not used. Source:
/// https://github.com/ooni/blocking-fingerprints.
package enum FingerprintTable {
  static let fields = [
    FieldSpec("name", isNeeded: true), FieldSpec("scope", isNeeded: true),
    FieldSpec("location", ["location_found"], isNeeded: true), FieldSpec("rule", ["pattern_type"], isNeeded: true),
    FieldSpec("pattern", isNeeded: true), FieldSpec("countries", ["expected_countries"], isNeeded: true),
  ]

  /// Whether a file's first bytes are such a list.
  package static func isTable(_ head: [UInt8]) -> Bool {
    var reader = DelimitedReader(ByteSource(bytes: head, name: ""), delimiter: UInt8(ascii: ","))
    return (try? TableHeader.find(in: &reader, fields: fields, mapping: ColumnMapping(), file: "", format: "")) != nil
  }

  /// Reads a list to its end. Throws `SourceError` where it is none, `FileError`, or what the source's observer throws.
  package static func read(
    _ source: consuming ByteSource
  ) throws -> (rows: [Fingerprint], rejects: [Reject]) {
    let file = source.name
    var reader = DelimitedReader(source, delimiter: UInt8(ascii: ","))
    let header = try TableHeader.find(
      in: &reader, fields: fields, mapping: ColumnMapping(), file: file, format: "fingerprints")
    var rows: [Fingerprint] = []
    var rejects: [Reject] = []
    while true {
      switch try reader.next() {
      case .end: return (rows, rejects)
      case .damaged(let damage): rejects.append(damage.reject())
      case .record:
        if let reject = widthReject(&reader, header.columns.header.count) {
          rejects.append(reject)
          continue
        }
        do throws(RowFault) {
          rows.append(try row(TextRow(&reader, columns: header.columns)))
        } catch {
          rejects.append(error.reject(line: reader.line))
        }
      }
    }
  }

  private static func row(_ row: TextRow) throws(RowFault) -> Fingerprint {
    guard let place = Fingerprint.Place(location: row["location"]) else {
      throw row.fault(.unknownValue, "location", "dns, body or header.NAME expected")
    }
    // A page is searched for the pattern whatever the list says, as OONI does.
    guard let rule = place == .body ? .contains : Fingerprint.Rule(rawValue: row["rule"]) else {
      throw row.fault(.unknownValue, "rule", "full, prefix or contains expected")
    }
    let pattern = row.written("pattern")
    guard pattern.utf8.count >= PatternSearch.shortest else {
      throw row.fault(.unknownValue, "pattern", "at least \(PatternSearch.shortest) bytes expected")
    }
    var countries: [CountryCode] = []
    for part in row.parts("countries", by: ",") {
      guard let code = CountryCode(part.uppercased()) else {
        throw row.fault(.unknownCountry, "countries", CountryCell.reason(part))
      }
      if code != .withheld { countries.append(code) }
    }
    return Fingerprint(
      name: row["name"], place: place, rule: rule, pattern: pattern, scope: row["scope"], countries: countries)
  }
}
