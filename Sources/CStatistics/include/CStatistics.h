#ifndef CURFEW_STATISTICS_H
#define CURFEW_STATISTICS_H

// Special functions of Boost.Math, in double precision throughout. Outside a function's domain the answer is NaN;
// nothing is thrown and errno is left alone.

#ifdef __cplusplus
extern "C" {
#endif

/// Quantile of Student's t: P(T <= x) = p. 0 < p < 1, degrees > 0, not necessarily whole.
double curfew_t_quantile(double p, double degrees);

/// Quantile of the standard normal distribution. 0 < p < 1.
double curfew_normal_quantile(double p);

/// P(Z <= x) of the standard normal distribution.
double curfew_normal_cdf(double x);

/// Natural logarithm. x > 0; minus infinity at 0.
double curfew_log(double x);

/// e to the power of x.
double curfew_exp(double x);

/// Logarithm of the gamma function. x > 0.
double curfew_log_gamma(double x);

/// Regularised incomplete beta I_x(a, b). a, b > 0, 0 <= x <= 1.
double curfew_incomplete_beta(double a, double b, double x);

/// The x with I_x(a, b) = p. a, b > 0, 0 <= p <= 1.
double curfew_inverse_incomplete_beta(double a, double b, double p);

#ifdef __cplusplus
}
#endif

#endif
