# One black-box case: runs the program in a copy of the case's folder and compares what it printed,
# byte by byte, and how it ended. See tests/golden/README.md.
#   cmake -DCULPRIT=<program> -DCASE=<folder> -DSCRATCH=<folder> [-DUPDATE=ON] -P run_golden.cmake
cmake_minimum_required(VERSION 3.25)

foreach(variable CULPRIT CASE SCRATCH)
  if(NOT DEFINED ${variable})
    message(FATAL_ERROR "run_golden.cmake: ${variable} is not set; expected -D${variable}=…")
  endif()
endforeach()

get_filename_component(name "${CASE}" NAME)
set(folder "${SCRATCH}/${name}")
set(actual "${SCRATCH}/${name}.actual")
file(REMOVE_RECURSE "${folder}" "${actual}")
file(COPY "${CASE}/" DESTINATION "${folder}"
  PATTERN args.txt EXCLUDE PATTERN command.sh EXCLUDE PATTERN stdin.txt EXCLUDE
  PATTERN exit_code.txt EXCLUDE PATTERN "expected_*" EXCLUDE)
file(MAKE_DIRECTORY "${folder}" "${actual}")

# What the machine happens to have set must not show.
set(environment "${CMAKE_COMMAND}" -E env --unset=NO_COLOR --unset=TERM --unset=LC_ALL
  LC_ALL=C TZ=Europe/Kyiv "culprit=${CULPRIT}")
if(EXISTS "${CASE}/command.sh")
  set(command sh -u "${CASE}/command.sh")
else()
  file(STRINGS "${CASE}/args.txt" arguments)
  set(command "${CULPRIT}" ${arguments})
endif()
set(input /dev/null)
if(EXISTS "${CASE}/stdin.txt")
  set(input "${CASE}/stdin.txt")
endif()

execute_process(COMMAND ${environment} ${command} WORKING_DIRECTORY "${folder}"
  INPUT_FILE "${input}" OUTPUT_FILE "${actual}/expected_stdout.txt"
  ERROR_FILE "${actual}/expected_stderr.txt" RESULT_VARIABLE exit_code)
file(WRITE "${actual}/exit_code.txt" "${exit_code}\n")

set(compared expected_stdout.txt expected_stderr.txt exit_code.txt)
if(UPDATE)
  # A crash is never what is expected.
  file(STRINGS "${actual}/expected_stderr.txt" crash
    REGEX "Segmentation fault|Aborted|internal error|Sanitizer|Subprocess")
  if(crash)
    message(FATAL_ERROR "${name}: not recorded, the program crashed: ${crash}")
  endif()
  foreach(file IN LISTS compared)
    file(SIZE "${actual}/${file}" size)
    file(REMOVE "${CASE}/${file}")
    if(size GREATER 0)
      file(COPY "${actual}/${file}" DESTINATION "${CASE}")
    endif()
  endforeach()
  return()
endif()

set(differing "")
foreach(file IN LISTS compared)
  set(expected "${CASE}/${file}")
  if(NOT EXISTS "${expected}") # nothing is expected
    set(expected "${actual}/empty")
    file(WRITE "${expected}" "")
  endif()
  execute_process(COMMAND "${CMAKE_COMMAND}" -E compare_files "${expected}" "${actual}/${file}"
    RESULT_VARIABLE differs OUTPUT_QUIET ERROR_QUIET)
  if(differs)
    list(APPEND differing "${file}")
    execute_process(COMMAND diff -u "${expected}" "${actual}/${file}")
  endif()
endforeach()
if(differing)
  message(FATAL_ERROR "${name}: not as expected: ${differing}")
endif()
