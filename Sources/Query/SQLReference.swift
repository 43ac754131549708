/// What is known of hosts and networks beside measurements: a host has one category at most, a network one ownership.
enum ReferenceSQL {
  /// Empty where no list has the host.
  static let category: SQL = "k.code"
  /// A network that no list has is of unknown ownership.
  static let ownership: SQL = "coalesce(w.ownership, 'unknown')"

  /// Joins to `t`, the target, and to a network's column.
  static func joins(category: Bool, ownership: Bool, network: SQL) -> SQL {
    var joins: SQL = ""
    if category { joins = "\(joins) left join host_categories k on k.host = t.host" }
    if ownership { joins = "\(joins) left join network_ownership w on w.network = \(network)" }
    return joins
  }
}
