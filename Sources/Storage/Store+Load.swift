extension Store {
  /// Loads files into one dataset, in one transaction: on any error, cancellation or crash the database is as before.
  package func load(
    _ request: LoadRequest, progress: @escaping @Sendable (LoadProgress) -> Void = { _ in },
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> LoadReport {
    throw StoreError.noFiles
  }

  /// What `undo` of a load would remove.
  package func undoPreview(load: Int) throws -> UndoReport { throw StoreError.noSuchLoad(load) }

  /// Removes exactly what a load brought.
  package func undo(load: Int) throws -> UndoReport { throw StoreError.noSuchLoad(load) }
}
