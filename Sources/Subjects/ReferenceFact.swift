import Places
import Platforms

/// What is known of countries, networks and hosts beside measurements: for shares, categories and cost.
package enum ReferenceFact: Sendable, Hashable {
  case figure(CountryFigure)
  case network(NetworkFact)
  case category(HostCategory)
  /// What a code of a test list stands for.
  case categoryTitle(code: String, title: String)
  /// A block page's mark, as the fields of `Fingerprint`.
  case fingerprint(fields: [String])
  case target(ServiceTarget)
  case targetHost(ServiceTargetHost)
  case platform(PlatformFact)
  case users(PlatformUsers)
}

/// How many people use a platform in a country.
package struct PlatformUsers: Sendable, Hashable {
  /// As the file writes it; once the database has read it, an id.
  package var platform: String
  package var country: CountryCode
  /// nil: whichever year.
  package var year: Int?
  package var users: Double
  /// Of the file, from 1, and the column of the platform in it.
  package var line: Int
  package var column: String

  package init(platform: String, country: CountryCode, year: Int?, users: Double, line: Int, column: String) {
    self.platform = platform
    self.country = country
    self.year = year
    self.users = users
    self.line = line
    self.column = column
  }
}

/// One figure of one country in one year.
package struct CountryFigure: Sendable, Hashable {
  package enum Indicator: String, Sendable, Hashable, CaseIterable {
    /// People.
    case population
    /// Gross domestic product, in current US dollars.
    case gdp
    /// People who use the internet.
    case internetUsers = "internet-users"
    /// The same in percent of the population.
    case internetShare = "internet-users-percent"
    /// The share of GDP that depends on the internet, in percent.
    case digitalShare = "digital-share-percent"
    /// What the year's shutdowns cost by their publisher's estimate, in US dollars.
    case shutdownCost = "shutdown-cost"
    /// How long they lasted, in hours.
    case shutdownHours = "shutdown-hours"
    /// People whom they reached.
    case shutdownUsers = "shutdown-users"

    /// 0...100
    package var isPercentage: Bool { self == .internetShare || self == .digitalShare }
  }

  package var indicator: Indicator
  package var country: CountryCode
  package var year: Int
  package var value: Double

  package init(indicator: Indicator, country: CountryCode, year: Int, value: Double) {
    self.indicator = indicator
    self.country = country
    self.year = year
    self.value = value
  }
}

/// A network's name and whose it is.
package struct NetworkFact: Sendable, Hashable {
  package enum Ownership: String, Sendable, Hashable, CaseIterable {
    /// A state holds the majority.
    case state
    case `private`
  }

  package var network: UInt32
  package var name: String?
  /// Where it works.
  package var country: CountryCode?
  package var ownership: Ownership?
  /// The state that owns it.
  package var owner: CountryCode?

  package init(
    network: UInt32, name: String? = nil, country: CountryCode? = nil, ownership: Ownership? = nil,
    owner: CountryCode? = nil
  ) {
    self.network = network
    self.name = name
    self.country = country
    self.ownership = ownership
    self.owner = owner
  }
}

/// The category that a test list gives an address.
package struct HostCategory: Sendable, Hashable {
  /// `global`, `pk`.
  package var list: String
  package var url: String
  /// Of the address, lower case.
  package var host: String
  /// The address is the host's front page, so that its category is the host's.
  package var isRoot: Bool
  /// `NEWS`.
  package var code: String

  package init(list: String, url: String, host: String, isRoot: Bool, code: String) {
    self.list = list
    self.url = url
    self.host = host
    self.isRoot = isRoot
    self.code = code
  }
}

/// A thing that OONI's registry of targets counts as one: a part of a service.
package struct ServiceTarget: Sendable, Hashable {
  /// `facebook/website`.
  package var id: String
  package var service: String?
  package var role: String?
  package var category: String?
  package var title: String?

  package init(id: String, service: String?, role: String?, category: String?, title: String?) {
    self.id = id
    self.service = service
    self.role = role
    self.category = category
    self.title = title
  }
}

/// A host or a pattern of hosts of a target.
package struct ServiceTargetHost: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable, CaseIterable { case exact, pattern, ip, domain }

  package var kind: Kind
  package var matcher: String
  package var target: String

  package init(kind: Kind, matcher: String, target: String) {
    self.kind = kind
    self.matcher = matcher
    self.target = target
  }
}

/// What a row of a table says of one platform: a host or a test, and a name of it perhaps.
package struct PlatformFact: Sendable, Hashable {
  package var rule: PlatformRule
  /// Beside a host or a test, a name of its platform.
  package var name: PlatformRule?
  /// Of the file, from 1.
  package var line: Int

  package init(rule: PlatformRule, name: PlatformRule?, line: Int) {
    self.rule = rule
    self.name = name
    self.line = line
  }
}
