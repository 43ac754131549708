/// Two capital letters of ISO 3166-1 (with `XK`), or `ZZ`, which means withheld.
package struct CountryCode: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The two ASCII letters, first in the high byte.
  package let raw: UInt16

  package init(raw: UInt16) { self.raw = raw }

  /// From two bytes `A`...`Z`; nil for anything else. Whether the code is assigned is `PlaceCatalog`'s to say.
  package init?(_ first: UInt8, _ second: UInt8) {
    let letters: ClosedRange<UInt8> = 0x41...0x5A
    guard letters.contains(first), letters.contains(second) else { return nil }
    raw = UInt16(first) << 8 | UInt16(second)
  }

  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 2 else { return nil }
    self.init(bytes[0], bytes[1])
  }

  package static let withheld = CountryCode(raw: 0x5A5A)

  package var description: String {
    String(decoding: [UInt8(raw >> 8), UInt8(raw & 0xFF)], as: UTF8.self)
  }

  package static func < (left: CountryCode, right: CountryCode) -> Bool { left.raw < right.raw }
}
