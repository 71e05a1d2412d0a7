#include "stats/reml.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <numbers>
#include <tuple>
#include <utility>
#include <vector>

#include "culprit/core/math.hpp"
#include "stats/require.hpp"

namespace culprit::stats {
namespace {

using Index = Eigen::Index;

/// Takes the first `count` columns off the others: Cholesky's factorisation of a symmetric matrix,
/// its lower triangle, as far as these. What follows is then the products of what they leave.
/// @return  the logarithm of their determinant.
double eliminate(Eigen::MatrixXd& products, Index count) {
  double logarithm = 0;
  double determinant = 1;
  for (Index j = 0; j < count; ++j) {
    const Index below = products.rows() - j - 1;
    determinant *= products(j, j);
    // One logarithm for many factors, as long as their product is far from a double's ends.
    if (!(determinant > 1e-200 && determinant < 1e200)) {
      logarithm += math::log(determinant);
      determinant = 1;
    }
    products.col(j).tail(below + 1) /= std::sqrt(products(j, j));
    for (Index c = 1; c <= below; ++c)
      products.col(j + c).tail(below - c + 1).noalias() -=
          products(j + c, j) * products.col(j).tail(below - c + 1);
  }
  return logarithm + math::log(determinant);
}

/// Products of [U y] among themselves once the autoregression is filtered out and Z taken off.
/// Every choice of the random effects' variances is judged from them without touching the series
/// again: with D = diag(sd of the effects) and S = U'U,
///   |V| |Z' V⁻¹ Z| = |V0| |Z'Z| |I + D S D|,
/// and the residual sum of squares is what [U D] leaves of y (Henderson's equations).
struct CrossProducts {
  Eigen::MatrixXd products;
  double log_determinant = 0;  // of V0 and of Z'Z
};

}  // namespace

/// The columns [Z U] of every outcome.
class NoiseFitter::Design {
 public:
  Design(const Eigen::Ref<const Eigen::VectorXd>& times,
      const Eigen::Ref<const Eigen::MatrixXd>& fixed, std::span<const Eigen::MatrixXd> blocks)
      : times_{times}, n_fixed_{fixed.cols()}, plain_columns_{padded(fixed)} {
    Eigen::MatrixXd columns = fixed;
    for (const auto& block : blocks) {
      block_sizes_.push_back(block.cols());
      append(columns, block);
    }
    columns_ = padded(columns);
    require<std::invalid_argument>(degrees() > 0,
        "NoiseFitter: there are {} observations and {} fixed columns, but observations must be "
        "more!",
        times.size(), fixed.cols());
  }

  [[nodiscard]] double degrees() const noexcept {
    return static_cast<double>(times_.size() - n_fixed_);
  }
  [[nodiscard]] std::size_t n_blocks() const noexcept { return block_sizes_.size(); }

  /// @param is_plain  the random effects are not among the columns: their variances are 0.
  /// @param outcome  [m × padded]
  [[nodiscard]] CrossProducts cross_products(
      const RowMatrix& outcome, double phi, double noise_share, bool is_plain) {
    const auto [found, is_new] = points_.try_emplace({phi, noise_share, is_plain});
    if (is_new) found->second = make_point(phi, noise_share, is_plain);
    const Point& point = found->second;
    RowMatrix rows = point.filter.apply(outcome);
    const Index last = point.products.rows();
    Eigen::VectorXd with(last + 1);
    with[last] = rows.col(0).squaredNorm();
    point.filter.apply_transposed(rows);
    const Eigen::VectorXd spread = rows.col(0);
    with.head(last) = (is_plain ? plain_columns_ : columns_).leftCols(last).transpose() * spread;
    for (Index j = 0; j < n_fixed_; ++j) {
      with[j] /= point.products(j, j);
      with.segment(j + 1, last - j - 1) -= with[j] * point.products.col(j).tail(last - j - 1);
      with[last] -= with[j] * with[j];
    }
    const Index n_left = last - n_fixed_;
    CrossProducts products{.products = Eigen::MatrixXd(n_left + 1, n_left + 1),
        .log_determinant = point.log_determinant};
    products.products.topLeftCorner(n_left, n_left) =
        point.products.bottomRightCorner(n_left, n_left);
    products.products.bottomRows(1) = with.tail(n_left + 1).transpose();
    return products;
  }

