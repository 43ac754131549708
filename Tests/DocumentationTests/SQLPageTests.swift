import Foundation
import Storage
import Testing

/// The page of SQL has the tables as they are.
struct SQLPageTests {
  /// How the page shows a table.
  private func section(_ view: SQLView) -> String {
    let columns = view.columns.map { "| `\($0.name)` | \($0.what) |" }.joined(separator: "\n")
    return "### `\(view.name)`\nOne row is \(view.row).\n\n| column | holds |\n|---|---|\n\(columns)\n"
  }

  @Test func `the page of SQL has every table with its columns`() throws {
    let page = try Page("Documentation/sql.md").lines.joined(separator: "\n")
    for view in SQLView.all {
      let section = section(view)
      #expect(page.contains(section), "sql.md should have:\n\(section)")
    }
  }
}
