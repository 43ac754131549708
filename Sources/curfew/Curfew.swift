import ArgumentParser
import Render
import Shell

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The command line: parsed here, carried out by `Application`.
struct Curfew: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "curfew",
    abstract: "Measurements and catalogues of internet restrictions, sliced and ranked.",
    usage: """
      curfew [--db FILE] [--format FORMAT]
             curfew [--db FILE] -c 'STATEMENT' [--format FORMAT]
             curfew [--db FILE] load FILE|DIR ... [--as NAME] [--format FORMAT] [--dry-run]
             curfew [--db FILE] run FILE.cq [NAME=VALUE ...] [--out DIR]
      """,
    discussion: """
      Without a subcommand it opens a prompt, or runs the statements on standard input where that is no terminal.
      Exit status: 0 ok, 1 an error in a statement, 2 in the command line, 3 in the data or the database, 4 an empty \
      result with --fail-empty, 5 a file that is not what its statement gives (verify), 130 interrupted.
      """,
    version: Application.version, subcommands: [Load.self, Run.self])

  @OptionGroup var database: DatabaseOption
  @OptionGroup var output: OutputOptions

  @Option(name: .short, help: ArgumentHelp("Run this statement and exit.", valueName: "statement"))
  var command: String?

  func run() throws {
    try finish(
      output.application(database: database.file, format: output.resultFormat()).run(
        command.map { .statements($0) } ?? .session))
  }
}

struct DatabaseOption: ParsableArguments {
  @Option(
    name: .customLong("db"),
    help: ArgumentHelp("The database (default: $XDG_DATA_HOME/curfew/curfew.db).", valueName: "file"))
  var file: String?
}

struct OutputOptions: ParsableArguments {
  /// A text, since an option of the root takes what stands after a subcommand too: `load FILE --format ooni-raw`.
  @Option(
    help: ArgumentHelp(
      "How results are written: \(Self.names.joined(separator: ", ")) (default: table).", valueName: "format"),
    completion: .list(Self.names))
  var format: String?

  @Flag(help: "Short for --format json.")
  var json = false

  @Flag(name: .customLong("fail-empty"), help: "Exit with status 4 when a result is empty.")
  var failsEmpty = false

  private static let names = OutputFormat.allCases.map(\.rawValue)

  /// Throws where it is none.
  func resultFormat() throws -> OutputFormat {
    guard let format else { return .table }
    guard let known = OutputFormat(rawValue: format) else {
      throw ValidationError(
        "'\(format)' is no format of results; there are \(Self.names.joined(separator: ", "))")
    }
    return known
  }

  func application(database: String?, format: OutputFormat, outputFolder: String? = nil) -> Application {
    var application = Application(database: database, format: json ? .json : format, outputFolder: outputFolder)
    application.failsEmpty = failsEmpty
    return application
  }
}

extension OutputFormat: ExpressibleByArgument {}

struct Load: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Load files into the database, all of a format or none.")

  @ParentCommand var root: Curfew
  @OptionGroup var database: DatabaseOption

  @Argument(help: "Files, and folders with all files in them.", completion: .file())
  var files: [String]

  @Option(name: .customLong("as"), help: "The dataset's name (default: its format's).")
  var name: String?

  @Option(help: "The files' format, where their content does not show it: access-now, ooni-fastpath, ...")
  var format: String?

  @Option(
    name: .customLong("map"), parsing: .singleValue,
    help: ArgumentHelp("A field and the column that holds it.", valueName: "field=column"))
  var mapping: [String] = []

  @Flag(name: .customLong("dry-run"), help: "Say what would be loaded, and load nothing.")
  var isDry = false

  @Flag(help: "Say what was done as JSON.")
  var json = false

  func run() throws {
    let pairs = try Assignments.read(mapping, option: "--map")
    let asked = format ?? root.output.format
    let results = asked.flatMap(OutputFormat.init(rawValue:))
    var application = root.output.application(
      database: database.file ?? root.database.file, format: results ?? .table)
    if json { application.format = .json }
    let command = LoadCommand(
      files: files, name: name, format: results == nil ? asked : nil, mapping: pairs, isDry: isDry)
    try finish(application.run(.load(command)))
  }
}

struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Run a script or a saved query.")

  @ParentCommand var root: Curfew
  @OptionGroup var database: DatabaseOption

  @Argument(help: "A .cq file, or the name of a saved query.", completion: .file(extensions: ["cq"]))
  var file: String

  @Argument(help: ArgumentHelp("Parameters of the script.", valueName: "name=value"))
  var parameters: [String] = []

  @Option(name: .customLong("out"), help: ArgumentHelp("Where the script's exports are written.", valueName: "folder"))
  var outputFolder: String?

  @Option(help: "How results are written (default: table).")
  var format: OutputFormat?

  @Flag(help: "Short for --format json.")
  var json = false

  func run() throws {
    let arguments = try Assignments.read(parameters, option: "a parameter")
    var application = try root.output.application(
      database: database.file ?? root.database.file, format: root.output.resultFormat(), outputFolder: outputFolder)
    if let format { application.format = format }
    if json { application.format = .json }
    try finish(application.run(.script(file: file, arguments: arguments)))
  }
}

/// `name=value` on the command line.
enum Assignments {
  static func read(_ texts: [String], option: String) throws -> [String: String] {
    var pairs: [String: String] = [:]
    for text in texts {
      guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
        throw ValidationError("'\(text)' is not name=value, as \(option) must be")
      }
      pairs[String(text[..<equals])] = String(text[text.index(after: equals)...])
    }
    return pairs
  }
}

/// Ends with a session's status.
private func finish(_ status: SessionStatus) throws {
  guard status == .ok else { throw ExitCode(status.rawValue) }
}

@main
enum Main {
  /// A mistake in the command line is exit status 2, as everywhere.
  static func main() {
    do {
      var command = try Curfew.parseAsRoot()
      try command.run()
    } catch {
      let code = Curfew.exitCode(for: error)
      guard code == .validationFailure else { Curfew.exit(withError: error) }
      Terminal.write(Curfew.fullMessage(for: error) + "\n", to: .error)
      exit(SessionStatus.usage.rawValue)
    }
  }
}
