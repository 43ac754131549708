import Analysis
import Testing

@Suite struct LogarithmTests {
  // SciPy 1.17.1: scipy.special.gammaln(x)
  static let gammas: [(Double, Double)] = [
    (0.001, 6.907178885383853), (0.5, 0.5723649429247001), (1, 0), (2, 0), (3.7, 1.428072326665388),
    (20, 39.339884187199495), (1000.5, 5908.674175848678), (3e5, 3_483_455.939261436), (1e10, 220_258_509_288.81058),
  ]

  @Test(arguments: gammas)
  func `the logarithm of the gamma function is SciPy's`(x: Double, expected: Double) {
    let figure = Distributions.logGamma(x)
    #expect(agree(figure, expected, digits: 1e-13) || (figure - expected).magnitude < 1e-15)
  }

  @Test func `outside a function's domain there is no number`() {
    #expect(Distributions.logGamma(0).isNaN && Distributions.logGamma(-2.5).isNaN && Distributions.logGamma(.nan).isNaN)
    #expect(Distributions.log(-1).isNaN && Distributions.log(.nan).isNaN && Distributions.log(0) == -.infinity)
    #expect(Distributions.exp(1_000) == .infinity && Distributions.exp(-1_000) == 0)
    #expect(agree(Distributions.log(10), 2.302585092994046) && agree(Distributions.exp(1), 2.718281828459045))
  }
}
