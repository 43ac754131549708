import Query
import Testing
import Text

@Suite struct IndexTests {
  private func composite(_ expression: String) throws -> Composite {
    guard case .command(.defineIndex(let composite)) = try Fixture.resolve("define index b = \(expression)").get()
    else {
      throw Fixture.NotAQuery()
    }
    return composite
  }

  private func value(_ expression: String, _ figures: [Measure: Double]) throws -> Double? {
    try composite(expression).expression.value { figures[$0] }
  }

  @Test(arguments: [
    ("n + tests * 2", 14.0), ("(n + tests) * 2", 18), ("n - tests - 1", -2), ("n - (tests - 1)", 0), ("n / 2 / 2", 1),
    ("n / (2 / 2)", 4), ("- n * - 2", 8), ("- (n - 1)", -3), ("0.5 * n + -0.5", 1.5),
  ])
  func `signs bind as in arithmetic`(expression: String, expected: Double) throws {
    #expect(try value(expression, [.n: 4, .tests: 5]) == expected)
  }

  @Test func `a missing figure and a divisor of zero give no figure`() throws {
    #expect(try value("n + tests", [.n: 1]) == nil)
    #expect(try value("tests / n", [.n: 0, .tests: 1]) == nil)
    #expect(try value("0 * n", [:]) == nil)
    #expect(try value("n * n", [.n: 1e300]) == nil)
  }

  @Test(arguments: [
    "n - (tests - 1)", "n / (tests / 2)", "(n + 1) * (tests - 2)", "- (n + tests) / 2", "n * (tests / 2)",
  ])
  func `the canonical text means the same`(expression: String) throws {
    let once = try composite(expression)
    let again = try composite(once.text)
    #expect(again.text == once.text)
    let figures: [Measure: Double] = [.n: 7, .tests: 3]
    #expect(once.expression.value { figures[$0] } == again.expression.value { figures[$0] })
  }

  @Test func `a statement that uses one can be run where it is not defined`() throws {
    let query = try Fixture.query("rank countries by harshness during 2024-01")
    #expect(query.selfContained.hasPrefix("define index harshness = blocked-days / covered-days; rank country by "))
    let statements = Language.parse(SourceText(query.selfContained)).script.statements
    #expect(statements.count == 2)
    var catalog = Fixture.catalog
    catalog.indices = [:]
    for statement in statements {
      switch try Language.resolve(statement, in: catalog).get() {
      case .command(.defineIndex(let composite)): catalog.indices[composite.name] = composite
      case .query(let again): #expect(again == query)
      default: Issue.record("neither a definition nor a question")
      }
    }
  }
}
