/// The frame of every HTML page and the sections that pages share.
///
/// Neighbours: `html.cpp` fills it.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "culprit/diary/read.hpp"
#include "culprit/engine/analysis.hpp"
#include "culprit/report/html/html.hpp"
#include "report/figures/figure.hpp"

namespace culprit::report {

/// Opens the document down to `main`: no script and nothing from outside can run in it.
/// @param read  what was read, below the title
void open_page(Markup& page, std::string_view title, std::string_view read);

/// Closes what `open_page` opened, with what it was made by at the foot: version, seed and
/// fingerprint.
void close_page(Markup& page, std::string_view made_by);
void close_page(Markup& page, const PageSource& source);

/// A section with a heading, named for those who jump between sections.
void open_section(Markup& page, std::string_view id, std::string_view heading);

/// A figure with its title as caption, and a note below it that says how to read it.
void add_figure(Markup& page, const Figure& figure, std::string_view note);

void add_paragraph(Markup& page, std::string_view words);
void add_list(Markup& page, std::span<const std::string> items);

/// What comes before everything else: possible immediate reactions of this diary.
void add_urgent(Markup& page, const engine::Analysis& analysis);

/// The two lines that stand under every result.
void add_cautions(Markup& page);

/// What was adjusted for, foods not tested, warnings.
void add_notes(Markup& page, const engine::Analysis& analysis);

/// Each file, how it was understood, and what became of its rows.
void add_rows_fate(Markup& page, std::span<const diary::FileReport> files);

/// The method in ten lines.
void add_method(Markup& page, const engine::Analysis& analysis);

/// A table whose wide content scrolls within itself; opens `tbody`.
void open_table(Markup& page, std::string_view caption, std::span<const std::string_view> heads);
void close_table(Markup& page);

/// Names within sentences: at most 60 columns each.
[[nodiscard]] std::string short_name(std::string_view text);

}  // namespace culprit::report
