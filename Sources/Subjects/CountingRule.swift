/// The rules by which incidents are counted (methods.md, "Incidents").
package enum CountingRule: String, Sendable, Hashable, CaseIterable {
  case starts, active
  case onsetDays = "onset-days"
  case serviceBased = "service-based"
  case fullNetwork = "full-network"
  case multiRegion = "multi-region"
  case shutdownDays = "shutdown-days"
  case platformDays = "platform-days"
}
