import CEdit

/// What the user's keys and the terminal ask of a running program. Handlers only set flags.
package enum Signals {
  /// Installs the handlers of SIGINT, SIGWINCH and SIGCONT, and ignores SIGPIPE. Called once, before anything is read.
  package static func install() {
    _ = curfew_signals_install()
  }

  /// Whether Ctrl-C came since the last `reset`. Cheap enough to ask from a progress handler, from any thread.
  package static var wasInterrupted: Bool { curfew_signals_interrupted() }

  /// Forgets a Ctrl-C, before a statement is read or run.
  package static func reset() { curfew_signals_reset() }

  /// A flag that Ctrl-C sets to 1 from the handler itself; nil for none. It must live until it is replaced.
  package static func setFlag(_ flag: UnsafeMutablePointer<Int32>?) { curfew_signals_set_flag(flag) }
}
