import Query
import Storage
import Tables
import Text

/// A `.cq` file in a folder of saved queries.
package struct SavedQuery: Sendable, Hashable {
  package var name: String
  package var path: String
  package var title: String?
  /// `period = 2023-H1, places = world`
  package var parameters: String
}

extension Session {
  /// Every saved query in the session's folders; the first of a name hides the others.
  func savedQueries() -> [SavedQuery] {
    var found: [String: SavedQuery] = [:]
    for folder in options.queryFolders {
      for file in Paths.entries(of: folder) where file.hasSuffix(".cq") {
        let name = String(file.dropLast(3))
        guard found[name] == nil else { continue }
        let path = folder + "/" + file
        let header = Paths.text(of: path).flatMap { Language.parse(SourceText($0, name: file)).script.header }
        let parameters = (header?.parameters ?? []).map { parameter in
          parameter.fallback.map { "\(parameter.name) = \($0)" } ?? parameter.name
        }
        found[name] = SavedQuery(
          name: name, path: path, title: header?.title, parameters: parameters.joined(separator: ", "))
      }
    }
    return found.values.sorted { $0.name < $1.name }
  }

  /// Runs a saved query by name or a file by path, with its parameters.
  package func runSaved(_ name: String, arguments: [String: String]) throws -> SessionStatus {
    let path = try location(of: name)
    guard let text = Paths.text(of: path) else {
      throw Diagnostic(.error, "\"\(name.printable)\" cannot be read", help: "'queries' lists the saved queries")
    }
    guard depth < 8 else {
      throw Diagnostic(.error, "scripts run each other more than 8 deep", help: "a script may be running itself")
    }
    return try run(script: SourceText(text, name: Paths.name(of: path)), arguments: arguments)
  }

  private func location(of name: String) throws -> String {
    if name.contains("/") || name.hasSuffix(".cq") { return Paths.expanded(name) }
    let queries = savedQueries()
    if let query = queries.first(where: { $0.name == name }) { return query.path }
    let near = Spelling.suggestions(for: name, among: queries.map(\.name))
    let hint = near.first.map { "; did you mean '\($0)'?" } ?? ""
    throw Diagnostic(.error, "'\(name)' is not a saved query\(hint)", help: "'queries' lists them")
  }

  /// A script has parameters of its own, and sees none of the caller's.
  private func run(script source: SourceText, arguments: [String: String]) throws -> SessionStatus {
    let (script, diagnostics) = Language.parse(source)
    guard diagnostics.filter({ $0.severity == .error }).isEmpty else { return report(diagnostics, in: source) }
    let outer = (parameters, parameterTexts)
    defer {
      (parameters, parameterTexts) = outer
      depth -= 1
      forgetCatalog()
    }
    depth += 1
    (parameters, parameterTexts) = ([:], [:])
    forgetCatalog()
    guard let header = script.header else {
      try refuse(arguments, known: [])
      return run(source)
    }
    try refuse(arguments, known: header.parameters.map(\.name))
    try check(header.needs)
    switch header.bind(arguments, in: try catalog()) {
    case .failure(let diagnostics): return report(diagnostics.list, in: source)
    case .success(let bound): parameters = bound
    }
    for parameter in header.parameters {
      parameterTexts[parameter.name] = arguments[parameter.name] ?? parameter.fallback
    }
    forgetCatalog()
    return run(source)
  }

  private func refuse(_ arguments: [String: String], known: [String]) throws {
    guard let unknown = arguments.keys.sorted().first(where: { !known.contains($0) }) else { return }
    let near = Spelling.suggestions(for: unknown, among: known)
    let hint = near.first.map { "; did you mean '\($0)'?" } ?? ""
    let list = known.isEmpty ? "it has none" : "parameters: \(known.joined(separator: ", "))"
    throw Diagnostic(.error, "'\(unknown)' is not a parameter of this script\(hint)", help: list)
  }

  /// `needs: incidents, ooni-fastpath`: a subject of which something must be loaded, or a dataset.
  private func check(_ needs: [String]) throws {
    let datasets = try catalog().datasets
    for need in needs {
      let isThere = datasets.contains { dataset in
        dataset.name == need || dataset.subject.rawValue == need
          || (need == "measurements" && dataset.subject == .aggregates)
      }
      guard !isThere else { continue }
      throw Diagnostic(
        .error, "this script needs \(need), and the database has none", help: "'load \"FILE\"' loads some")
    }
  }
}
