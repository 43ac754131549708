import Datasets
import GRDB

extension Store {
  /// Those of the datasets whose tests were made from outside of the country that they are about.
  package func remoteDatasets(among names: [String]) throws -> [String] {
    let formats = DatasetFormat.all.filter(\.isRemote).map(\.name)
    return try reading("reading datasets") { db in
      try Row.fetchAll(db, sql: "select name, format from dataset order by name").compactMap { row in
        let name: String = row["name"]
        return names.contains(name) && formats.contains(row["format"]) ? name : nil
      }
    }
  }
}
