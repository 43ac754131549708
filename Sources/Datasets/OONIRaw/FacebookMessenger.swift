import Formats

extension ScoringRules {
  private struct Key: Sendable {
    let name: StaticString
    /// The spelling up to version 0.3.0 of the test.
    let oldName: StaticString
    /// The exception wants it true.
    let isOfException: Bool
  }

  /// Each false one is half a sign.
  private static let signs = [
    Key(name: "facebook_b_api_dns_consistent", oldName: "facebook-b-api-dns-consistent", isOfException: true),
    Key(name: "facebook_b_api_reachable", oldName: "facebook-b-api-reachable", isOfException: true),
    Key(name: "facebook_b_graph_dns_consistent", oldName: "facebook-b-graph-dns-consistent", isOfException: true),
    Key(name: "facebook_b_graph_reachable", oldName: "facebook-b-graph-reachable", isOfException: true),
    Key(name: "facebook_edge_dns_consistent", oldName: "facebook-edge-dns-consistent", isOfException: true),
    Key(name: "facebook_edge_reachable", oldName: "facebook-edge-reachable", isOfException: true),
    Key(
      name: "facebook_external_cdn_dns_consistent", oldName: "facebook-external-cdn-dns-consistent",
      isOfException: false),
    Key(name: "facebook_external_cdn_reachable", oldName: "facebook-external-cdn-reachable", isOfException: false),
    Key(
      name: "facebook_scontent_cdn_dns_consistent", oldName: "facebook-scontent-cdn-dns-consistent",
      isOfException: false),
    Key(name: "facebook_scontent_cdn_reachable", oldName: "facebook-scontent-cdn-reachable", isOfException: false),
    Key(name: "facebook_star_dns_consistent", oldName: "facebook-star-dns-consistent", isOfException: true),
    Key(name: "facebook_star_reachable", oldName: "facebook-star-reachable", isOfException: true),
    Key(name: "facebook_stun_dns_consistent", oldName: "facebook-stun-dns-consistent", isOfException: true),
  ]

  /// The hosts of the application, by name and by connection. Source: ts-019-facebook-messenger.
  static func facebookMessenger(_ measurement: RawMeasurement) -> TestScore {
    let tcpBlocking = (measurement["facebook_tcp_blocking"] ?? measurement["facebook-tcp-blocking"])?.flag
    let dnsBlocking = (measurement["facebook_dns_blocking"] ?? measurement["facebook-dns-blocking"])?.flag
    var score = TestScore()
    // Some probes called two mirrors' addresses a DNS blocking while all hosts of the application itself were fine.
    var isException = tcpBlocking == false && dnsBlocking == true
    for key in signs {
      let flag = (measurement[key.name] ?? measurement[key.oldName])?.flag
      if flag == false { score.general += 0.5 }
      if key.isOfException, flag != true { isException = false }
    }
    if tcpBlocking == true { score.general += 0.5 }
    if dnsBlocking == true { score.general += 0.5 }
    return isException ? .clear : score
  }
}
