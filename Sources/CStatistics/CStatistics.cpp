#include "CStatistics.h"

#include <cmath>
#include <limits>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>

namespace {

namespace policies = boost::math::policies;

// Doubles are not promoted: long double is 80 bits on one machine and 64 on another, and every machine must give the
// same figures. Errors are returned, never thrown or left in errno.
using Quiet = policies::policy<
    policies::promote_double<false>, policies::domain_error<policies::ignore_error>,
    policies::pole_error<policies::ignore_error>, policies::overflow_error<policies::ignore_error>,
    policies::underflow_error<policies::ignore_error>, policies::denorm_error<policies::ignore_error>,
    policies::rounding_error<policies::ignore_error>, policies::evaluation_error<policies::ignore_error>,
    policies::indeterminate_result_error<policies::ignore_error>>;

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

// The root finders may still throw; C callers cannot catch.
template <typename Function>
double guarded(bool isInDomain, Function function) noexcept {
  if (!isInDomain) return undefined;
  try {
    return function();
  } catch (...) {
    return undefined;
  }
}

bool isOpenUnit(double p) { return p > 0 && p < 1; }
bool isClosedUnit(double p) { return p >= 0 && p <= 1; }

bool isShape(double a) { return a > 0 && a <= std::numeric_limits<double>::max(); }

}  // namespace

extern "C" {

double curfew_t_quantile(double p, double degrees) {
  return guarded(isOpenUnit(p) && degrees > 0, [=] {
    return boost::math::quantile(boost::math::students_t_distribution<double, Quiet>(degrees), p);
  });
}

double curfew_normal_quantile(double p) {
  return guarded(isOpenUnit(p), [=] {
    return boost::math::quantile(boost::math::normal_distribution<double, Quiet>(0, 1), p);
  });
}

double curfew_normal_cdf(double x) {
  return guarded(x == x, [=] { return boost::math::cdf(boost::math::normal_distribution<double, Quiet>(0, 1), x); });
}

double curfew_log(double x) { return x >= 0 ? std::log(x) : undefined; }

double curfew_exp(double x) { return std::exp(x); }

double curfew_log_gamma(double x) {
  return guarded(isShape(x), [=] { return boost::math::lgamma(x, Quiet()); });
}

double curfew_incomplete_beta(double a, double b, double x) {
  return guarded(isShape(a) && isShape(b) && isClosedUnit(x), [=] { return boost::math::ibeta(a, b, x, Quiet()); });
}

double curfew_inverse_incomplete_beta(double a, double b, double p) {
  return guarded(isShape(a) && isShape(b) && isClosedUnit(p), [=] { return boost::math::ibeta_inv(a, b, p, Quiet()); });
}

}
