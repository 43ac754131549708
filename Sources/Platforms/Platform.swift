/// A service that people use: a group of tests and hosts.
package struct Platform: Hashable, Sendable {
  /// What a host does for the service.
  package enum Role: String, Hashable, Sendable {
    /// The pages and calls themselves.
    case service
    /// Its media: pictures, video, scripts.
    case delivery
  }

  package struct Host: Hashable, Sendable {
    /// A domain that stands for itself and all below it: `youtube.com`.
    package let suffix: String
    package let role: Role
  }

  /// `youtube`
  package let id: String
  /// `YouTube`
  package let title: String
  /// Other names that are read as this one.
  package let spellings: [String]
  /// OONI tests that measure it whatever the host: `whatsapp`.
  package let tests: [String]
  package let hosts: [Host]
}
