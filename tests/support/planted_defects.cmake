# cmake -DSCRATCH=<folder> -P planted_defects.cmake
# Plants one defect at a time in a small tree and expects the check of layers, layout, budgets,
# portable math or format to name it: a check must be able to fail.
cmake_minimum_required(VERSION 3.25)

# Puts `content` at `file` of a sound tree; `expected` empty = the check must pass.
function(expect_verdict check name file content expected)
  file(REMOVE_RECURSE "${SCRATCH}")
  file(WRITE "${SCRATCH}/include/culprit/core/day.hpp" "#include <string>\n")
  file(WRITE "${SCRATCH}/src/engine/rank.cpp" "#include \"culprit/core/day.hpp\"\n")
  file(WRITE "${SCRATCH}/${file}" "${content}")
  execute_process(COMMAND "${CMAKE_COMMAND}" "-DROOT=${SCRATCH}" "-DFORMATTER=${FORMATTER}" -P "${CMAKE_CURRENT_LIST_DIR}/${check}.cmake"
    RESULT_VARIABLE code OUTPUT_VARIABLE said ERROR_VARIABLE said)
  string(FIND "${said}" "${expected}" at)
  if(expected STREQUAL "" AND NOT code EQUAL 0)
    message(SEND_ERROR "${name}: refused a sound tree:\n${said}")
  elseif(NOT expected STREQUAL "" AND (code EQUAL 0 OR at EQUAL -1))
    message(SEND_ERROR "${name}: expected '${expected}', got ${code}:\n${said}")
  endif()
endfunction()

expect_verdict(check_layers "a sound tree" src/csv/reader.cpp "#include \"culprit/core/day.hpp\"\n" "")
expect_verdict(check_layers "upward through the public path" src/csv/reader.cpp
  "#include \"culprit/diary/read.hpp\"\n" "src/csv/reader.cpp: csv includes 'diary/read.hpp' of diary")
expect_verdict(check_layers "upward through the private path" src/stats/fit.cpp
  "  #  include \"engine/windows.hpp\"\n" "src/stats/fit.cpp: stats includes 'engine/windows.hpp' of engine")
expect_verdict(check_layers "upward from a header, angle brackets" include/culprit/core/lag.hpp
  "#include <culprit/csv/reader.hpp>\n" "include/culprit/core/lag.hpp: core includes 'csv/reader.hpp' of csv")
expect_verdict(check_layers "stats sees numbers only" src/stats/fit.cpp
  "#include \"culprit/diary/diary.hpp\"\n" "stats includes 'diary/diary.hpp' of diary")
expect_verdict(check_layers "the pipeline from below" src/engine/rank.cpp
  "#include \"culprit/pipeline.hpp\"\n" "engine includes 'pipeline.hpp' of pipeline")
expect_verdict(check_layers "main past the cli" src/main.cpp
  "#include \"culprit/engine/analysis.hpp\"\n" "main includes 'engine/analysis.hpp' of engine")
expect_verdict(check_layers "a way round by .." src/csv/reader.cpp "#include \"../diary/dates.hpp\"\n"
  "expected a path without '..'")
expect_verdict(check_layers "a folder that is no layer" src/utils/misc.cpp "#include <string>\n" "'utils' is no layer")

expect_verdict(check_portable_math "the project's own functions" src/stats/fit.cpp "math::exp(std::sqrt(x));\n" "")
expect_verdict(check_portable_math "the C library's" src/stats/fit.cpp "  y = std::exp(x);\n" "src/stats/fit.cpp: differs by CPU")
expect_verdict(check_portable_math "the C library's, C way" src/stats/fit.cpp "y = ::powf(x, 2);\n" "src/stats/fit.cpp: differs by CPU")
expect_verdict(check_portable_math "Eigen's" src/stats/fit.cpp "y = x.log().sum();\n" "src/stats/fit.cpp: differs by CPU")
expect_verdict(check_portable_math "Boost's as they come" src/stats/fit.cpp
  "#include <boost/math/special_functions/erf.hpp>\n" "src/stats/fit.cpp: differs by CPU")
expect_verdict(check_portable_math "Boost's on ours" src/stats/fit.cpp
  "#include <boost/math/tools/toms748_solve.hpp>\n#include \"stats/boost_math.hpp\"\n" "")

string(REPEAT "int x;\n" 450 full)
string(REPEAT "int x;\n" 15 full_main)
expect_verdict(check_budgets "450 lines are allowed" tests/core/day_test.cpp "${full}" "")
expect_verdict(check_budgets "451 are not" tests/core/day_test.cpp "${full}int y;\n" "day_test.cpp: 451 lines, expected at most 450")
expect_verdict(check_budgets "15 lines of main are allowed" src/main.cpp "${full_main}" "")
expect_verdict(check_budgets "16 are not" src/main.cpp "${full_main}int y;\n" "src/main.cpp: 16 lines, expected at most 15")
expect_verdict(check_budgets "the cli may print" src/cli/run.cpp "std::cout << 1;\n" "")
expect_verdict(check_budgets "a comment may speak of it" src/csv/reader.cpp "// never std::cout\n" "")
expect_verdict(check_budgets "a layer may not print" src/csv/reader.cpp "std::cerr << 1;\n" "src/csv/reader.cpp: prints")
expect_verdict(check_budgets "nor print the C way" src/csv/reader.cpp "  printf(\"x\");\n" "src/csv/reader.cpp: prints")
expect_verdict(check_budgets "nor exit" src/csv/reader.cpp "  exit(1);\n" "src/csv/reader.cpp: prints")
expect_verdict(check_budgets "nor open files" src/csv/reader.cpp "#include <fstream>\n" "src/csv/reader.cpp: prints")

expect_verdict(check_layout "a unit and its header" src/core/day.cpp "#include \"culprit/core/day.hpp\"\n" "")
expect_verdict(check_layout "a unit of the engine has no header" src/engine/explain.cpp "int x;\n" "")
expect_verdict(check_layout "a stem in two layers" src/csv/rank.hpp "int x;\n"
  "src/engine/rank.cpp: 'rank' is a stem of csv, expected one layer a stem")
expect_verdict(check_layout "a header in both places" src/core/day.hpp "int x;\n"
  "src/core/day.hpp: is in include/culprit, too, expected one header a stem")
expect_verdict(check_layout "a unit without header" src/report/html/page.cpp "int x;\n"
  "src/report/html/page.cpp: has no header")
expect_verdict(check_layout "a library in a public header" include/culprit/stats/fit.hpp "#include <Eigen/Core>\n"
  "include/culprit/stats/fit.hpp: includes <Eigen/Core>, expected the standard library")
expect_verdict(check_layout "a library of C in a public header" include/culprit/csv/gzip.hpp "#include <zlib.h>\n"
  "includes <zlib.h>, expected the standard library")
expect_verdict(check_layout "a private header in a public one" include/culprit/csv/reader.hpp
  "#include \"csv/window.hpp\"\n" "includes \"csv/window.hpp\", expected the standard library")
expect_verdict(check_layout "a public header that is missing" include/culprit/csv/reader.hpp
  "#include \"culprit/csv/window.hpp\"\n" "includes \"culprit/csv/window.hpp\", expected the standard library")
if(FORMATTER)
  expect_verdict(check_format "a formatted file" src/csv/reader.cpp "int x;\n" "")
  expect_verdict(check_format "a file that is not" src/csv/reader.cpp "int  x;\n" "src/csv/reader.cpp:1:")
endif()
file(REMOVE_RECURSE "${SCRATCH}")
