import Analysis
import Testing

// SciPy 1.17.1; each figure is what the call named beside it printed.
@Suite struct DistributionTests {
  static let studentQuantiles: [(Double, Double, Double)] = [
    (0.975, 1.0, 12.706204736174694), (0.975, 2.5, 3.5746548420036817), (0.975, 7, 2.364624251592784),
    (0.975, 30.25, 2.041564922767825), (0.975, 1e6, 1.959966356814107), (0.025, 4, -2.7764451051977943),
    (0.5, 3, 0.0), (0.9999, 1.5, 242.26409884652412),
  ]

  @Test(arguments: studentQuantiles)
  func `t quantiles are those of scipy stats t ppf`(probability: Double, degrees: Double, expected: Double) {
    #expect(agree(Distributions.studentQuantile(probability, degreesOfFreedom: degrees), expected))
  }

  static let normalQuantiles: [(Double, Double)] = [
    (0.975, 1.959963984540054), (0.5, 0.0), (1e-10, -6.361340902404056), (0.2, -0.8416212335729142),
  ]

  @Test(arguments: normalQuantiles)
  func `normal quantiles are those of scipy stats norm ppf`(probability: Double, expected: Double) {
    #expect(agree(Distributions.normalQuantile(probability), expected))
  }

  static let normalProbabilities: [(Double, Double)] = [
    (0.0, 0.5), (1.96, 0.9750021048517795), (-3.5, 0.00023262907903552502), (-8, 6.22096057427174e-16),
  ]

  @Test(arguments: normalProbabilities)
  func `normal probabilities are those of scipy stats norm cdf`(z: Double, expected: Double) {
    #expect(agree(Distributions.normalProbability(z), expected))
  }

  static let betas: [(Double, Double, Double, Double)] = [
    (0.4, 2.0, 3.0, 0.5248), (0.1, 0.5, 0.5, 0.20483276469913345), (0.25, 30, 70, 0.1358149042834277),
    (0.3, 1, 1, 0.3), (0.99, 500.5, 3.25, 0.15082876737561537),
  ]

  @Test(arguments: betas)
  func `incomplete betas are those of scipy special betainc`(x: Double, a: Double, b: Double, expected: Double) {
    #expect(agree(Distributions.incompleteBeta(x, a: a, b: b), expected))
  }

  static let inverseBetas: [(Double, Double, Double, Double)] = [
    (0.4, 2.0, 3.0, 0.3291665033784079), (0.1, 0.5, 0.5, 0.024471741852423214), (0.025, 30, 70, 0.2146679929679869),
    (0.975, 4, 97, 0.08517605297428002),
  ]

  @Test(arguments: inverseBetas)
  func `inverse betas are those of scipy special betaincinv`(p: Double, a: Double, b: Double, expected: Double) {
    #expect(agree(Distributions.inverseIncompleteBeta(p, a: a, b: b), expected))
  }

  @Test func `outside a function's domain there is no number`() {
    for probability: Double in [-0.1, 0, 1, 1.5, .nan, .infinity] {
      #expect(Distributions.studentQuantile(probability, degreesOfFreedom: 3).isNaN)
      #expect(Distributions.normalQuantile(probability).isNaN)
    }
    for degrees: Double in [0, -1, .nan, -Double.infinity] {
      #expect(Distributions.studentQuantile(0.9, degreesOfFreedom: degrees).isNaN)
    }
    #expect(Distributions.incompleteBeta(1.1, a: 2, b: 3).isNaN)
    #expect(Distributions.incompleteBeta(0.5, a: 0, b: 3).isNaN)
    #expect(Distributions.inverseIncompleteBeta(-0.1, a: 2, b: 3).isNaN)
    #expect(Distributions.inverseIncompleteBeta(0.5, a: 2, b: .infinity).isNaN)
    #expect(Distributions.normalProbability(.nan).isNaN)
  }
}
