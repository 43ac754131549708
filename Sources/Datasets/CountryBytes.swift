import Places

/// Countries of measurement rows: two letters looked up in a table, anything else by its spelling, once a spelling.
struct CountryBytes {
  private var codes: [CountryCode?]
  private var spellings: [String: CountryCode?] = [:]

  init() {
    codes = Array(repeating: nil, count: 26 * 26)
    for country in PlaceCatalog.countries { codes[Self.place(country.code)] = country.code }
    codes[Self.place(.withheld)] = .withheld
  }

  private static func place(_ code: CountryCode) -> Int {
    (Int(code.raw >> 8) - 0x41) * 26 + Int(code.raw & 0xFF) - 0x41
  }

  /// `.withheld` for `ZZ`; nil for what names no country.
  @inline(__always)
  mutating func code(_ bytes: UnsafeRawBufferPointer) -> CountryCode? {
    if bytes.count == 2 {
      let first = Int(bytes[0]) - 0x41
      let second = Int(bytes[1]) - 0x41
      if (0..<26).contains(first), (0..<26).contains(second) { return codes[first * 26 + second] }
    }
    return spelled(bytes)
  }

  private mutating func spelled(_ bytes: UnsafeRawBufferPointer) -> CountryCode? {
    guard bytes.count > 0, bytes.count <= 128 else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    if let known = spellings[text] { return known }
    let code = trimmed(text).uppercased() == "ZZ" ? .withheld : PlaceCatalog.country(spelled: text)
    if spellings.count < 10_000 { spellings[text] = code }
    return code
  }
}
