import CInflate

/// Unpacks one gzip (RFC 1952, any number of members) or zstd (RFC 8878, any number of frames) stream, a buffer at a
/// time. Checksums are held against the contents.
struct Unpacker: ~Copyable {
  enum Packing: Sendable, Hashable {
    case gzip, zstd
    /// RFC 1951, within a ZIP archive.
    case deflate

    /// What the first bytes of a file say; nil where it is not packed so.
    init?(head: [UInt8]) {
      if head.starts(with: [0x1F, 0x8B, 0x08]) {
        self = .gzip
      } else if head.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) || Self.isSkippable(head) {
        self = .zstd
      } else {
        return nil
      }
    }

    /// A skippable frame's magic number: 0x184D2A50 to 0x184D2A5F, little-endian.
    private static func isSkippable(_ head: [UInt8]) -> Bool {
      head.count >= 4 && head[0] & 0xF0 == 0x50 && head[1...3].elementsEqual([0x2A, 0x4D, 0x18])
    }

    var name: String {
      switch self {
      case .gzip: "gzip"
      case .zstd: "zstd"
      case .deflate: "ZIP"
      }
    }
  }

  enum Step: Sendable, Hashable {
    /// Bytes of the input that were used, bytes that were made.
    case went(used: Int, made: Int)
    /// For people.
    case failed(String)
  }

  let packing: Packing
  private let state: OpaquePointer?
  /// Between members: the input may end here.
  private(set) var isAtEnd = false
  private var members = 0

  init(_ packing: Packing) {
    self.packing = packing
    state =
      switch packing {
      case .gzip: curfew_inflate_new(CURFEW_GZIP)
      case .zstd: curfew_inflate_new(CURFEW_ZSTD)
      case .deflate: curfew_inflate_new(CURFEW_DEFLATE)
      }
  }

  deinit { curfew_inflate_free(state) }

  mutating func step(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Step {
    guard let state else { return .failed("there is no memory to unpack it") }
    if isAtEnd, !input.isEmpty {
      // ISA-L asks for a whole header before it says that there is none.
      guard packing != .gzip || input[0] == 0x1F else { return .failed(reason(CURFEW_NO_START, members: 1)) }
      curfew_inflate_restart(state)
      isAtEnd = false
      members += 1
    }
    guard !isAtEnd else { return .went(used: 0, made: 0) }
    var used = input.count
    var made = output.count
    let result = curfew_inflate_run(state, input.baseAddress, &used, output.baseAddress, &made)
    if result == CURFEW_GOES_ON { return .went(used: used, made: made) }
    if result == CURFEW_ENDED {
      isAtEnd = true
      return .went(used: used, made: made)
    }
    return .failed(reason(result, members: members))
  }

  /// Why a file that ends now is not whole.
  var truncation: String { "its \(packing.name) data breaks off: the file is truncated" }

  private func reason(_ result: curfew_inflated, members: Int) -> String {
    switch result {
    case CURFEW_WRONG_CHECKSUM: "its \(packing.name) data is damaged: the checksum does not fit"
    case CURFEW_NO_START where members > 0: "after the end of its \(packing.name) data come bytes that are none"
    case CURFEW_TOO_LARGE: "its \(packing.name) data needs more than 128 MB of memory to unpack (zstd --long)"
    default: "its \(packing.name) data is damaged"
    }
  }
}
