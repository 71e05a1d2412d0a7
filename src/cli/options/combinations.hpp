/// What options can only get wrong together: outputs and their formats, files that are read and
/// written, options that exclude or need each other.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/options/arguments.hpp"
#include "cli/options/config_file.hpp"

namespace culprit::cli {

class Combinations {
 public:
  /// @param configured_format  the setting `format` of the configuration, if there is one.
  /// The arguments must outlive the object.
  Combinations(Options& options, const Arguments& arguments,
               const std::optional<ConfigEntry>& configured_format)
      : options_{options}, arguments_{arguments}, configured_format_{configured_format} {}

  /// Settles the format of every output, and looks at everything else. Call it once.
  void check();

  [[nodiscard]] std::vector<Message>& usage_errors() noexcept { return usage_errors_; }
  [[nodiscard]] std::vector<Message>& config_errors() noexcept { return config_errors_; }

 private:
  void settle_outputs();
  void settle_format();
  void settle_by_suffix(Output& output);
  void check_unknown_foods();
  void check_analysis();
  void check_batch();
  void check_simulation();
  void check_files();
  void error(std::string text);
  [[nodiscard]] const std::string* last_value(std::string_view name) const;

  Options& options_;
  const Arguments& arguments_;
  const std::optional<ConfigEntry>& configured_format_;
  std::vector<Message> usage_errors_;
  std::vector<Message> config_errors_;
};

}  // namespace culprit::cli
