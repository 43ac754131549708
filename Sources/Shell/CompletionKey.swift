import CEdit

extension LineEditor {
  /// Tab: inserts what all candidates share; where that adds nothing, a second Tab lists them.
  func complete(_ buffer: EditorBuffer) -> Int32 {
    let found = configuration.complete(buffer.text, buffer.byteOffset)
    guard !found.candidates.isEmpty else { return CC_ERROR }
    let start = min(buffer.scalarOffset(ofByte: found.replacing.lowerBound), buffer.cursor)
    let range = start..<max(buffer.scalarOffset(ofByte: found.replacing.upperBound), start)
    let typed = EditorBuffer.text(buffer.scalars[range])
    if found.candidates.count == 1, found.more == 0 {
      let only = found.candidates[0].text
      return replace(range, of: buffer, with: only + Self.separator(after: only, in: buffer, at: range.upperBound))
    }
    let common = CompletionList.commonPrefix(of: found.candidates)
    if found.more == 0, common != typed, common.count >= typed.count {
      return replace(range, of: buffer, with: common)
    }
    guard tabbed == buffer else {
      tabbed = buffer
      return CC_ERROR
    }
    list(found)
    return CC_NORM
  }

  private func replace(_ range: Range<Int>, of buffer: EditorBuffer, with text: String) -> Int32 {
    let changed = buffer.replacing(range, with: text)
    tabbed = changed
    show(changed)
    return CC_REFRESH
  }

  private func list(_ found: EditorCandidates) {
    leaveBlock()
    let columns = Terminal.size(of: .output)?.columns ?? 80
    let lines = CompletionList.lines(found, columns: columns)
    Terminal.write(lines.map { $0 + "\n" }.joined(), to: .output)
    draw()
  }

  /// A space after a finished word, unless one is there or the word asks for more.
  private static func separator(after text: String, in buffer: EditorBuffer, at end: Int) -> String {
    guard let last = text.last, !"/(=\" ".contains(last) else { return "" }
    return end < buffer.scalars.count && buffer.scalars[end].properties.isWhitespace ? "" : " "
  }
}
