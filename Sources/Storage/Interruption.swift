import GRDB
import GRDBSQLite
import Synchronization

/// A flag that any thread or signal handler may raise, and that running statements and loads look at. It stays up until
/// a statement was stopped by it or `lower()` is called.
package final class Interruption: Sendable {
  private let flag = Atomic<Bool>(false)
  /// Somebody else's flag that stops work too, such as that of a signal handler; lowering it is theirs.
  private let also: @Sendable () -> Bool

  package init(also: @escaping @Sendable () -> Bool = { false }) { self.also = also }

  package func raise() { flag.store(true, ordering: .relaxed) }
  package func lower() { flag.store(false, ordering: .relaxed) }
  package var isRaised: Bool { flag.load(ordering: .relaxed) || also() }

  /// Has SQLite look at the flag every few thousand steps of its machine: well under a millisecond.
  func watch(_ db: Database) {
    let context = Unmanaged.passUnretained(self).toOpaque()
    sqlite3_progress_handler(
      db.sqliteConnection, 5_000,
      { context in
        guard let context else { return 0 }
        return Unmanaged<Interruption>.fromOpaque(context).takeUnretainedValue().isRaised ? 1 : 0
      }, context)
  }
}
