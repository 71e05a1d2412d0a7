#include "calibration/tables.hpp"

#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <string_view>

namespace culprit::calibration {
namespace {

using Pick = Mean Score::*;

struct Measure {
  std::string_view name;
  Pick pick;
};
constexpr Measure measures[] = {{"any", &Score::any}, {"false_rate", &Score::false_rate},
    {"power", &Score::power}, {"power_by_size", &Score::power_by_size},
    {"precision", &Score::precision}, {"size", &Score::size}, {"coverage", &Score::coverage},
    {"true_coverage", &Score::true_coverage}};

std::string cell(const Mean& mean) {
  const auto value = mean.value();
  return value ? fmt::format("{:.3f} ±{:.3f}", *value, mean.error()) : "–";
}

/// Scenarios as equals: mean of their means.
Mean over_rows(const std::vector<const Row*>& rows, const std::function<Mean(const Row&)>& pick) {
  Mean mean;
  for (const auto* row : rows) {
    if (const auto value = pick(*row).value()) mean.add(*value);
  }
  return mean;
}

std::string plain_cell(const Mean& mean) {
  const auto value = mean.value();
  return value ? fmt::format("**{:.3f}**", *value) : "–";
}

struct Column {
  std::string title;
  std::function<Mean(const Row&)> pick;
};

std::string table(const std::vector<const Row*>& rows, const std::vector<Column>& columns,
    const std::function<bool(const Row&)>& is_in_mean) {
  std::string text = "| scenario |";
  std::string line = "|---|";
  for (const auto& column : columns) {
    text += fmt::format(" {} |", column.title);
    line += "---|";
  }
  text += "\n" + line + "\n";
  for (const auto* row : rows) {
    text += fmt::format("| {} |", row->scenario.name);
    for (const auto& column : columns) text += fmt::format(" {} |", cell(column.pick(*row)));
    text += "\n";
  }
  std::vector<const Row*> averaged;
  for (const auto* row : rows) {
    if (is_in_mean(*row)) averaged.push_back(row);
  }
  text += "| **mean of scenarios** |";
  for (const auto& column : columns)
    text += fmt::format(" {} |", plain_cell(over_rows(averaged, column.pick)));
  return text + "\n";
}

/// The first method on both sets of seeds, the others on the confirmation seeds.
std::vector<Column> method_columns(const Report& report, Pick pick) {
  std::vector<Column> columns;
  for (std::size_t i = 0; i < report.methods.size(); ++i) {
    const auto& name = report.methods[i].name;
    if (i == 0)
      columns.push_back({name + ", choosing seeds",
          [pick](const Row& row) { return row.choosing.scores[0].*pick; }});
    columns.push_back({i == 0 ? name + ", confirmation seeds" : name,
        [pick, i](const Row& row) { return row.confirmation.scores[i].*pick; }});
  }
  return columns;
}

/// Measures of the first method, on both sets of seeds.
std::vector<Column> both_seeds(const std::vector<std::pair<std::string, Pick>>& picks) {
  std::vector<Column> columns;
  for (const auto& [name, pick] : picks) {
    columns.push_back({name + ", choosing",
        [pick = pick](const Row& row) { return row.choosing.scores[0].*pick; }});
    columns.push_back({"confirmation",
        [pick = pick](const Row& row) { return row.confirmation.scores[0].*pick; }});
  }
  return columns;
}

std::vector<const Row*> rows_of(const Report& report, bool with_culprits) {
  std::vector<const Row*> rows;
  for (const auto& row : report.rows) {
    if ((row.scenario.truth == Truth::culprits) == with_culprits) rows.push_back(&row);
  }
  return rows;
}

bool is_counted(const Row& row) { return row.scenario.truth != Truth::nothing_hidden; }

std::string reliability_table(const Report& report, Reliability Measured::*pick) {
  std::string text =
      "| printed probability | choosing: number | mean | came true | confirmation: number | mean | "
      "came true |\n|---|---|---|---|---|---|---|\n";
  Reliability sums[2];
  for (const auto& row : report.rows) {
    sums[0].add(row.choosing.*pick);
    sums[1].add(row.confirmation.*pick);
  }
  for (std::size_t tenth = 0; tenth < 10; ++tenth) {
    text += fmt::format(
        "| {:.1f}–{:.1f} |", static_cast<double>(tenth) / 10, static_cast<double>(tenth + 1) / 10);
    for (const auto& sum : sums) {
      const auto& stated = sum.stated[tenth];
      text += fmt::format(" {} | {} | {} |", static_cast<long>(stated.count()),
          stated.value() ? fmt::format("{:.3f}", *stated.value()) : "–", cell(sum.happened[tenth]));
    }
    text += "\n";
  }
  return text;
}

std::string scenario_list(const Report& report) {
  std::string text = "| scenario | diaries |\n|---|---|\n";
  for (const auto& row : report.rows)
    text += fmt::format("| {} | {} |\n", row.scenario.name, row.scenario.description);
  return text;
}

constexpr std::string_view preface = R"(# Calibration

How often `culprit` finds something where there is nothing, how much of what is there it finds, and
how that compares with what is done elsewhere. This file is generated; the figures are those of the
build it was made with:

```
calibrate --seeds {}..{} --confirm {}..{} --scenarios all --methods all --markdown
```

{} simulated diaries (`culprit simulate`) per scenario and set of seeds. The constants of the program
were chosen on the choosing seeds and on diaries of an unlike simulation, none after a look at the
confirmation seeds. The hour scenarios came later; the list of their windows was settled on seeds
3000..3399. ± is one standard error. All methods see the same diaries, at a nominal rate of .10
where they have one. In the hour scenarios the oracle and SuSiE know lags in days only, so that the
program is ahead of them there by its windows.

- **oracle**: who knows the delays of all culprits; a test of each given the others, at level .10 ×
  culprits / foods. What it does not find, these diaries do not hold.
- **SuSiE**: sum of single effects over foods × windows on the program's whitened data; the most
  probable foods while the mean of their probabilities of no effect is at most .10.
- **marginal scan**: the program's own whitened test of each food alone, Benjamini–Hochberg.
- **block permutation**: weekday medians removed, largest |r| over lags 0–6 against 999 shuffles of
  14-day blocks, Benjamini–Hochberg.
- **Spearman all lags**: Benjamini–Hochberg over foods × lags 0–6.
- **best-lag Pearson**: smallest p over lags 0–6, Benjamini–Hochberg over foods.
- **mean difference**: what apps do: ratings within two days after eating against all others, Welch's
  test at .05, at least three exposed days, no correction.

## Scenarios

Each differs as described from the first of its kind.

)";

constexpr std::string_view measures_text = R"(
A finding is true if it holds a food that has an effect in the stated direction; a food that was
merely eaten with it is false. The false discovery rate is the mean over diaries of false findings
over max(1, findings).
)";

