/// Many tests at once: adjusted p-values, combined p-values, the effective number of tests.
#pragma once

#include <Eigen/Core>
#include <map>
#include <vector>

namespace culprit::stats {

/// Benjamini–Hochberg adjusted p-values: `adjusted[i]` is the smallest false discovery rate at
/// which hypothesis i is rejected.
///
/// @param p_values  [m] raw p-values in [0, 1], any order.
/// @return          same order; each in [p_values[i], 1]; equal p stay equal; empty for empty.
/// @throws std::domain_error  if a value is outside [0, 1]; the message names index and value.
///
/// Assumes independent or positively dependent tests. O(m log m).
/// Source: Benjamini & Hochberg (1995), J. R. Stat. Soc. B 57, 289–300; R p.adjust(p, "BH").
[[nodiscard]] Eigen::VectorXd benjamini_hochberg(const Eigen::Ref<const Eigen::VectorXd>& p_values);

/// The same within each family. @param families  [m] a key that orders.
template <typename Key> [[nodiscard]] Eigen::VectorXd benjamini_hochberg(
    const Eigen::VectorXd& p_values, const std::vector<Key>& families) {
  std::map<Key, std::vector<Eigen::Index>> members;
  for (Eigen::Index i = 0; const Key& family : families) members[family].push_back(i++);
  Eigen::VectorXd adjusted(p_values.size());
  for (const auto& [family, own] : members) adjusted(own) = benjamini_hochberg(p_values(own));
  return adjusted;
}

/// One p-value from several, whatever their dependence: the Cauchy combination with equal weights.
///
/// @param p_values  [k >= 1] p-values in [0, 1]; taken as at least 1e-15 and at most 1 - 1e-6, so
///   that one p of exactly 0 or 1 does not decide alone.
/// @throws std::domain_error  if empty or a value is outside [0, 1].
/// Source: Liu & Xie (2020), J. Am. Stat. Assoc. 115, 393–402.
[[nodiscard]] double cauchy_combination(const Eigen::Ref<const Eigen::VectorXd>& p_values);

/// How many independent tests k correlated ones amount to: (sum of sqrt(eigenvalues))² over their
/// sum, between 1 and k.
/// @param correlation  [k × k] positive semidefinite; negative eigenvalues count as 0.
/// @throws std::domain_error  if empty or not square.
/// Source: Galwey (2009), Genetic Epidemiology 33, 559–568.
[[nodiscard]] double effective_tests(const Eigen::Ref<const Eigen::MatrixXd>& correlation);

}  // namespace culprit::stats
