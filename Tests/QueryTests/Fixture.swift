import Foundation
import Places
import Query
import Tables
import Testing
import Text

/// What tests ask of the language, against the catalogue.
extension Fixture {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

  static func first(_ text: String) -> Syntax.Statement? {
    Language.parse(SourceText(text)).script.statements.first
  }

  static func resolve(_ text: String, in catalog: Catalog = catalog) -> Result<ResolvedStatement, Diagnostics> {
    guard let statement = first(text) else { return .failure(Diagnostics([])) }
    return Language.resolve(statement, in: catalog)
  }

  static func query(_ text: String, in catalog: Catalog = catalog) throws -> ResolvedQuery {
    guard case .query(let query) = try resolve(text, in: catalog).get() else { throw NotAQuery() }
    return query
  }

  struct NotAQuery: Error {}

  /// Everything that is wrong with a text, rendered.
  static func complaints(_ text: String, in catalog: Catalog = catalog) -> [String] {
    let source = SourceText(text)
    return Language.parse(source).script.statements.flatMap { statement -> [String] in
      switch Language.resolve(statement, in: catalog) {
      case .success: []
      case .failure(let failure): failure.list.map { $0.rendered(in: source) }
      }
    }
  }
}
