import Query
import Render
import Storage
import Text

/// The program without its command line: opens the database, and runs a session on what it is given.
package struct Application {
  /// What to do.
  package enum Task: Sendable {
    /// The prompt, or statements on standard input where that is no terminal.
    case session
    case statements(String)
    case script(file: String, arguments: [String: String])
    case load(LoadCommand)
  }

  package var database: String?
  package var format: OutputFormat
  package var outputFolder: String?
  package var failsEmpty = false
  package static let version = "0.1.0"

  package init(database: String? = nil, format: OutputFormat = .table, outputFolder: String? = nil) {
    self.database = database
    self.format = format
    self.outputFolder = outputFolder
  }

  package func run(_ task: Task) -> SessionStatus {
    Terminal.prepareLocale()
    Signals.install()
    let store: Store
    do {
      store = try open()
    } catch {
      return complain("error: \(error)")
    }
    let isPrompt = isInteractive(task)
    let session = Session(store, output: output(isPrompt: isPrompt), options: options(isPrompt: isPrompt))
    let initial = startUp(session)
    guard initial == .ok else { return initial }
    switch task {
    case .session:
      if isPrompt, let status = Prompt(session: session, store: store).run() { return status }
      return pipe(session)
    case .statements(let text): return session.run(SourceText(text, name: nil))
    case .script(let file, let arguments):
      return session.reporting { try session.runSaved(file, arguments: arguments) }
    case .load(let command): return session.reporting { try session.load(command) }
    }
  }

  // MARK: setting up

  private func open() throws -> Store {
    let interruption = Interruption(also: { Signals.wasInterrupted })
    if let database { return try Store(path: database, toolVersion: Self.version, interruption: interruption) }
    if let path = Paths.defaultDatabase {
      do {
        return try Store(path: path, toolVersion: Self.version, interruption: interruption)
      } catch StoreError.cannotOpen(_, let reason) {
        // A home that is missing or cannot be written must not keep anybody from asking.
        Terminal.write("warning: no database can be kept (\(reason.printable))\n", to: .error)
      }
    }
    Terminal.write("note: the database is in memory and ends with this session; --db FILE keeps one\n", to: .error)
    return try Store(inMemory: Self.version, interruption: interruption)
  }

  private func isInteractive(_ task: Task) -> Bool {
    guard case .session = task else { return false }
    return Terminal.isTerminal(.input) && Terminal.isTerminal(.output)
  }

  private func output(isPrompt: Bool) -> SessionOutput {
    let pager = Pager.fromEnvironment()
    var output = SessionOutput(
      show: { isPrompt ? pager.show($0) : Terminal.write($0, to: .output) },
      tell: { Terminal.write($0, to: .error) })
    guard isPrompt else { return output }
    output.confirm = Self.ask
    output.plain = { Terminal.write($0, to: .output) }
    output.edit = { try TextEditor.fromEnvironment().edit($0) }
    return output
  }

  private func options(isPrompt: Bool) -> SessionOptions {
    var options = SessionOptions()
    options.format = format
    options.outputFolder = outputFolder
    options.failsEmpty = failsEmpty
    options.isColor = Terminal.supportsColor(.output) && format == .table
    options.isASCII = Terminal.isTerminal(.output) && (Terminal.isDumb || !Terminal.namesUTF8)
    if Terminal.isTerminal(.output) { options.width = { Terminal.size(of: .output)?.columns } }
    options.queryFolders = Self.queryFolders
    return options
  }

  /// `queries/` here, the user's own, and those that came with the program.
  private static var queryFolders: [String] {
    var folders = ["queries"]
    if let configuration = Paths.configuration { folders.append(configuration + "/queries") }
    if let program = Paths.program {
      let parts = program.split(separator: "/").dropLast(2).joined(separator: "/")
      folders.append("/" + parts + "/share/curfew/queries")
    }
    return folders
  }

  /// The user's own statements, before any other.
  private func startUp(_ session: Session) -> SessionStatus {
    guard let folder = Paths.configuration, let text = Paths.text(of: folder + "/init.cq") else { return .ok }
    let status = session.run(SourceText(text, name: "init.cq"))
    // What the command line asks for is nearer than what the user's own file sets.
    if format != .table { session.options.format = format }
    return status
  }

  // MARK: statements from a pipe

  private func pipe(_ session: Session) -> SessionStatus {
    var reader = InputReader()
    var last = SessionStatus.ok
    while true {
      do {
        guard let piece = try reader.next() else { return last }
        // Lines before the piece are blank, so that an error counts lines of the whole input.
        let padding = String(repeating: "\n", count: piece.firstLine - 1)
        last = session.run(SourceText(padding + piece.text, name: "standard input"))
        guard last == .ok || last == .empty, !session.hasQuit else { return last }
      } catch {
        if error == .interrupted { return .interrupted }
        var place = ""
        if case .invalidUTF8(let line, let column) = error { place = "standard input:\(line):\(column): " }
        Terminal.write((place + error.diagnostic.rendered(in: nil, width: 100)).ended, to: .error)
        return .statementError
      }
    }
  }

  private func complain(_ text: String) -> SessionStatus {
    Terminal.write(text.ended, to: .error)
    return .dataError
  }

  /// Yes only for a `y`.
  private static func ask(_ question: String) -> Bool {
    Terminal.write("\(question) [y/N] ", to: .error)
    guard let answer = readLine() else { return false }
    return answer.lowercased().hasPrefix("y")
  }
}

extension Session {
  /// Runs something that may fail, and says so in the session's way.
  package func reporting(_ body: () throws -> SessionStatus) -> SessionStatus {
    do { return try body() } catch { return fail(error, in: nil) }
  }
}
