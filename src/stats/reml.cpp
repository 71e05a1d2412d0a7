#include "stats/reml.hpp"

#include <fmt/format.h>

#include <Eigen/Cholesky>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <stdexcept>
#include <utility>
#include <vector>

#include "culprit/core/math.hpp"

namespace culprit::stats {
namespace {

enum class RandomEffects { present, absent };

/// Cross products of [Z U y] after whitening for the autoregression alone; of [Z y] where every
/// variance is 0. Every choice of the
/// random effects' variances is judged from them without touching the series again: with
/// D = diag(sd of the effects),
///   |V| |Z' V⁻¹ Z| = |V0| |Q|,  Q = [Z'Z  Z'UD; DU'Z  I + DU'UD],
/// and the residual sum of squares is y'y - b' Q⁻¹ b, b = [Z'y; DU'y] (Henderson's equations).
struct CrossProducts {
  Eigen::MatrixXd gram;
  double log_determinant = 0;  // of V0
};

class Objective {
 public:
  Objective(const Eigen::Ref<const Eigen::VectorXd>& times,
      const Eigen::Ref<const Eigen::VectorXd>& outcome,
      const Eigen::Ref<const Eigen::MatrixXd>& fixed, std::span<const Eigen::MatrixXd> blocks)
      : times_{times}, n_fixed_{fixed.cols()} {
    for (const auto& block : blocks) block_sizes_.push_back(block.cols());
    Eigen::Index width = fixed.cols() + 1;
    for (const auto size : block_sizes_) width += size;
    columns_.resize(outcome.size(), width);
    columns_.leftCols(fixed.cols()) = fixed;
    Eigen::Index at = fixed.cols();
    for (const auto& block : blocks) {
      columns_.middleCols(at, block.cols()) = block;
      at += block.cols();
    }
    columns_.col(at) = outcome;
    plain_columns_.resize(outcome.size(), fixed.cols() + 1);
    plain_columns_ << fixed, outcome;
    if (degrees() <= 0) {
      throw std::invalid_argument(
          fmt::format("restricted_likelihood: there are {} observations and {} fixed columns, but "
                      "observations must be more!",
              outcome.size(), fixed.cols()));
    }
  }

  [[nodiscard]] double degrees() const noexcept {
    return static_cast<double>(columns_.rows() - n_fixed_);
  }

  [[nodiscard]] std::size_t n_blocks() const noexcept { return block_sizes_.size(); }

  [[nodiscard]] CrossProducts cross_products(
      double phi, double noise_share, RandomEffects effects) const {
    const CausalWhitener whitener{
        times_, {.phi = phi, .noise_share = noise_share, .variances = {}}};
    const Eigen::MatrixXd white =
        whitener.whiten(effects == RandomEffects::present ? columns_ : plain_columns_);
    CrossProducts products{.gram = Eigen::MatrixXd::Zero(white.cols(), white.cols()),
        .log_determinant = whitener.log_determinant()};
    products.gram.selfadjointView<Eigen::Lower>().rankUpdate(white.transpose());
    return products;
  }

  /// The fit at these variances, without phi and noise share filled in.
  [[nodiscard]] NoiseFit fit(
      const CrossProducts& products, const std::vector<double>& variances) const {
    const Eigen::Index last = products.gram.rows() - 1;
    Eigen::VectorXd scale = Eigen::VectorXd::Ones(last);
    Eigen::Index at = n_fixed_;
    for (std::size_t b = 0; b < block_sizes_.size() && at < last; ++b) {
      scale.segment(at, block_sizes_[b]).setConstant(std::sqrt(variances[b]));
      at += block_sizes_[b];
    }
    Eigen::MatrixXd system = products.gram.topLeftCorner(last, last);
    system = scale.asDiagonal() * system * scale.asDiagonal();
    system.diagonal().tail(last - n_fixed_).array() += 1;
    const Eigen::LLT<Eigen::MatrixXd> cholesky{system};
    const Eigen::VectorXd right =
        scale.cwiseProduct(products.gram.row(last).head(last).transpose());
    const Eigen::VectorXd half = cholesky.matrixL().solve(right);
    const double rest = products.gram(last, last) - half.squaredNorm();
    NoiseFit fit;
    fit.variance = std::max(rest, 0.0) / degrees();
    const double log_determinant =
        products.log_determinant +
        2 * cholesky.matrixLLT().diagonal().array().unaryExpr(&math::log).sum();
    fit.log_likelihood =
        -0.5 * (degrees() * (math::log(2 * std::numbers::pi * fit.variance) + 1) + log_determinant);
    fit.parameters.variances = variances;
    return fit;
  }

