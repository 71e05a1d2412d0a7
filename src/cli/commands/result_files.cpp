#include "cli/commands/result_files.hpp"

namespace culprit::cli {

ResultFiles::ResultFiles(const OutputOptions& options, int out) {
  const auto add = [&](const Output& output) { places_.push_back({output, {output.file, out}}); };
  add(options);
  for (const auto& output : options.further) add(output);
}

void ResultFiles::write(const std::function<std::string(const Output&)>& render, Content tables) {
  bool has_reader = true;
  for (auto& [output, place] : places_) {
    const std::string text = render(output);
    try {
      place.append(text, output.format == Format::table ? tables : Content::data);
    } catch (const ClosedPipe&) {
      has_reader = false;
    }
  }
  for (auto& each : places_) each.place.sync();
  for (auto& each : places_) each.place.finish();
  if (!has_reader) throw ClosedPipe{};
}

}  // namespace culprit::cli
