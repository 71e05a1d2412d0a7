#include "cli/messages.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <exception>
#include <nlohmann/json.hpp>

#include "cli/cli_texts.hpp"
#include "cli/files/descriptor.hpp"
#include "cli/files/output_file.hpp"
#include "cli/files/signals.hpp"
#include "culprit/core/text.hpp"
#include "culprit/csv/writer.hpp"

namespace culprit::cli {
namespace {

std::string to_json_line(const Message& message) {
  const auto text_or_null = [](const std::string& text) {
    return text.empty() ? nlohmann::ordered_json{} : nlohmann::ordered_json(text);
  };
  const auto number_or_null = [](std::uint64_t number) {
    return number == 0 ? nlohmann::ordered_json{} : nlohmann::ordered_json(number);
  };
  nlohmann::ordered_json json;
  json["code"] = message.code;
  json["message"] = message.text;
  json["file"] = text_or_null(message.place.file);
  json["line"] = number_or_null(message.place.line);
  json["column"] = number_or_null(message.place.column);
  json["hint"] = text_or_null(message.hint);
  return escape_in_json(json.dump()) + '\n';
}

std::string duration_text(double seconds) {
  const auto whole = static_cast<std::uint64_t>(std::ceil(std::max(0.0, seconds)));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {} s", whole / 60, whole % 60);
  return fmt::format("{} h {} min", whole / 3600, whole % 3600 / 60);
}

}  // namespace

Message printable(Message message) {
  for (auto* part :
      {&message.code, &message.text, &message.place.file, &message.excerpt, &message.hint})
    *part = printable_in_columns(*part);
  return message;
}

std::string format_message(const Message& message, ErrorFormat format) {
  const auto safe = printable(message);
  return format == ErrorFormat::json ? to_json_line(safe) : to_text(safe);
}

RejectionLog::RejectionLog(std::size_t max_per_reason, const std::string& rejects)
    : tally_{max_per_reason}, rejects_{rejects} {
  if (rejects_.empty()) return;
  // What people ate and how they felt is nobody else's business.
  constexpr mode_t owner_only = 0600;
  file_ = std::make_unique<OutputFile>(rejects_, owner_only);
  file_->write("file,line,column,code,message,row\n");
}

RejectionLog::~RejectionLog() = default;

void RejectionLog::add(const Message& message) {
  tally_.add(message);
  if (!file_) return;
  const auto number = [](std::uint64_t n) { return n == 0 ? std::string{} : std::to_string(n); };
  const auto& name = message.place.file;
  const std::vector<std::string> fields{name == "-" ? name : csv::guard_formula(name),
      number(message.place.line), number(message.place.column), message.code,
      csv::guard_formula(message.text), csv::guard_formula(message.excerpt)};
  file_->write(csv::write_record(fields));
}

void RejectionLog::add(const MessageTally& rejected) {
  for (const auto& message : rejected.kept()) add(message);
  for (const auto& [code, group] : rejected.groups())
    tally_.add_more(code, group.count - group.first.size());
}

void RejectionLog::commit() {
  if (file_) file_->commit();
  file_.reset();
}

std::string RejectionLog::counted() const {
  return count() == 1 ? "1 row or cell" : fmt::format("{} rows or cells", count());
}

std::vector<Message> RejectionLog::summary() const {
  if (count() == 0) return {};
  auto messages = tally_.listed([&](const std::string&, std::uint64_t more) -> Message {
    return {.code = "more_rejections",
        .text = rejects_.empty() ? say("more_rejections", more)
                                 : fmt::format("{} more like this; '{}' has all", more, rejects_)};
  });
  const auto reasons = joined(tally_.counts(), ", ",
      [](const auto& item) { return fmt::format("{} {}", item.second, item.first); });
  messages.push_back(
      {.code = "rejections", .text = fmt::format("{} left out: {}", counted(), reasons)});
  return messages;
}

void Messenger::out_of_memory() const noexcept {
  const bool is_json = options_.format == ErrorFormat::json;
  constexpr std::string_view before = R"({"code":"out_of_memory","message":")";
  constexpr std::string_view behind = R"(","file":null,"line":null,"column":null,"hint":null})";
  for (const auto part :
      {is_json ? before : "", out_of_memory_text, is_json ? behind : "", std::string_view{"\n"}})
    (void)!::write(descriptor_, part.data(), part.size());
}

void Messenger::error(const Message& message) const noexcept {
  try {
    write_all(descriptor_, format_message(message, options_.format), "standard error");
  } catch (const std::exception&) {
    // Nowhere left to report to.
  }
}

void Messenger::errors(std::span<const Message> messages) const noexcept {
  for (const auto& message : messages) error(message);
}

void Messenger::notice(const Message& message) const noexcept {
  if (!options_.quiet) error(message);
}

void Messenger::notices(std::span<const Message> messages) const noexcept {
  if (!options_.quiet) errors(messages);
}

void Messenger::details(std::span<const Message> messages) const noexcept {
  if (options_.verbose) errors(messages);
}

void Messenger::rejections(const RejectionLog& log) const noexcept { notices(log.summary()); }

std::vector<Message> reading_details(std::span<const diary::FileReport> files) {
  std::vector<Message> messages;
  for (const auto& file : files)
    messages.push_back({.code = "file_read",
        .text = say("file_read", file.format, file.rows, file.used, file.merged, file.skipped,
            file.rejected),
        .place = {file.path}});
  return messages;
}

std::string progress_text(std::uint64_t done, std::uint64_t before, std::uint64_t total,
    std::chrono::duration<double> elapsed) {
  std::string text = fmt::format("{} of {} diaries", done, total);
  if (elapsed.count() < 1 || done <= before) return text;
  const double rate = static_cast<double>(done - before) / elapsed.count();
  text +=
      rate < 10 ? fmt::format(", {:.1f} a second", rate) : fmt::format(", {:.0f} a second", rate);
  if (done >= total) return text;
  return text + fmt::format(", {} left", duration_text(static_cast<double>(total - done) / rate));
}

ProgressLine::ProgressLine(int descriptor, std::uint64_t total, std::uint64_t done)
    : descriptor_{descriptor},
      is_shown_{::isatty(descriptor) == 1},
      total_{total},
      done_{done},
      done_before_{done} {}

ProgressLine::~ProgressLine() { show(""); }

void ProgressLine::step() noexcept {
  constexpr std::chrono::milliseconds pause{200};
  ++done_;
  const auto now = Clock::now();
  if (!is_shown_ || now - last_shown_ < pause) return;
  last_shown_ = now;
  try {
    show(progress_text(done_, done_before_, total_, now - start_));
  } catch (const std::exception&) {
    // A line that cannot be made is not shown.
  }
}

void ProgressLine::show(std::string_view text) noexcept {
  if (!is_shown_ || (text.empty() && width_ == 0)) return;
  try {
    write_all(descriptor_, fmt::format("\r{:<{}}{}", text, width_, text.empty() ? "\r" : ""),
        "standard error", Content::laid_out);
    width_ = text.size();
  } catch (const std::exception&) {
    is_shown_ = false;
  }
}

}  // namespace culprit::cli