constexpr std::string_view detail_text = R"(
Set size counts foods per finding. Power by set size counts a culprit in a set of k foods as 1/k.
Coverage: the 95 % interval of a finding holds the true total over the lags that are looked at (of
untimed diaries not lag 0, which may be food eaten after the rating); of a false finding, that it
holds 0.
)";

std::string first_part(const Report& report) {
  const auto nulls = rows_of(report, false);
  auto text = fmt::format(fmt::runtime(preface), report.choosing.first, report.choosing.last,
      report.confirmation.first, report.confirmation.last, report.choosing.count());
  text += scenario_list(report) + std::string{measures_text};
  if (!nulls.empty())
    text +=
        "\n## Nothing there: share of diaries with any finding\n\nThe hidden confounder is in "
        "no diary: only a change of the whole menu betrays it. It is not in the mean.\n\n" +
        table(nulls, method_columns(report, &Score::any), is_counted);
  return text;
}

constexpr std::string_view levels_text = R"(
Diaries of 180 days of phrases (`2 slices sourdough toast w/ butter`, `mac and cheese`), other dishes of
a fixed list in every diary, in which a group, an ingredient or one food raises the rating: on the next
day, in every other diary over days 1 to 3. What a phrase holds is what the lexicon says. A finding is
true if it names the cause or a part of it (too fine); a name that the cause is part of (too coarse) is
false. Right level: of the findings that name the cause, a part of it or what it is part of, those that
name the cause, or what is eaten on exactly the same days. `--level food` looks at foods alone. In the last
scenarios, those of the same name above, the culprits are foods, and a group that holds one of them is false.

)";

