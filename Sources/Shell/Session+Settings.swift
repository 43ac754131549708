import Query
import Render
import Text

extension Session {
  /// Each setting with its value now.
  var settings: [(Setting, value: String)] {
    Setting.allCases.map { setting in
      let isOn =
        switch setting {
        case .format: false
        case .color: options.isColor
        case .pager: usesPager
        case .times: !options.hidesTimes
        }
      return (setting, setting == .format ? options.format.rawValue : isOn ? "on" : "off")
    }
  }

  /// `set NAME = VALUE`, of values that the language has checked.
  func set(_ setting: Setting, to value: String) {
    switch setting {
    case .format: if let format = OutputFormat(rawValue: value) { options.format = format }
    case .color: options.isColor = value == "on"
    case .pager: usesPager = value == "on"
    case .times: options.hidesTimes = value == "off"
    }
  }

  /// `edit`: the last statement in the user's editor, and then run.
  func edit() throws -> SessionStatus {
    guard let edit = output.edit else {
      throw Diagnostic(.error, "'edit' needs a prompt", help: "a script is edited as a file")
    }
    guard var text = try edit(lastStatement.ended), !text.allSatisfy(\.isWhitespace) else {
      output.tell("nothing was run\n")
      return .ok
    }
    // Editors end a text with a line's end, which is no part of the statement.
    while text.last?.isNewline == true { text.removeLast() }
    output.tell(text.ended)
    let status = run(SourceText(text))
    editedStatement = text
    return status
  }
}
