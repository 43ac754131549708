import GRDB
import Platforms

/// Every (test, host) by number, found by its bytes without making texts of them, and its platform.
final class TargetIndex {
  struct Target: Sendable {
    var id: UInt32
    var test: String
    var host: String
    var platform: String?
  }

  /// By hash of test and host; a chain of those that share one.
  private var byHash: [UInt64: [UInt32]] = [:]
  private var positions: [UInt32: Int] = [:]
  private var targets: [Target] = []
  private var bytes: [[UInt8]] = []
  private var platformNumbers: [Int32] = []
  /// Platform ids by number; 0 is none.
  private(set) var platforms: [String] = [""]
  private var numbersByPlatform: [String: Int32] = ["": 0]
  private var scratch: [UInt8] = []
  private var nextID: UInt32 = 1
  /// Built-in platforms and the user's.
  let catalog: PlatformCatalog
  private var saved = 0

  init(_ db: Database) throws {
    catalog = try PlatformCatalog.stored(in: db)
    for name in try String.fetchAll(db, sql: "select name from platform order by id") { _ = number(ofPlatform: name) }
    for row in try Row.fetchAll(db, sql: "select id, test, host, platform from target order by id") {
      insert(Target(id: row["id"], test: row["test"], host: row["host"], platform: row["platform"]))
    }
    saved = targets.count
  }

  /// The number of a target, a new one where it was never seen.
  func number(test: UnsafeRawBufferPointer, host: UnsafeRawBufferPointer) throws -> UInt32 {
    scratch.removeAll(keepingCapacity: true)
    scratch.append(contentsOf: test)
    scratch.append(0)
    scratch.append(contentsOf: host)
    let hash = scratch.withUnsafeBytes { TestKey.hash($0) }
    if let chain = byHash[hash] {
      for id in chain {
        if let position = positions[id], bytes[position] == scratch { return id }
      }
    }
    return try add(test: String(decoding: test, as: UTF8.self), host: String(decoding: host, as: UTF8.self), hash)
  }

  private func add(test: String, host: String, _ hash: UInt64) throws -> UInt32 {
    // Bytes that are not UTF-8 were mended, and the mended text may be known.
    let mended = Array(test.utf8) + [0] + Array(host.utf8)
    if mended != scratch {
      return try test.withBytes { test in try host.withBytes { host in try number(test: test, host: host) } }
    }
    guard nextID < CellDelta.targetLimit else {
      throw StoreError.database(doing: "numbering targets", reason: "there are more than 2^28 of them")
    }
    let target = Target(
      id: nextID, test: test, host: host, platform: catalog.platform(test: test, host: host))
    insert(target)
    return target.id
  }

  private func insert(_ target: Target) {
    let key = Array(target.test.utf8) + [0] + Array(target.host.utf8)
    byHash[key.withUnsafeBytes { TestKey.hash($0) }, default: []].append(target.id)
    positions[target.id] = targets.count
    targets.append(target)
    bytes.append(key)
    platformNumbers.append(number(ofPlatform: target.platform ?? ""))
    nextID = max(nextID, target.id &+ 1)
  }

  private func number(ofPlatform platform: String) -> Int32 {
    if let number = numbersByPlatform[platform] { return number }
    let number = Int32(clamping: platforms.count)
    platforms.append(platform)
    numbersByPlatform[platform] = number
    return number
  }

  /// Targets that were added since the last call, to be written.
  func takeNew() -> [Target] {
    defer { saved = targets.count }
    return Array(targets[saved...])
  }

  func platformNumber(_ target: UInt32) -> Int32 { positions[target].map { platformNumbers[$0] } ?? 0 }
}

extension String {
  func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    var copy = self
    return try copy.withUTF8 { try body(UnsafeRawBufferPointer($0)) }
  }
}
