import Query

extension ResolvedQuery {
  /// What it gives depends on which platform a host or a service is of, so that tables of platforms are among its data.
  var readsPlatforms: Bool {
    switch verb {
    case .list where slice.subject != .events, .match, .similar: return true
    case .show, .rank, .compare, .list, .associate, .lag: break
    }
    if dimensions.contains(.platform) || counting == .platformDays || weighting != nil { return true }
    if vary != nil, slice.subject == .incidents { return true }
    return slices.contains(where: \.readsPlatforms)
  }
}

extension Slice {
  fileprivate var readsPlatforms: Bool {
    // An episode is of a platform.
    if subject == .episodes || platforms?.isEmpty == false || condition?.fields.contains("platform") == true {
      return true
    }
    if case .selection(let selection) = during { return selection.readsPlatforms }
    return false
  }
}
