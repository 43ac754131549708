import Formats

/// Finds the measurement in a record: JSON that a strict parser refuses is repaired once, JSON within a string is
/// parsed, and the wrapper of an upload (`{"format": "json", "content": ...}`) is taken off.
struct RawDocuments: ~Copyable {
  private var outer = JSONDocument()
  /// `test_keys` that are a string of JSON.
  private var inner = JSONDocument(sizeLimit: JSONDocument.sizeLimit)

  /// Strings within strings that are followed.
  private static let levels = 4

  /// The measurement; its values are valid until the next call. A failure is for people.
  mutating func measurement(in bytes: UnsafeRawBufferPointer) -> Result<RawMeasurement, RawFault> {
    var root: JSONValue
    do throws(JSONFault) {
      root = try Self.parse(bytes, with: &outer)
      for _ in 0..<Self.levels {
        if root.kind == .object, root["test_name"] == nil, let content = root["content"] {
          if root["format"]?.isText("yaml") == true { return .failure(RawFault(text: "its content is YAML")) }
          root = content
        }
        guard let text = root.text else { break }
        root = try Self.parse(copying: text, with: &outer)
      }
    } catch {
      return .failure(RawFault(text: error.text))
    }
    guard root.kind == .object else { return .failure(RawFault(text: "a measurement is a JSON object")) }
    return .success(RawMeasurement(root: root, keys: keys(root["test_keys"]), country: nil))
  }

  private mutating func keys(_ value: JSONValue?) -> JSONValue? {
    guard let value, value.kind != .object else { return value }
    guard let text = value.text, let parsed = try? Self.parse(copying: text, with: &inner), parsed.kind == .object
    else { return nil }
    return parsed
  }

  private static func parse(
    copying text: UnsafeRawBufferPointer, with document: inout JSONDocument
  ) throws(JSONFault) -> JSONValue {
    let copy = PaddedBytes(text)
    let result: Result<JSONValue, JSONFault> = copy.withBytes { bytes in
      do throws(JSONFault) { return .success(try parse(bytes, with: &document)) } catch { return .failure(error) }
    }
    return try result.get()
  }

  private static func parse(
    _ bytes: UnsafeRawBufferPointer, with document: inout JSONDocument
  ) throws(JSONFault) -> JSONValue {
    do throws(JSONFault) {
      return try document.parse(padded: bytes)
    } catch {
      switch error {
      case .tooLarge, .tooDeep, .noMemory, .empty: throw error
      case .unreadableValue, .notJSON: break
      }
      let repaired = RepairedJSON(bytes)
      let result: Result<JSONValue, JSONFault> = repaired.bytes.withUnsafeBytes { bytes in
        let text = UnsafeRawBufferPointer(rebasing: bytes[..<repaired.count])
        do throws(JSONFault) { return .success(try document.parse(padded: text)) } catch { return .failure(error) }
      }
      return try result.get()
    }
  }
}

/// Why a record holds no measurement.
struct RawFault: Error {
  var text: String
}
