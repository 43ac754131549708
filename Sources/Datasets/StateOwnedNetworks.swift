import Formats
import Places
import Subjects

extension DatasetFormat {
  /// Networks that states own, by the study of Carisimo and others.
  package static let stateOwned = DatasetFormat(
    kind: .stateOwned, name: "state-owned", subject: .reference, isAggregate: false,
    title: "State-owned autonomous systems", publisher: "IMC 2021 State-owned AS dataset", licence: "CC BY 4.0",
    citation: "Carisimo, Gamero-Garrido, Snoeren and Dainotti, Identifying ASes of State-Owned Internet Operators, "
      + "ACM IMC 2021", url: "https://github.com/estcarisimo/state-owned-ases", coverage: .rows, grade: 1)

  /// Names of networks in a table of one's own.
  package static let networks = DatasetFormat(
    kind: .networks, name: "networks", subject: .reference, isAggregate: false, title: "Networks", publisher: "",
    licence: "", citation: "", url: "", coverage: .rows, grade: 1)
}

/// A row is one network: `asn`, `org_name`, `ownership_cc`, and `target_cc` where it works abroad. Every network in the
/// list is its state's; one that is not in it is of unknown ownership, not private.
enum StateOwnedNetworks {
  static let fields = [
    FieldSpec("network", ["asn"], isNeeded: true), FieldSpec("owner", ["ownership_cc"], isNeeded: true),
    FieldSpec("name", ["org_name"]), FieldSpec("country", ["target_cc"]),
  ]

  static let reading = RowReading<NetworkFact>(format: .stateOwned, fields: fields) { row, faults throws(RowFault) in
    let network = try NetworkTable.network(row)
    guard !row["owner"].isEmpty else { throw row.fault(.missingField, "owner", "no owner") }
    let owner = try CountryCell.single(row["owner"], column: row.columnName("owner"))
    return NetworkFact(
      network: network, name: optional(oneLine(row["name"])),
      country: NetworkTable.country(row, &faults) ?? owner, ownership: .state, owner: owner)
  }
}

/// A table of one's own: a number, and a name, a country, an ownership (`state` or `private`), as far as they are known.
enum NetworkTable {
  static let fields = [
    FieldSpec("network", ["asn", "as", "as_number"], isNeeded: true),
    FieldSpec("name", ["as_name", "asname", "org_name", "organization", "organisation", "holder"]),
    FieldSpec("country", ["cc", "country_code"]), FieldSpec("ownership", ["owned_by"]),
    FieldSpec("owner", ["ownership_cc"]),
  ]

  static let reading = RowReading<NetworkFact>(format: .networks, fields: fields) { row, faults throws(RowFault) in
    NetworkFact(
      network: try network(row), name: optional(oneLine(row["name"])), country: country(row, &faults),
      ownership: ownership(row, &faults), owner: owner(row, &faults))
  }

  static func network(_ row: TextRow) throws(RowFault) -> UInt32 {
    guard let number = SingleTest.network(row["network"]), number > 0 else {
      throw row.fault(
        row["network"].isEmpty ? .missingField : .unreadableNumber, "network", "a network like AS123 or 123 expected")
    }
    return number
  }

  static func country(_ row: TextRow, _ faults: inout [RowFault]) -> CountryCode? { code(row, "country", &faults) }

  private static func owner(_ row: TextRow, _ faults: inout [RowFault]) -> CountryCode? { code(row, "owner", &faults) }

  private static func code(_ row: TextRow, _ field: String, _ faults: inout [RowFault]) -> CountryCode? {
    guard !row[field].isEmpty else { return nil }
    do throws(RowFault) { return try CountryCell.single(row[field], column: row.columnName(field)) } catch {
      faults.append(error)
      return nil
    }
  }

  private static func ownership(_ row: TextRow, _ faults: inout [RowFault]) -> NetworkFact.Ownership? {
    let text = row["ownership"].lowercased()
    if text.isEmpty || text == "unknown" { return nil }
    if let ownership = NetworkFact.Ownership(rawValue: text) { return ownership }
    faults.append(row.fault(.unknownValue, "ownership", "state, private or unknown expected"))
    return nil
  }
}
