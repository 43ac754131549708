import Dispatch
import Synchronization

extension Array where Element: Sendable {
  /// What a body makes of each element, in their order, made by as many threads as there are processors. Throws the first
  /// error in the order of the elements.
  func inParallel<Result: Sendable>(_ body: @Sendable (Element) throws -> Result) throws -> [Result] {
    guard count > 1 else { return try map(body) }
    let results = Mutex<[Swift.Result<Result, any Error>?]>(
      Array<Swift.Result<Result, any Error>?>(repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: count) { index in
      let result = Swift.Result { try body(self[index]) }
      results.withLock { $0[index] = result }
    }
    return try results.withLock { results in try results.compactMap { try $0?.get() } }
  }
}
