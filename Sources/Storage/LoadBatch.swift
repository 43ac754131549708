import Dispatch
import Subjects
import Synchronization

/// Rows on their way from the thread that reads to the thread that writes.
enum LoadBatch: Sendable {
  case measurements(MeasurementBatch)
  case aggregates([TargetedAggregate], newTargets: [TargetIndex.Target])
  case incidents([Incident])
  case events([Event])
  case signals([Signal])
  case facts([ReferenceFact])
  case rejects([Reject])
}

/// A publisher's count with its target's number; nil where it has neither test nor host.
struct TargetedAggregate: Sendable {
  var row: AggregateRow
  var target: Int?
}

/// A short queue between one reading and one writing thread. Either end may give up.
final class BatchChannel: Sendable {
  private struct State {
    var batches: [LoadBatch] = []
    var isFinished = false
    var isAbandoned = false
  }

  /// The writer gave up, so there is nobody to send to.
  struct Abandoned: Error {}

  private let state = Mutex(State())
  private let room: DispatchSemaphore
  private let waiting = DispatchSemaphore(value: 0)

  init(capacity: Int) { room = DispatchSemaphore(value: capacity) }

  /// Waits for room. For the reader.
  func send(_ batch: LoadBatch) throws {
    guard !state.withLock({ $0.isAbandoned }) else { throw Abandoned() }
    room.wait()
    let isAbandoned = state.withLock { state in
      state.batches.append(batch)
      return state.isAbandoned
    }
    guard !isAbandoned else { throw Abandoned() }
    waiting.signal()
  }

  /// Nothing more comes. For the reader.
  func finish() {
    state.withLock { $0.isFinished = true }
    waiting.signal()
  }

  /// The next batch; nil after the last. For the writer.
  func next() -> LoadBatch? {
    waiting.wait()
    let batch = state.withLock { $0.batches.isEmpty ? nil : $0.batches.removeFirst() }
    if batch != nil { room.signal() }
    return batch
  }

  /// Takes no more: the reader's next `send` throws. For the writer.
  func abandon() {
    state.withLock { $0.isAbandoned = true }
    room.signal()
  }
}
