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
    /// A domain, which stands for itself and all below it: `youtube.com`. `instagram.*.fbcdn.net` is any labels between
    /// the two; `google.*` the registrable domain of that name under any country: `google.com.pk`.
    package let suffix: String
    package let role: Role
  }

  /// `youtube`
  package let id: String
  /// `YouTube`
  package let title: String
  /// Other names that are read as this one; case, spaces and punctuation do not count.
  package let spellings: [String]
  /// OONI tests that measure it whatever the host: `whatsapp`.
  package let tests: [String]
  package let hosts: [Host]

  init(id: String, title: String, spellings: [String], tests: [String], hosts: [Host]) {
    self.id = id
    self.title = title
    self.spellings = spellings
    self.tests = tests
    self.hosts = hosts
  }

  init(
    _ id: String, _ title: String, _ spellings: [String] = [], tests: [String] = [], service: [String] = [],
    delivery: [String] = []
  ) {
    self.id = id
    self.title = title
    self.spellings = spellings
    self.tests = tests
    hosts = service.map { Host(suffix: $0, role: .service) } + delivery.map { Host(suffix: $0, role: .delivery) }
  }
}
