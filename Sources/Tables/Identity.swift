/// The ids of a statement, of the data that it read and of its result: SHA-256, 64 hex digits, eight of them shown.
/// What is hashed is text of lines, each ended by a line feed, so that anybody can make an id again with `sha256sum`.
package enum Identity {
  /// `q:` The canonical statement, then `name=value` for each parameter, sorted by name. Line feeds and backslashes are
  /// escaped, so that no value can pass for another parameter.
  package static func query(_ statement: String, parameters: [String: String] = [:]) -> String {
    var digest = SHA256Digest()
    digest.update(line(statement))
    for (name, value) in parameters.sorted(by: { $0.key < $1.key }) { digest.update(line("\(name)=\(value)")) }
    return digest.hex()
  }

  /// `d:` A line `dataset<TAB>file digest` for each file of each dataset, sorted, and one for each exclusion that
  /// changes the result.
  package static func data(_ datasets: [DatasetReference], corrections: [String] = []) -> String {
    let pairs = datasets.flatMap { dataset in dataset.fileDigests.map { "\(dataset.name)\t\($0)" } } + corrections
    var digest = SHA256Digest()
    for pair in pairs.sorted() { digest.update(line(pair)) }
    return digest.hex()
  }

  /// `r:` The table's canonical CSV: the digest of the file that `export csv` writes.
  package static func result(_ table: Table) -> String { SHA256Digest.hex(of: CanonicalCSV.text(of: table)) }

  /// The eight hex digits that people see.
  package static func shortID(_ id: String) -> String { String(id.prefix(8)) }

  private static func line(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\n"
  }
}

extension Provenance {
  /// With its three ids set from the statement, the datasets and the table.
  package func identified(with table: Table) -> Provenance {
    var result = self
    result.queryID = Identity.query(statement, parameters: parameters)
    result.dataID = Identity.data(datasets)
    result.resultID = Identity.result(table)
    return result
  }

  /// `q:9f2c1ab0 d:71e0c4d2 r:5fa4e09b`
  package var shortIDs: String {
    [("q", queryID), ("d", dataID), ("r", resultID)].filter { !$0.1.isEmpty }
      .map { "\($0.0):\(Identity.shortID($0.1))" }.joined(separator: " ")
  }
}