  /// The fit at these variances, without phi and noise share filled in.
  [[nodiscard]] NoiseFit fit(
      const CrossProducts& products, const std::vector<double>& variances) const {
    const Index last = products.products.rows() - 1;
    Eigen::VectorXd scale = Eigen::VectorXd::Ones(last + 1);
    Index at = 0;
    for (std::size_t b = 0; b < block_sizes_.size() && at < last; ++b) {
      scale.segment(at, block_sizes_[b]).setConstant(std::sqrt(variances[b]));
      at += block_sizes_[b];
    }
    Eigen::MatrixXd system = scale.asDiagonal() * products.products * scale.asDiagonal();
    system.diagonal().head(last).array() += 1;
    const double log_determinant = products.log_determinant + eliminate(system, last);
    NoiseFit fit;
    fit.variance = std::max(system(last, last), 0.0) / degrees();
    fit.log_likelihood =
        -0.5 * (degrees() * (math::log(2 * std::numbers::pi * fit.variance) + 1) + log_determinant);
    fit.parameters.variances = variances;
    return fit;
  }

  /// True if the fixed columns leave nothing of the outcome.
  [[nodiscard]] bool is_explained(const RowMatrix& outcome) {
    const CrossProducts products = cross_products(outcome, 0, 0, true);
    const NoiseFit plain = fit(products, std::vector<double>(n_blocks(), 0.0));
    return !(plain.variance * degrees() > 1e-12 * outcome.squaredNorm());
  }

 private:
  /// What no outcome changes: products of the filtered columns, Z eliminated.
  struct Point {
    SeriesFilter filter{Eigen::VectorXd{}, 0, 0};
    Eigen::MatrixXd products;
    double log_determinant = 0;
  };

  [[nodiscard]] Point make_point(double phi, double noise_share, bool is_plain) const {
    Point point{.filter = {times_, phi, noise_share}, .products = {}};
    Index n_columns = n_fixed_;
    if (!is_plain)
      for (const Index size : block_sizes_) n_columns += size;
    point.products = products_of(point.filter.apply(is_plain ? plain_columns_ : columns_))
                         .topLeftCorner(n_columns, n_columns);
    point.log_determinant = point.filter.log_determinant() + eliminate(point.products, n_fixed_);
    return point;
  }

