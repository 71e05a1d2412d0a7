# cmake -DROOT=<source tree> -DFORMATTER=<clang-format 14> -P check_format.cmake
# Fails if a C++ file is not as the formatter leaves it.
cmake_minimum_required(VERSION 3.25)

set(sources)
foreach(folder include src tests tools examples)
  file(GLOB_RECURSE found "${ROOT}/${folder}/*.hpp" "${ROOT}/${folder}/*.cpp")
  list(APPEND sources ${found})
endforeach()
if(NOT sources)
  message(FATAL_ERROR "no sources under '${ROOT}'; expected include, src, tests, tools and examples")
endif()
execute_process(COMMAND "${FORMATTER}" --dry-run -Werror ${sources} RESULT_VARIABLE code ERROR_VARIABLE said)
if(NOT code EQUAL 0)
  message(FATAL_ERROR "not formatted; expected what clang-format-14 -i leaves:\n${said}")
endif()
list(LENGTH sources n_sources)
message(STATUS "${n_sources} files are formatted")
