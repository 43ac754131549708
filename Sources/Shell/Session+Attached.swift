import Storage
import Text

extension Session {
  /// Opens another database for reading: statements are answered from it until `detach`. What was answered before stays,
  /// so that one result can be held against another; a statement reads one database.
  func attach(_ file: String) throws {
    if let attached {
      throw Diagnostic(
        .error, "'\(attached.name.printable)' is attached, and there is one at a time", help: "write 'detach' first")
    }
    let path = Paths.expanded(file)
    if let own = own.path, Paths.isSame(path, own) {
      throw Diagnostic(.error, "'\(file.printable)' is the session's own database")
    }
    guard Paths.exists(path) else {
      throw Diagnostic(.error, "there is no file '\(file.printable)'", help: "name a database of this program")
    }
    let store = try Store(
      path: path, access: .readOnly, toolVersion: own.toolVersion, interruption: own.interruption)
    let name = Paths.name(of: path)
    answer(from: (name, store))
    let names = try catalog().datasets.map(\.name)
    output.tell(
      "attached '\(name.printable)', for reading: \(names.isEmpty ? "no datasets" : names.joined(separator: ", "))\n")
    output.tell("statements are answered from it until 'detach'\n")
  }

  func detach() throws {
    guard let attached else {
      throw Diagnostic(.error, "no database is attached", help: "write 'attach \"FILE\"'")
    }
    answer(from: nil)
    output.tell("detached '\(attached.name.printable)'\n")
  }
}
