# cmake -DPROGRAM=<the shipped program> -P check_hardening.cmake
# Fails unless readelf shows that its addresses are drawn anew at each start, its tables are written
# before it starts and never again, and its stack, copies and jumps are checked.
cmake_minimum_required(VERSION 3.25)

if(NOT EXISTS "${PROGRAM}")
  execute_process(COMMAND ${CMAKE_COMMAND} -E echo "skipped: ${PROGRAM} is not built")
  return()
endif()
execute_process(
  COMMAND readelf --wide --file-header --segments --dynamic --notes --symbols "${PROGRAM}"
  OUTPUT_VARIABLE facts COMMAND_ERROR_IS_FATAL ANY)
set(wanted
  "Type: +DYN" "position-independent"
  "GNU_RELRO" "read-only tables"
  "FLAGS.*NOW" "binding before the start"
  "__stack_chk_fail" "stack protector"
  "__[a-z_]+_chk@" "checked copies of the C library"
  "__glibcxx_assert_fail" "checked subscripts of the C++ library")
if(CMAKE_HOST_SYSTEM_PROCESSOR MATCHES "x86_64" OR facts MATCHES "X86-64")
  list(APPEND wanted "x86 feature: IBT, SHSTK" "checked jumps")
endif()
while(wanted)
  list(POP_FRONT wanted pattern what)
  if(NOT facts MATCHES "${pattern}")
    list(APPEND missing "${what}")
  endif()
endwhile()
if(missing)
  list(JOIN missing ", " missing)
  message(FATAL_ERROR "${PROGRAM} lacks: ${missing}")
endif()
