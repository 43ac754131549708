import Formats
import Subjects

extension DatasetFormat {
  /// Powell and Thyne's coup attempts since 1950.
  package static let coups = DatasetFormat(
    kind: .coups, name: "coups", subject: .events, isAggregate: false,
    title: "Global instances of coups from 1950 to present", publisher: "Jonathan M. Powell and Clayton L. Thyne",
    licence: "none stated; cite",
    citation:
      "Powell, Jonathan M. and Clayton L. Thyne (2011), Global Instances of Coups from 1950 to 2010: A New Dataset, Journal of Peace Research 48(2), 249-259",
    url: "https://www.jonathanmpowell.com/coup-detat-dataset.html", coverage: .world, grade: 1)
}
