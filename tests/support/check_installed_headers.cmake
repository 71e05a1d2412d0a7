# cmake -DINCLUDE=<prefix/include> -DCOMPILER=<c++> -DSCRATCH=<folder> -P check_installed_headers.cmake
# Compiles each installed header alone, as the only include of a program.
cmake_minimum_required(VERSION 3.25)

file(GLOB_RECURSE headers RELATIVE "${INCLUDE}" "${INCLUDE}/culprit/*")
if(NOT headers)
  message(FATAL_ERROR "no headers under '${INCLUDE}/culprit'; expected an installed tree")
endif()
foreach(header IN LISTS headers)
  file(WRITE "${SCRATCH}/alone.cpp" "#include \"${header}\"\nint main() {}\n")
  execute_process(COMMAND "${COMPILER}" -std=c++20 -fsyntax-only -Wall -Wextra -Wpedantic -Werror
    "-I${INCLUDE}" "${SCRATCH}/alone.cpp" RESULT_VARIABLE code ERROR_VARIABLE said)
  if(NOT code EQUAL 0)
    message(SEND_ERROR "${header} does not compile alone:\n${said}")
  endif()
endforeach()
list(LENGTH headers n_headers)
message(STATUS "${n_headers} headers compiled, each alone")
