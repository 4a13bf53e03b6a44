#include "core/evaluate/metrics.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>
#include <opencv2/core.hpp>

namespace mien {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

struct Gaussian {
  cv::Mat mean;        // 1×D
  cv::Mat covariance;  // D×D
};

Gaussian fit(std::span<const std::vector<float>> rows) {
  assert(rows.size() >= 2);
  cv::Mat all(static_cast<int>(rows.size()), static_cast<int>(rows.front().size()), CV_64F);
  for (int y = 0; y < all.rows; ++y) {
    const std::vector<float>& row = rows[static_cast<std::size_t>(y)];
    assert(row.size() == rows.front().size());
    std::copy(row.begin(), row.end(), all.ptr<double>(y));
  }
  Gaussian g;
  cv::calcCovarMatrix(all, g.covariance, g.mean, cv::COVAR_NORMAL | cv::COVAR_ROWS, CV_64F);
  g.covariance /= static_cast<double>(all.rows - 1);
  return g;
}

/// Rounding may leave tiny negative eigenvalues where a covariance is singular.
void rootOf(cv::Mat& eigenvalues) {
  for (int i = 0; i < eigenvalues.rows; ++i) {
    eigenvalues.at<double>(i) = std::sqrt(std::max(0.0, eigenvalues.at<double>(i)));
  }
}

cv::Mat symmetricRoot(const cv::Mat& m) {
  cv::Mat values;
  cv::Mat vectors;  // one a row
  cv::eigen(m, values, vectors);
  rootOf(values);
  return vectors.t() * cv::Mat::diag(values) * vectors;
}

}  // namespace

double quantile(std::vector<double> values, double q) {
  if (values.empty()) return kNone;
  std::sort(values.begin(), values.end());
  const double at = q * static_cast<double>(values.size() - 1);
  const auto low = static_cast<std::size_t>(at);
  const std::size_t high = std::min(low + 1, values.size() - 1);
  return values[low] + (at - static_cast<double>(low)) * (values[high] - values[low]);
}

double median(std::vector<double> values) {
  return quantile(std::move(values), 0.5);
}

double meanOf(std::span<const double> values) {
  if (values.empty()) return kNone;
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double shareBelow(std::span<const double> values, double limit) {
  if (values.empty()) return kNone;
  const auto below = std::count_if(values.begin(), values.end(), [limit](double v) { return v < limit; });
  return static_cast<double>(below) / static_cast<double>(values.size());
}

double areaUnderCurve(std::span<const double> high, std::span<const double> low) {
  double wins = 0;
  for (const double h : high)
    for (const double l : low) wins += h > l ? 1 : h == l ? 0.5 : 0;
  return wins / static_cast<double>(high.size() * low.size());
}

double frechetDistance(std::span<const std::vector<float>> a, std::span<const std::vector<float>> b) {
  if (a.size() < 2 || b.size() < 2) return kNone;
  const Gaussian ga = fit(a);
  const Gaussian gb = fit(b);
  const cv::Mat root = symmetricRoot(ga.covariance);
  cv::Mat inner = root * gb.covariance * root;
  inner = (inner + inner.t()) / 2;
  cv::Mat values;
  cv::eigen(inner, values);
  rootOf(values);
  const double apart = cv::norm(ga.mean, gb.mean, cv::NORM_L2SQR);
  const double traces = cv::trace(ga.covariance)[0] + cv::trace(gb.covariance)[0];
  return std::max(0.0, apart + traces - 2 * cv::sum(values)[0]);
}

}  // namespace mien
