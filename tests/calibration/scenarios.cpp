#include "calibration/scenarios.hpp"

namespace culprit::calibration {
namespace {

using simulate::Confounder;
using simulate::Kernel;
using simulate::Options;

void eat_in_phases(Options& options) { options.menu.persistent_share = 0.6; }

void lose_a_quarter(Options& options) {
  options.logging.unlogged = 0.25;
  options.logging.unrated = 0.08;
}

/// Stress moves the skin and the craving for comfort foods.
void be_stressed(Options& options) {
  options.behaviour.stress = 0.8;
  options.behaviour.comfort = 1;
}

void set_effects(Options& options, double lowest, double highest) {
  options.culprits.lowest_effect = lowest;
  options.culprits.highest_effect = highest;
}

void set_effect(Options& options, double points) { set_effects(options, points, points); }

void eat_together(Options& options, double share) {
  set_effect(options, 2);
  options.menu.clusters = 3;
  options.menu.together = share;
}

class Scenarios {
 public:
  template <typename Change> void nothing(std::string name, std::string description,
      const Change& change, Truth truth = Truth::nothing) {
    Options options;
    options.culprits.worse = 0;
    options.culprits.better = 0;
    change(options);
    list_.push_back({std::move(name), std::move(description), truth, options, {}});
  }

  template <typename Change>
  void culprits(std::string name, std::string description, const Change& change) {
    Options options;
    change(options);
    list_.push_back({std::move(name), std::move(description), Truth::culprits, options, {}});
  }

  /// The last one is kept and rated by the clock, twice a day, and scanned over hours.
  void by_the_hour() {
    list_.back().options.logging.times = simulate::Times::clock;
    list_.back().options.logging.ratings_per_day = 2;
    list_.back().analysis.lags = HourWindows{
        {{0, 2}, {2, 6}, {6, 24}, {24, 48}, {6, 48}, {24, 72}, {0, 24}, {0, 48}, {48, 168}}};
    list_.back().analysis.has_explicit_lags = true;
  }

  std::vector<Scenario> take() { return std::move(list_); }