  /// True if the fixed columns leave nothing of the outcome.
  [[nodiscard]] bool is_explained() const {
    const CrossProducts products = cross_products(0, 0, RandomEffects::absent);
    const NoiseFit plain = fit(products, std::vector<double>(n_blocks(), 0.0));
    const double total = columns_.col(columns_.cols() - 1).squaredNorm();
    return !(plain.variance * degrees() > 1e-12 * total);
  }

 private:
  Eigen::VectorXd times_;
  Eigen::Index n_fixed_;
  std::vector<Eigen::Index> block_sizes_;
  Eigen::MatrixXd columns_;        // [Z U1 U2 … y]
  Eigen::MatrixXd plain_columns_;  // [Z y]
};

/// A point of the search: whole multiples of the resolution in coordinates in which the
/// likelihood is about equally curved everywhere.
struct LatticePoint {
  long phi = 0;                 // -log2(1 - phi)
  long noise = 0;               // log2(r / (1 - r))
  std::vector<long> variances;  // log2(variance); `zero` and below = 0
};

class Search {
 public:
  Search(const Objective& objective, const RemlOptions& options)
      : objective_{objective}, options_{options}, per_unit_{std::lround(1 / options.resolution)} {}

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
    if (is_new) known->second = objective_.cross_products(phi, noise, RandomEffects::present);
    return known->second;
  }

  /// Tries a point; keeps it if it is better than the best by more than rounding.
  bool offer(const LatticePoint& point) {
    return offer(point, products_at(phi_of(point.phi), noise_of(point.noise)));
  }

  bool offer(const LatticePoint& point, const CrossProducts& products) {
    std::vector<double> variances;
    for (const long at : point.variances) variances.push_back(variance_of(at));
    NoiseFit fit = objective_.fit(products, variances);
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
    const std::vector<long> none(objective_.n_blocks(), zero * per_unit_);
    for (const double phi : {0.0, 1.0, 2.0, 3.0, 4.0, 5.5}) {
      for (const double noise : {-6.0, -2.5, -1.0, 0.5}) {
        const LatticePoint point{.phi = std::lround(phi * static_cast<double>(per_unit_)),
            .noise = std::lround(noise * static_cast<double>(per_unit_)),
            .variances = none};
        offer(point, objective_.cross_products(
                         phi_of(point.phi), noise_of(point.noise), RandomEffects::absent));
      }
    }
  }

  /// From 0 the way up to a useful variance is long and flat: look ahead once, twice around.
  void scan_variances() {
    for (int round = 0; round < 2; ++round) {
      for (std::size_t b = 0; b < objective_.n_blocks(); ++b) {
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
    for (std::size_t b = 0; b < objective_.n_blocks(); ++b) {
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

  const Objective& objective_;
  RemlOptions options_;
  long per_unit_;
  LatticePoint point_;
  NoiseFit best_;
  std::map<std::pair<double, double>, CrossProducts> products_;  // by phi and noise share
};

}  // namespace

NoiseFit restricted_likelihood(const Eigen::Ref<const Eigen::VectorXd>& times,
    const Eigen::Ref<const Eigen::VectorXd>& outcome,
    const Eigen::Ref<const Eigen::MatrixXd>& fixed, std::span<const Eigen::MatrixXd> blocks,
    const NoiseParameters& parameters) {
  const Objective objective{times, outcome, fixed, blocks};
  NoiseFit fit = objective.fit(
      objective.cross_products(parameters.phi, parameters.noise_share, RandomEffects::present),
      parameters.variances);
  fit.parameters = parameters;
  return fit;
}

NoiseFit fit_noise_reml(const Eigen::Ref<const Eigen::VectorXd>& times,
    const Eigen::Ref<const Eigen::VectorXd>& outcome,
    const Eigen::Ref<const Eigen::MatrixXd>& fixed, std::span<const Eigen::MatrixXd> blocks,
    const RemlOptions& options) {
  const Objective objective{times, outcome, fixed, blocks};
  if (objective.is_explained()) {
    NoiseFit fit;
    fit.parameters.variances.assign(blocks.size(), 0.0);
    fit.log_likelihood = std::numeric_limits<double>::infinity();
    return fit;
  }
  return Search{objective, options}.run();
}

}  // namespace culprit::stats
