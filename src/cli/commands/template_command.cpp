#include "cli/commands/template_command.hpp"

#include "cli/files/result_output.hpp"

namespace culprit::cli {
namespace {

constexpr const char* long_rows = R"(date,time,type,name,amount,unit,note
2024-01-01,08:00,food,oat porridge,1,serving,
2024-01-01,13:00,food,cheese sandwich,1,serving,
2024-01-01,19:00,food,rice and salmon,1,serving,
2024-01-01,21:00,factor,stress,3,,from 0 to 10
2024-01-01,21:00,severity,eczema,4,,from 0 to 10
2024-01-02,08:00,food,toast with butter,1,serving,
2024-01-02,12:30,food,tomato soup,1,serving,
2024-01-02,19:30,food,pasta,1,serving,
2024-01-02,21:00,treatment,hydrocortisone,1,application,
2024-01-02,21:00,factor,stress,6,,
2024-01-02,21:00,severity,eczema,6,,
2024-01-03,08:00,food,oat porridge,1,serving,
2024-01-03,13:00,food,egg salad,1,serving,
2024-01-03,19:00,food,rice and chicken,1,serving,
2024-01-03,21:00,factor,stress,2,,
2024-01-03,21:00,severity,eczema,5,,
)";

constexpr const char* wide = R"(date,eczema,stress,milk,egg,wheat,tomato
2024-01-01,4,3,1,0,1,0
2024-01-02,6,6,1,0,1,1
2024-01-03,5,2,0,1,0,0
)";

}  // namespace

ExitCode write_template(const Options& options, const Surroundings& surroundings) {
  ResultOutput{options.output.file, surroundings.out}.write(
      options.blank_diary == BlankDiary::wide ? wide : long_rows);
  return ExitCode::done;
}

}  // namespace culprit::cli