struct LevelColumn {
  std::string_view title;
  std::size_t level;  // position in `measured_levels`
  Mean LevelScore::*pick;
};
constexpr LevelColumn level_columns[] = {{"any finding, food", 0, &LevelScore::any},
    {"any finding, all", 1, &LevelScore::any},
    {"false discovery rate, food", 0, &LevelScore::false_rate},
    {"false discovery rate, all", 1, &LevelScore::false_rate},
    {"power, food", 0, &LevelScore::power}, {"power, all", 1, &LevelScore::power},
    {"right level, all", 1, &LevelScore::right_level}};

std::string cause_words(const LevelScenario& scenario) {
  if (!scenario.simulated.empty()) return fmt::format("foods: as {}", scenario.simulated);
  if (scenario.cause.empty()) return fmt::format("nothing; {} dishes", scenario.dishes);
  return fmt::format("{} {}, {:g} points; {} dishes", to_word(scenario.level), scenario.cause,
      scenario.effect, scenario.dishes);
}

/// Two lines a scenario: choosing and confirmation seeds.
std::string levels_section(const Report& report) {
  std::string text = "\n## Levels: is the right name found?\n" + std::string{levels_text};
  text += "| scenario | cause | seeds |";
  std::string line = "|---|---|---|";
  for (const auto& column : level_columns) {
    text += fmt::format(" {} |", column.title);
    line += "---|";
  }
  text += "\n" + line + "\n";
  for (const auto& row : report.level_rows) {
    for (const auto& [seeds, measured] :
        {std::pair{"choosing", &row.choosing}, std::pair{"confirmation", &row.confirmation}}) {
      text += fmt::format("| {} | {} | {} |", row.scenario.name, cause_words(row.scenario), seeds);
      for (const auto& column : level_columns)
        text += fmt::format(" {} |", cell(measured->scores[column.level].*column.pick));
      text += "\n";
    }
  }
  return text;
}

}  // namespace

std::string to_markdown(const Report& report) {
  auto text = first_part(report);
  const auto culprits = rows_of(report, true);
  const auto section = [&](std::string_view title, const std::vector<Column>& columns) {
    text += fmt::format("\n## {}\n\n", title) + table(culprits, columns, is_counted);
  };
  if (!culprits.empty()) {
    section("Culprits there: false discovery rate", method_columns(report, &Score::false_rate));
    auto power = method_columns(report, &Score::power);
    power.insert(
        power.begin() + 2, {"oracle", [](const Row& row) { return row.confirmation.possible; }});
    section("Culprits there: power (share of the culprits found)", power);
    section("Culprits there: average precision of the order of foods",
        method_columns(report, &Score::precision));
    text += "\n## Culprits there: sets and intervals of the program\n" + std::string{detail_text};
    text +=
        "\n" + table(culprits,
                   both_seeds({{"set size", &Score::size},
                       {"power by set size", &Score::power_by_size}, {"coverage", &Score::coverage},
                       {"coverage, true findings", &Score::true_coverage}}),
                   is_counted);
  }
  text +=
      "\n## Do printed probabilities come true?\n\nAll rows of all scenarios above: how often a "
      "food with that probability had an effect in the stated direction.\n\n" +
      reliability_table(report, &Measured::rows) + "\nThe same of findings, sets included.\n\n" +
      reliability_table(report, &Measured::findings);
  if (!report.level_rows.empty()) text += levels_section(report);
  return text;
}

std::string to_csv(const Report& report) {
  std::string text = "seeds,scenario,method,measure,value,error\n";
  for (const auto& row : report.rows) {
    for (const auto& [seeds, measured] :
        {std::pair{"choosing", &row.choosing}, std::pair{"confirmation", &row.confirmation}}) {
      for (std::size_t i = 0; i < measured->scores.size(); ++i) {
        for (const auto& [name, pick] : measures) {
          const auto& mean = measured->scores[i].*pick;
          if (const auto value = mean.value())
            text += fmt::format("{},{},{},{},{:.4f},{:.4f}\n", seeds, row.scenario.name,
                report.methods[i].name, name, *value, mean.error());
        }
      }
    }
  }
  for (const auto& row : report.level_rows) {
    for (const auto& [seeds, measured] :
        {std::pair{"choosing", &row.choosing}, std::pair{"confirmation", &row.confirmation}}) {
      for (const auto& column : level_columns) {
        const auto& mean = measured->scores[column.level].*column.pick;
        if (const auto value = mean.value())
          text += fmt::format("{},{},culprit,\"{}\",{:.4f},{:.4f}\n", seeds, row.scenario.name,
              column.title, *value, mean.error());
      }
    }
  }
  return text;
}

}  // namespace culprit::calibration
