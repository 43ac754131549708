import CStatistics

/// Quantiles, distribution functions and logarithms of Boost.Math and the C library. NaN outside a function's domain.
package enum Distributions {
  /// The t with P(T <= t) = `probability` for Student's t; 0 < probability < 1, degrees of freedom > 0, any real.
  package static func studentQuantile(_ probability: Double, degreesOfFreedom: Double) -> Double {
    curfew_t_quantile(probability, degreesOfFreedom)
  }

  /// The z with P(Z <= z) = `probability` for the standard normal; 0 < probability < 1.
  package static func normalQuantile(_ probability: Double) -> Double { curfew_normal_quantile(probability) }

  /// P(Z <= z) for the standard normal.
  package static func normalProbability(_ z: Double) -> Double { curfew_normal_cdf(z) }

  /// Natural logarithm of x >= 0; minus infinity at 0.
  package static func log(_ x: Double) -> Double { curfew_log(x) }

  /// e to the power of x.
  package static func exp(_ x: Double) -> Double { curfew_exp(x) }

  /// Logarithm of the gamma function, x > 0.
  package static func logGamma(_ x: Double) -> Double { curfew_log_gamma(x) }

  /// Regularised incomplete beta I_x(a, b); a, b > 0, 0 <= x <= 1.
  package static func incompleteBeta(_ x: Double, a: Double, b: Double) -> Double { curfew_incomplete_beta(a, b, x) }

  /// The x with I_x(a, b) = `probability`; a, b > 0.
  package static func inverseIncompleteBeta(_ probability: Double, a: Double, b: Double) -> Double {
    curfew_inverse_incomplete_beta(a, b, probability)
  }
}
