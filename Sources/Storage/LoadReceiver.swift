import Places
import Platforms
import Query
import Subjects
import Tables

/// What the reading side of a load counts, over all of its files.
final class ReadingState {
  let targets: TargetIndex
  var rows = 0
  /// Rows that the reader gave and that cannot be stored.
  var refused = 0
  var firstSecond: Int?
  var lastSecond: Int?
  var rejectKinds: [Reject.Kind: Int] = [:]

  init(targets: TargetIndex) { self.targets = targets }

  func include(_ first: Int, _ last: Int) {
    firstSecond = min(firstSecond ?? first, first)
    lastSecond = max(lastSecond ?? last, last)
  }
}

/// Gathers a source's rows into batches of bounded size.
struct LoadReceiver: RowReceiver {
  private let state: ReadingState
  private let send: (LoadBatch) throws -> Void
  private let batchLimit: Int
  private var measurements: MeasurementBatch
  private var aggregates: [TargetedAggregate] = []
  private var incidents: [Incident] = []
  private var events: [Event] = []
  private var signals: [Signal] = []
  private var facts: [ReferenceFact] = []
  private var rejects: [Reject] = []
  private var span: (first: Int, last: Int) = (.max, .min)

  private static let smallBatch = 2_000

  init(state: ReadingState, batchLimit: Int = MeasurementBatch.recordLimit, send: @escaping (LoadBatch) throws -> Void)
  {
    self.state = state
    self.send = send
    self.batchLimit = batchLimit
    measurements = MeasurementBatch(limit: batchLimit)
  }

  mutating func receive(measurement: borrowing MeasurementFields) throws {
    let time = measurement.time.seconds
    guard let country = CountryIndex.number(measurement.country.raw),
      CellDelta.holds(hour: time.flooredDivision(by: 3600))
    else { return try refuse(measurement) }
    state.rows += 1
    span = (min(span.first, time), max(span.last, time))
    let target = try state.targets.number(test: measurement.test, host: measurement.host)
    measurements.append(measurement, country: country, target: target)
    if measurements.isFull { try flushMeasurements() }
  }

  mutating func receive(aggregate: AggregateRow) throws {
    state.rows += 1
    state.include(aggregate.start.seconds, aggregate.start.advanced(by: aggregate.grain.rawValue - 1).seconds)
    let (test, host) = (aggregate.test ?? "", aggregate.host ?? "")
    var target: Int?
    if !test.isEmpty || !host.isEmpty {
      target = Int(try test.withBytes { test in try host.withBytes { try state.targets.number(test: test, host: $0) } })
    }
    aggregates.append(TargetedAggregate(row: aggregate, target: target))
    if aggregates.count >= Self.smallBatch { try flushAggregates() }
  }

  mutating func receive(incident: Incident) throws {
    state.rows += 1
    state.include(incident.start.span.start.seconds, incident.start.span.end.seconds - 1)
    if case .known(let end) = incident.end { state.include(end.span.start.seconds, end.span.end.seconds - 1) }
    incidents.append(incident)
    guard incidents.count >= Self.smallBatch else { return }
    try send(.incidents(incidents))
    incidents = []
  }

  mutating func receive(event: Event) throws {
    state.rows += 1
    state.include(event.start.span.start.seconds, event.start.span.end.seconds - 1)
    if let end = event.end { state.include(end.span.start.seconds, end.span.end.seconds - 1) }
    events.append(event)
    guard events.count >= Self.smallBatch else { return }
    try send(.events(events))
    events = []
  }

  mutating func receive(signal: Signal) throws {
    state.rows += 1
    state.include(signal.time.seconds, signal.time.advanced(by: max(signal.step ?? 1, 1) - 1).seconds)
    signals.append(signal)
    guard signals.count >= Self.smallBatch else { return }
    try send(.signals(signals))
    signals = []
  }

  mutating func receive(fact: ReferenceFact) throws {
    let known: ReferenceFact
    switch CheckedFact(fact, state.targets.catalog) {
    case .kept(let fact): known = fact
    case .rejected(let reject):
      state.refused += 1
      return try receive(reject: reject)
    }
    state.rows += 1
    if let year = known.year, let first = Day(year: year, month: 1, day: 1),
      let next = Day(year: year + 1, month: 1, day: 1)
    {
      state.include(first.start.seconds, next.start.seconds - 1)
    }
    facts.append(known)
    guard facts.count >= Self.smallBatch else { return }
    try send(.facts(facts))
    facts = []
  }

  mutating func receive(reject: Reject) throws {
    state.rejectKinds[reject.kind, default: 0] += 1
    rejects.append(reject)
    guard rejects.count >= Self.smallBatch else { return }
    try send(.rejects(rejects))
    rejects = []
  }

  /// Sends what is left.
  mutating func finish() throws {
    try flushMeasurements()
    try flushAggregates()
    if !incidents.isEmpty { try send(.incidents(incidents)) }
    if !events.isEmpty { try send(.events(events)) }
    if !signals.isEmpty { try send(.signals(signals)) }
    if !facts.isEmpty { try send(.facts(facts)) }
    if !rejects.isEmpty { try send(.rejects(rejects)) }
    (incidents, events, signals, facts, rejects) = ([], [], [], [], [])
  }

  private mutating func refuse(_ fields: borrowing MeasurementFields) throws {
    state.refused += 1
    try receive(
      reject: Reject(
        kind: CountryIndex.number(fields.country.raw) == nil ? .unknownCountry : .unreadableDate, line: 0,
        value: String(decoding: fields.uid.prefix(200), as: UTF8.self),
        reason: "its country or time is out of any range that can be stored"))
  }

  private mutating func flushMeasurements() throws {
    guard !measurements.records.isEmpty else { return }
    state.include(span.first, span.last)
    measurements.newTargets = state.targets.takeNew()
    let full = measurements
    measurements = MeasurementBatch(limit: batchLimit)
    try send(.measurements(full))
  }

  private mutating func flushAggregates() throws {
    guard !aggregates.isEmpty else { return }
    try send(.aggregates(aggregates, newTargets: state.targets.takeNew()))
    aggregates = []
  }
}
