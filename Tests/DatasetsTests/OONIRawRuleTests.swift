import Datasets
import Places
import Subjects
import Testing

/// Scores one measurement, made of its `test_keys` and other members as JSON.
private func score(
  _ test: String, _ keys: String, _ others: String = "", fingerprints: Fingerprints = .none
) -> TestScore {
  let text = """
    {"test_name": "\(test)", "report_id": "r", "probe_cc": "IR", "probe_asn": "AS1", "resolver_ip": "192.0.2.1",
     "measurement_start_time": "2024-01-07 18:00:00", \(others.isEmpty ? "" : others + ",") "test_keys": \(keys)}
    """
  return Array(text.utf8).withUnsafeBytes { OONIRaw.score($0, fingerprints: fingerprints) } ?? TestScore(general: -1)
}

/// `general`, or `failure`.
private func shown(_ score: TestScore) -> String { score.isFailure ? "failure" : "\(score.general)" }

/// Every branch of every rule, on measurements written for it.
struct OONIRawRuleTests {
  private static let web: [(String, String)] = [
    (#"{"blocking": false, "accessible": true}"#, "0.0"), (#"{"blocking": "dns", "accessible": false}"#, "1.0"),
    (#"{"blocking": "tcp_ip"}"#, "1.0"), (#"{"blocking": "http-diff"}"#, "1.0"),
    (#"{"blocking": "http-failure"}"#, "1.0"), (#"{"blocking": null}"#, "failure"), ("{}", "failure"),
    (#"{"blocking": true}"#, "failure"), (#"{"blocking": "odd"}"#, "failure"), (#"{"blocking": 7}"#, "failure"),
    (#"{"blocking": ["dns"]}"#, "failure"), (#"{"blocking": {"dns": true}}"#, "failure"),
    (#"{"blocking": false, "title_match": null}"#, "0.0"), (#"{"blocking": false, "title_match": "x"}"#, "failure"),
    (#"{"blocking": false, "accessible": null}"#, "failure"),
    (#"{"blocking": false, "http_experiment_failure": "unknown_failure: x"}"#, "failure"),
    (#"{"blocking": "dns", "http_experiment_failure": "dns_nxdomain_error"}"#, "1.0"),
    (#"{"blocking": false, "x_failure": 7}"#, "0.0"), ("null", "failure"), ("[]", "failure"), ("7", "failure"),
    (#""{\"blocking\": \"dns\"}""#, "1.0"), (#"{"blocking": false, "requests": null, "queries": null}"#, "0.0"),
    (#"{"blocking": false, "requests": {"a": 1}, "queries": "x"}"#, "0.0"),
  ]

  @Test(arguments: web)
  func `web connectivity goes by the probe's own verdict`(keys: String, expected: String) {
    #expect(shown(score("web_connectivity", keys)) == expected)
  }

  @Test func `the kind of blocking is the probe's`() {
    let kinds = ["dns", "tcp_ip", "http-diff", "http-failure"].map {
      score("web_connectivity", #"{"blocking": "\#($0)"}"#).kind
    }
    #expect(kinds == [.dns, .tcpIP, .httpDiff, .httpFailure])
    #expect(score("web_connectivity", #"{"blocking": false}"#).kind == .none)
  }

  private static func endpoint(_ isReached: Bool) -> String { #"{"status": {"success": \#(isReached)}}"# }
  private static func request(_ url: String, _ failure: String) -> String {
    #"{"request": {"url": "\#(url)"}, "failure": \#(failure)}"#
  }

  private static let telegram: [(String, String)] = [
    ("{}", "1.0"),
    (#"{"tcp_connect": [\#(endpoint(true)), \#(endpoint(false))], "requests": []}"#, "1.0"),
    (
      #"{"tcp_connect": [\#(endpoint(true)), {}, {"status": null}], "requests": [\#(request("http://a/", "null"))]}"#,
      "0.0"
    ),
    (
      #"{"tcp_connect": [\#(endpoint(true))], "requests": [\#(request("http://a/", "null")), \#(request("http://b/", "\"x\""))]}"#,
      "0.5"
    ),
    (
      #"{"tcp_connect": [\#(endpoint(true))], "requests": [\#(request("http://a/", "null")), \#(request("https://web.telegram.org/", "\"x\""))], "telegram_web_status": "blocked"}"#,
      "1.0"
    ),
    (#"{"requests": [{"request": {}, "failure": null}]}"#, "failure"), (#"{"requests": [7]}"#, "failure"),
    (#"{"requests": [{"request": {"url": "http://a/"}}]}"#, "failure"),
  ]

  @Test(arguments: telegram)
  func `telegram adds up endpoints, requests and its web application`(keys: String, expected: String) {
    #expect(shown(score("telegram", keys)) == expected)
  }

  private static func whatsApp(_ web: String, _ registration: String, _ endpoints: [Bool]) -> String {
    let requests = [
      request("https://web.whatsapp.com/", web), request("https://v.whatsapp.net/v2/register", registration),
    ]
    return
      #"{"requests": [\#(requests.joined(separator: ","))], "tcp_connect": [\#(endpoints.map(endpoint).joined(separator: ","))]}"#
  }

  private static let whatsAppCases: [(String, String)] = [
    (whatsApp("null", "null", [true, false]), "0.0"), (whatsApp("null", "null", [false, false]), "1.0"),
    (whatsApp("null", "null", []), "failure"), (whatsApp("\"x\"", "null", [true]), "1.0"),
    (whatsApp("null", "\"x\"", [true]), "1.0"), (whatsApp("\"\"", "null", [true]), "0.0"),
    (#"{"requests": []}"#, "failure"), (#"{"requests": null}"#, "failure"), ("null", "failure"),
    (#"{"requests": [\#(request("https://web.whatsapp.com/", "null"))]}"#, "failure"),
    (#"{"whatsapp_web_failure": "unknown_failure x", "requests": []}"#, "failure"),
  ]

  @Test(arguments: whatsAppCases)
  func `whatsapp wants web and registration, then one endpoint`(keys: String, expected: String) {
    #expect(shown(score("whatsapp", keys)) == expected)
  }

  private static let messengerTrue = [
    "b_api_dns_consistent", "b_api_reachable", "b_graph_dns_consistent", "b_graph_reachable", "edge_dns_consistent",
    "edge_reachable", "star_dns_consistent", "star_reachable", "stun_dns_consistent",
  ].map { #""facebook_\#($0)": true"# }.joined(separator: ",")

  private static let messenger: [(String, String)] = [
    ("{}", "0.0"), (#"{"facebook_edge_reachable": false}"#, "0.5"), (#"{"facebook_edge_reachable": null}"#, "0.0"),
    (#"{"facebook_edge_reachable": false, "facebook_tcp_blocking": true}"#, "1.0"),
    (#"{"facebook-edge-reachable": false, "facebook-tcp-blocking": true}"#, "1.0"),
    ("{\(messengerTrue), \"facebook_dns_blocking\": true, \"facebook_tcp_blocking\": false}", "0.0"),
    ("{\(messengerTrue), \"facebook_dns_blocking\": true}", "0.5"),
    (
      "{\(messengerTrue), \"facebook_external_cdn_dns_consistent\": false, \"facebook_dns_blocking\": true, \"facebook_tcp_blocking\": false}",
      "0.0"
    ),
  ]

  @Test(arguments: messenger)
  func `facebook messenger adds half for each sign`(keys: String, expected: String) {
    #expect(shown(score("facebook_messenger", keys)) == expected)
  }

  /// Start, version of the test, engine, keys, what comes out.
  private static let signal: [(String, String, String, String, String)] = [
    ("2022-10-18 00:00:00", "0.2.0", "3.14.1", "ok", "0.0"),
    ("2022-10-19 00:00:00", "0.2.1", "3.14.1", "ok", "failure"),
    ("2022-10-19 00:00:00", "0.2.2", "3.14.1", "ok", "0.0"),
    ("2023-05-02 00:00:00", "0.2.3", "3.17.1", "ok", "failure"),
    ("2023-05-02 00:00:00", "0.2.3", "3.17.2", "ok", "0.0"),
    ("2023-05-02 00:00:00", "0.2.3", "3.17.2-alpha", "ok", "failure"),
    ("2023-11-07 00:00:00", "0.2.3", "3.19.0", "ok", "failure"),
    ("2023-11-07 00:00:00", "0.2.5", "3.20.0", "ok", "0.0"),
    ("2021-01-01 00:00:00", "0.2.4", "3.1.0", "ok", "failure"),
    ("2024-01-07 18:00:00", "0.2.5", "3.20.0", "blocked", "1.0"),
    ("2024-01-07 18:00:00", "0.2.5", "3.20.0", "odd", "failure"),
    ("2024-01-07 18:00:00", "x", "3.20.0", "ok", "failure"),
    ("yesterday", "0.2.5", "3.20.0", "ok", "failure"),
  ]

  @Test(arguments: signal)
  func `signal leaves out probes whose certificates had expired`(
    start: String, version: String, engine: String, status: String, expected: String
  ) {
    let text = """
      {"test_name": "signal", "measurement_start_time": "\(start)", "test_version": "\(version)",
       "annotations": {"engine_version": "\(engine)"},
       "test_keys": {"failed_operation": null, "failure": null, "signal_backend_status": "\(status)"}}
      """
    let score = Array(text.utf8).withUnsafeBytes { OONIRaw.score($0) }
    #expect(score.map(shown) == expected)
  }

  private static let good = #""test_version": "0.2.5", "annotations": {"engine_version": "3.20.0"}"#

  @Test func `signal's failed operations and missing keys are failures`() {
    let all = [
      #"{"failed_operation": "bootstrap", "failure": null, "signal_backend_status": "ok"}"#,
      #"{"failed_operation": null, "failure": "x", "signal_backend_status": "ok"}"#,
      #"{"signal_backend_status": "ok"}"#, "null",
    ]
    for keys in all { #expect(score("signal", keys, Self.good).isFailure, "\(keys)") }
  }

  private static let others: [(String, String, String)] = [
    ("tor", #"{"targets": {"a": {"failure": null, "network_events": []}}}"#, "0.0"),
    (
      "tor",
      #"{"targets": {"a": {"failure": null, "network_events": null}, "b": {"failure": "x", "network_events": []}, "c": {"failure": false, "network_events": []}}}"#,
      "0.5"
    ),
    ("tor", #"{"targets": {"a": {"failure": false, "network_events": []}}}"#, "failure"),
    ("tor", #"{"targets": {"a": {"failure": "", "network_events": []}}}"#, "failure"),
    ("tor", #"{"targets": {"a": {"failure": null}}}"#, "failure"), ("tor", #"{"targets": {}}"#, "failure"),
    ("tor", #"{"targets": []}"#, "failure"), ("tor", #"{"targets": {"a": 7}}"#, "failure"), ("tor", "{}", "failure"),
    ("psiphon", #"{"failure": null, "bootstrap_time": 3.5}"#, "0.0"),
    ("psiphon", #"{"failure": null, "bootstrap_time": 0}"#, "failure"), ("psiphon", "{}", "failure"),
    ("psiphon", #"{"failure": "x", "bootstrap_time": 0}"#, "1.0"),
    ("vanilla_tor", #"{"tor_log": "x Bootstrapped 100%: Done y"}"#, "0.0"),
    ("vanilla_tor", #"{"tor_logs": ["x", "y Bootstrapped 100% (done): Done"]}"#, "0.0"),
    ("vanilla_tor", #"{"tor_logs": "x", "tor_progress": 100}"#, "0.0"),
    ("vanilla_tor", #"{"tor_logs": "x", "tor_progress": 50}"#, "0.8"),
    ("vanilla_tor", #"{"tor_logs": "x", "tor_progress": "50"}"#, "0.8"),
    ("vanilla_tor", #"{"tor_logs": "x", "tor_progress": -9}"#, "1.0"),
    ("vanilla_tor", #"{"tor_logs": null, "tor_log": null}"#, "failure"), ("vanilla_tor", "{}", "failure"),
    ("torsf", #"{"failure": null}"#, "0.0"), ("torsf", #"{"failure": "x"}"#, "1.0"),
    ("stunreachability", #"{"failure": "x"}"#, "1.0"), ("stunreachability", #"{"failure": null}"#, "0.0"),
    ("openvpn", #"{"success": true}"#, "0.0"), ("openvpn", #"{"success": false}"#, "1.0"),
    ("openvpn", #"{"success": null}"#, "failure"), ("openvpn", "{}", "failure"),
    ("browser_web", #"{"result": "ok"}"#, "0.0"), ("browser_web", #"{"result": "error"}"#, "1.0"),
    ("browser_web", #"{"result": 7}"#, "failure"), ("browser_web", #"{"result": "x"}"#, "failure"),
    ("http_invalid_request_line", #"{"sent": ["a", "b"], "received": ["a", "b"]}"#, "0.0"),
    ("http_invalid_request_line", #"{"sent": ["a", "b"], "received": ["a", "c"]}"#, "1.0"),
    ("http_invalid_request_line", #"{"sent": ["a"], "received": []}"#, "0.0"),
    ("http_invalid_request_line", #"{"sent": [], "received": []}"#, "failure"),
    (
      "http_invalid_request_line",
      #"{"sent": [{"data": "YQ", "format": "base64"}], "received": [{"data": "YQ", "format": "base64"}]}"#,
      "0.0"
    ),
    ("http_invalid_request_line", #"{"sent": null, "received": ["a"]}"#, "failure"),
    ("http_requests", #"{"body_length_match": true, "headers_match": true}"#, "0.0"),
    ("http_requests", #"{"body_length_match": true, "headers_match": false}"#, "1.0"),
    ("http_requests", #"{"body_length_match": null, "headers_match": true}"#, "failure"),
    ("http_requests", "{}", "failure"), ("meek_fronted_requests_test", #"{"requests": []}"#, "failure"),
    ("meek_fronted_requests_test", #"{"requests": [{"response": null}]}"#, "1.0"),
    ("meek_fronted_requests_test", #"{"requests": [{"response": {"code": 404}}]}"#, "1.0"),
    (
      "meek_fronted_requests_test", #"{"requests": [{"response": {"code": 200, "headers": {"Server": "ECAcc (x)"}}}]}"#,
      "0.0"
    ),
    (
      "meek_fronted_requests_test", #"{"requests": [{"response": {"code": 200, "headers": [["Server", ["nginx"]]]}}]}"#,
      "0.5"
    ),
    ("ndt", "null", "0.0"), ("riseupvpn", #"{"failure": "x"}"#, "0.0"), ("dash", #"{"failure": null}"#, "0.0"),
    ("dash", #"{"failure": "eof_error"}"#, "failure"), ("dash", "{}", "failure"), ("urlgetter", "{}", "failure"),
    ("", "{}", "failure"),
  ]

  @Test(arguments: others)
  func `every other test has its rule`(test: String, keys: String, expected: String) {
    #expect(shown(score(test, keys)) == expected)
  }

  @Test func `psiphon wants a resolver, snowflake another release`() {
    let bare = #"{"test_name": "psiphon", "test_keys": {"failure": null, "bootstrap_time": 3}}"#
    #expect(Array(bare.utf8).withUnsafeBytes { OONIRaw.score($0)?.isFailure } == true)
    let release = #""software_name": "ooniprobe-android-unattended", "software_version": "3.8.3""#
    #expect(score("torsf", #"{"failure": "x"}"#, release).isFailure)
  }

  private static func headers(_ body: String, _ sent: String = #"{"Ab": "1", "Connection": "close"}"#) -> String {
    #"{"requests": [{"request": {"headers": \#(sent)}, "response": {"body": \#(body)}}]}"#
  }

  private static let manipulation: [(String, String)] = [
    (headers(#""{\"headers_dict\": {\"Ab\": [\"1\"]}}""#), "0.0"),
    (headers(#""{\"headers_dict\": {\"Ab\": [\"1\"], \"Connection\": [\"close\"]}}""#), "0.0"),
    (headers(#""{\"headers_dict\": {\"ab\": [\"1\"]}}""#), "1.1"),
    (headers(#""{\"headers_dict\": {\"Ab\": [\"1\"], \"Via\": [\"x\"]}}""#), "1.1"),
    (headers(#""{\"headers_dict\": 7}""#), "1.0"), (headers(#""<html>""#), "1.0"), (headers("null"), "1.0"),
    (#"{"requests": [{"response": null}]}"#, "failure"), (#"{"requests": [{}]}"#, "1.0"),
    (#"{"requests": []}"#, "failure"), (#"{"requests": [7]}"#, "failure"), ("null", "failure"),
  ]

  @Test(arguments: manipulation)
  func `headers that come back changed are manipulated`(keys: String, expected: String) {
    #expect(shown(score("http_header_field_manipulation", keys)) == expected)
  }

  @Test func `the four outcomes are disjoint, failure first`() {
    var score = TestScore(general: 0.5)
    #expect(score.outcome == .ok)
    score.general = 0.51
    #expect(score.outcome == .anomaly)
    score.isConfirmed = true
    #expect(score.outcome == .confirmed)
    score.isFailure = true
    #expect(score.outcome == .failure)
  }
}