 private:
  std::vector<Scenario> list_;
};

void add_nulls(Scenarios& list) {
  list.nothing(
      "nothing", "180 days, 40 foods, autocorrelation .7, 10 % of days unlogged", [](Options&) {});
  list.nothing("autocorrelation", "autocorrelation .9; 60 % of foods eaten in phases",
      [](Options& o) { eat_in_phases(o), o.course.phi = 0.9; });
  list.nothing("random walk", "ratings walk .25 points a day; 60 % of foods eaten in phases",
      [](Options& o) {
        eat_in_phases(o);
        o.course.drift = 0.25;
        o.course.sd = 0.7;
        o.course.phi = 0;
      });
  list.nothing("drift and season", "ratings and half of the foods share a trend and a yearly wave",
      [](Options& o) {
        o.course.trend = 3;
        o.course.season = 1.5;
        o.menu.seasonal_share = 0.5;
      });
  list.nothing("avoidance", "six foods are eaten less after bad days",
      [](Options& o) { o.behaviour.avoidance = 0.7; });
  list.nothing("treatment", "a cream is used on bad days and lowers the next rating by 1 point",
      [](Options& o) { o.behaviour.treatment = 1; });
  list.nothing("weekday", "weekends are 1.5 points better; 70 % of foods are eaten more then",
      [](Options& o) {
        o.course.weekend = 1.5;
        o.menu.weekend_share = 0.7;
      });
  list.nothing("floor", "mean rating 1 of 10", [](Options& o) { o.course.level = 1; });
  list.nothing("coarse scale", "whole points from 0 to 4", [](Options& o) {
    const auto coarse = simulate::defaults_for({.minimum = 0, .maximum = 4, .step = 1});
    o.course = coarse.course;
    o.scale = coarse.scale;
  });
  list.nothing("missing", "25 % of days unlogged, 8 % of the others unrated", lose_a_quarter);
  list.nothing("short", "60 days", [](Options& o) { o.days = 60; });
  list.nothing(
      "confounder", "stress in the diary moves ratings and five comfort foods", be_stressed);
  list.nothing(
      "hidden confounder", "the same stress, not in the diary",
      [](Options& o) { be_stressed(o), o.behaviour.confounder = Confounder::hidden; },
      Truth::nothing_hidden);
  list.nothing("hours", "ratings at 8:00 and 21:00, hour windows", [](Options&) {});
  list.by_the_hour();
  list.nothing("hours autocorrelation", "the same, autocorrelation .9, foods eaten in phases",
      [](Options& o) { eat_in_phases(o), o.course.phi = 0.9; });
  list.by_the_hour();
}

void add_culprits(Scenarios& list) {
  list.culprits("weak",
      "180 days, 40 foods; three foods harm, one helps, .7 to .9 points the next day",
      [](Options& o) { o.culprits.kernel = Kernel::next_day; });
  list.culprits("weak year", "365 days, 66 foods", [](Options& o) {
    o.days = 365;
    o.menu.foods = 66;
    o.culprits.kernel = Kernel::next_day;
  });
  list.culprits("weak delayed", "240 days, effects spread over days 3 to 6", [](Options& o) {
    o.days = 240;
    o.culprits.kernel = Kernel::delayed;
  });
  list.culprits("plain", "as weak, .9 to 1.1 points", [](Options& o) {
    set_effects(o, 0.9, 1.1);
    o.culprits.kernel = Kernel::next_day;
  });
  list.culprits("delayed", "as weak delayed, 2.3 to 2.7 points", [](Options& o) {
    set_effects(o, 2.3, 2.7);
    o.days = 240;
    o.culprits.kernel = Kernel::delayed;
  });
  list.culprits("weak mixed", "one effect each on the next day, days 0 to 1, 1 to 3 and 3 to 6",
      [](Options&) {});
  list.culprits("strong", "2 points, days as in weak mixed", [](Options& o) { set_effect(o, 2); });
  list.culprits("together 80 %",
      "2 points the next day; two companions eaten on 80 % of each harmful food's days",
      [](Options& o) { eat_together(o, 0.8), o.culprits.kernel = Kernel::next_day; });
  list.culprits("together 95 %", "the same on 95 %", [](Options& o) {
    eat_together(o, 0.95);
    o.culprits.kernel = Kernel::next_day;
  });
  list.culprits("together mixed 80 %", "2 points, days as in weak mixed; companions on 80 %",
      [](Options& o) { eat_together(o, 0.8); });
  list.culprits(
      "together mixed 95 %", "the same on 95 %", [](Options& o) { eat_together(o, 0.95); });
  list.culprits("together many",
      "2 points the next day; one harmful food has seven companions, each eaten on 98 % "
      "of its days",
      [](Options& o) {
        eat_together(o, 0.98);
        o.menu.clusters = 1;
        o.menu.companions = 7;
        o.culprits.kernel = Kernel::next_day;
      });
  list.culprits("strong floor", "2 points, mean rating 1.5 of 10", [](Options& o) {
    set_effect(o, 2);
    o.course.level = 1.5;
  });
  list.culprits("strong missing", "2 points, 25 % of days unlogged, 8 % of the others unrated",
      [](Options& o) { set_effect(o, 2), lose_a_quarter(o); });
  list.culprits("strong short", "2 points, 90 days", [](Options& o) {
    set_effect(o, 2);
    o.days = 90;
  });
  list.culprits("strong autocorrelation", "2 points, autocorrelation .9, foods eaten in phases",
      [](Options& o) {
        set_effect(o, 2);
        eat_in_phases(o);
        o.course.phi = 0.9;
      });
  list.culprits("hours strong", "2 points, spans as in weak mixed; hour windows as in hours",
      [](Options& o) { set_effect(o, 2); });
  list.by_the_hour();
  list.culprits("hours within", "2 points over the 48 hours before",
      [](Options& o) { set_effect(o, 2), o.culprits.kernel = Kernel::two_days; });
  list.by_the_hour();
}

}  // namespace

const std::vector<Scenario>& scenarios() {
  static const auto all = [] {
    Scenarios list;
    add_nulls(list);
    add_culprits(list);
    return list.take();
  }();
  return all;
}

}  // namespace culprit::calibration
