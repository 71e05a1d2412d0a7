#include "cli/commands/result_files.hpp"

namespace culprit::cli {
namespace {

constexpr mode_t result_mode = 0666;

}  // namespace

ResultFiles::ResultFiles(const OutputOptions& options, int out) : out_{out} {
  add(options);
  for (const auto& output : options.further) add(output);
}

void ResultFiles::add(const Output& output) {
  places_.push_back({output, output.file.empty()
                                 ? nullptr
                                 : std::make_unique<OutputFile>(output.file, result_mode)});
}

void ResultFiles::write(const std::function<std::string(const Output&)>& render, Content tables) {
  bool has_reader = true;
  for (const auto& [output, file] : places_) {
    const std::string text = render(output);
    try {
      if (file)
        file->write(text);
      else
        write_all(out_, text, "standard output",
                  output.format == Format::table ? tables : Content::data);
    } catch (const ClosedPipe&) {
      has_reader = false;
    }
  }
  for (const auto& place : places_) {
    if (place.file) place.file->sync();
  }
  for (const auto& place : places_) {
    if (place.file) place.file->commit();
  }
  if (!has_reader) throw ClosedPipe{};
}

}  // namespace culprit::cli