  Eigen::VectorXd times_;
  Index n_fixed_;
  std::vector<Index> block_sizes_;
  RowMatrix columns_;                                         // [Z U1 U2 …]
  RowMatrix plain_columns_;                                   // Z
  std::map<std::tuple<double, double, bool>, Point> points_;  // by phi, noise share, is_plain
};

namespace {

/// A point of the search: whole multiples of the resolution in coordinates in which the
/// likelihood is about equally curved everywhere.
struct LatticePoint {
  long phi = 0;                 // -log2(1 - phi)
  long noise = 0;               // log2(r / (1 - r))
  std::vector<long> variances;  // log2(variance); `zero` and below = 0
};

template <typename Design> class Search {
 public:
  Search(Design& design, const RowMatrix& outcome, const RemlOptions& options)
      : design_{design},
        outcome_{outcome},
        options_{options},
        per_unit_{std::lround(1 / options.resolution)} {}

  [[nodiscard]] NoiseFit run() {
    start_from_grid();
    scan_variances();
    for (long step = per_unit_; step >= 1; step /= 2) {
      while (improve(step)) {
      }
    }
    return best_;
  }

 private:
  // Variances are multiples of the residual's own: below 2^-9 nobody could tell them from 0.
  static constexpr long zero = -9;
  static constexpr long largest_variance = 3;

  [[nodiscard]] double phi_of(long at) const {
    const double phi = 1 - math::exp2(-static_cast<double>(at) * options_.resolution);
    return std::clamp(phi, 0.0, options_.largest_phi);
  }
  [[nodiscard]] double noise_of(long at) const {
    const double odds = math::exp2(static_cast<double>(at) * options_.resolution);
    return std::clamp(
        odds / (1 + odds), options_.smallest_noise_share, options_.largest_noise_share);
  }
  [[nodiscard]] double variance_of(long at) const {
    return at <= zero * per_unit_ ? 0.0 : math::exp2(static_cast<double>(at) * options_.resolution);
  }

  /// Of the series with the random effects: the search comes back to most points.
  [[nodiscard]] const CrossProducts& products_at(double phi, double noise) {
    const auto [known, is_new] = products_.try_emplace({phi, noise});
    if (is_new) known->second = design_.cross_products(outcome_, phi, noise, false);
    return known->second;
  }

  /// Tries a point; keeps it if it is better than the best by more than rounding.
  bool offer(const LatticePoint& point) {
    return offer(point, products_at(phi_of(point.phi), noise_of(point.noise)));
  }

  bool offer(const LatticePoint& point, const CrossProducts& products) {
    std::vector<double> variances;
    for (const long at : point.variances) variances.push_back(variance_of(at));
    NoiseFit fit = design_.fit(products, variances);
    constexpr double rounding = 1e-9;
    if (!(fit.log_likelihood > best_.log_likelihood + rounding)) return false;
    fit.parameters.phi = phi_of(point.phi);
    fit.parameters.noise_share = noise_of(point.noise);
    best_ = std::move(fit);
    point_ = point;
    return true;
  }

  void start_from_grid() {
    best_.log_likelihood = -std::numeric_limits<double>::infinity();
    const std::vector<long> none(design_.n_blocks(), zero * per_unit_);
    for (const double phi : {0.0, 1.0, 2.0, 3.0, 4.0, 5.5}) {
      for (const double noise : {-6.0, -2.5, -1.0, 0.5}) {
        const LatticePoint point{.phi = std::lround(phi * static_cast<double>(per_unit_)),
            .noise = std::lround(noise * static_cast<double>(per_unit_)),
            .variances = none};
        offer(point,
            design_.cross_products(outcome_, phi_of(point.phi), noise_of(point.noise), true));
      }
    }
  }

  /// From 0 the way up to a useful variance is long and flat: look ahead once, twice around.
  void scan_variances() {
    for (int round = 0; round < 2; ++round) {
      for (std::size_t b = 0; b < design_.n_blocks(); ++b) {
        for (const long at : {zero, -7L, -5L, -3L, -1L, 1L}) {
          LatticePoint point = point_;
          point.variances[b] = at * per_unit_;
          offer(point);
        }
      }
    }
  }

  /// One round of steps along each coordinate; the cheap ones (variances) first.
  bool improve(long step) {
    bool improved = false;
    for (std::size_t b = 0; b < design_.n_blocks(); ++b) {
      for (const long direction : {step, -step}) {
        LatticePoint point = point_;
        point.variances[b] = std::clamp(
            point.variances[b] + direction, zero * per_unit_, largest_variance * per_unit_);
        improved |= offer(point);
      }
    }
    constexpr std::array<std::array<long, 2>, 4> moves{{{1, 0}, {-1, 0}, {0, 1}, {0, -1}}};
    for (const auto& move : moves) {
      LatticePoint point = point_;
      point.phi = std::clamp(point.phi + move[0] * step, 0L, 9 * per_unit_);
      point.noise = std::clamp(point.noise + move[1] * step, -14 * per_unit_, 3 * per_unit_);
      if (point.phi == point_.phi && point.noise == point_.noise) continue;
      improved |= offer(point);
    }
    return improved;
  }

  Design& design_;
  const RowMatrix& outcome_;  // [m × padded]
  RemlOptions options_;
  long per_unit_;
  LatticePoint point_;
  NoiseFit best_;
  std::map<std::pair<double, double>, CrossProducts> products_;  // by phi and noise share
};

}  // namespace

NoiseFitter::NoiseFitter(const Eigen::Ref<const Eigen::VectorXd>& times,
    const Eigen::Ref<const Eigen::MatrixXd>& fixed, std::span<const Eigen::MatrixXd> blocks)
    : design_{std::make_shared<Design>(times, fixed, blocks)} {}

NoiseFit NoiseFitter::fit(const Eigen::VectorXd& outcome, const RemlOptions& options) {
  const RowMatrix rows = padded(outcome);
  if (!design_->is_explained(rows)) return Search{*design_, rows, options}.run();
  NoiseFit fit;
  fit.parameters.variances.assign(design_->n_blocks(), 0.0);
  fit.log_likelihood = std::numeric_limits<double>::infinity();
  return fit;
}

NoiseFit NoiseFitter::at(const Eigen::VectorXd& outcome, const NoiseParameters& parameters) {
  NoiseFit fit = design_->fit(
      design_->cross_products(padded(outcome), parameters.phi, parameters.noise_share, false),
      parameters.variances);
  fit.parameters = parameters;
  return fit;
}

}  // namespace culprit::stats
