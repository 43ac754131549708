import CEdit

extension LineEditor {
  private struct Search {
    var wanted = ""
    var index: Int
    var offset = 0
    var failed = false
  }

  /// Ctrl-R: each letter narrows, Ctrl-R again goes further back, Enter runs what is found, Ctrl-G returns to what was
  /// there before, and any other key keeps what is found and does its own work.
  func searchHistory(from before: EditorBuffer) -> Int32 {
    let prompt = prompt
    var search = Search(index: history.entries.count)
    while true {
      show(search, insteadOf: before)
      guard let scalar = nextCharacter() else { return CC_EOF }
      switch scalar {
      case "\u{12}": find(&search, before: search.index)
      case "\u{08}", "\u{7F}":
        search = Search(wanted: String(search.wanted.dropLast()), index: history.entries.count)
        find(&search, before: search.index)
      case "\u{07}": return end(prompt, restoring: before)
      case "\r", "\n":
        _ = end(prompt, restoring: nil)
        push("\r")
        return CC_NORM
      case _ where scalar.value < 0x20:
        _ = end(prompt, restoring: nil)
        push(scalar)
        return CC_NORM
      default:
        search.wanted.unicodeScalars.append(scalar)
        find(&search, before: search.index == history.entries.count ? search.index : search.index + 1)
      }
    }
  }

  private func find(_ search: inout Search, before index: Int) {
    guard !search.wanted.isEmpty else { return }
    guard let found = history.search(search.wanted, before: index) else {
      search.failed = true
      return
    }
    (search.index, search.offset, search.failed) = (found.index, found.offset, false)
  }

  private func show(_ search: Search, insteadOf before: EditorBuffer) {
    eraseBlock()
    setPrompt("(\(search.failed ? "not found" : "search") '\(search.wanted)'): ")
    let isFound = history.entries.indices.contains(search.index)
    show(isFound ? EditorBuffer(history.entries[search.index], cursor: search.offset) : before)
    draw()
  }

  private func end(_ prompt: String, restoring before: EditorBuffer?) -> Int32 {
    eraseBlock()
    setPrompt(prompt)
    show(before ?? buffer)
    draw()
    return CC_NORM
  }
}
