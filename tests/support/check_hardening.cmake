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
  "__[a-z_]+_chk@" "checked copies of the C library")
while(wanted)
  list(POP_FRONT wanted pattern what)
  if(NOT facts MATCHES "${pattern}")
    list(APPEND missing "${what}")
  endif()
endwhile()
# The note of checked jumps is lost in the C library's start files, which lack it in Debian 12: the
# first instruction of main tells.
if(facts MATCHES "X86-64")
  execute_process(COMMAND objdump --disassemble=main "${PROGRAM}"
    OUTPUT_VARIABLE code COMMAND_ERROR_IS_FATAL ANY)
  if(NOT code MATCHES "<main>:\n[^\n]*endbr64")
    list(APPEND missing "checked jumps")
  endif()
endif()
if(missing)
  list(JOIN missing ", " missing)
  message(FATAL_ERROR "${PROGRAM} lacks: ${missing}")
endif()
