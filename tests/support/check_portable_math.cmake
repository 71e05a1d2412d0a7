# cmake -DROOT=<source tree> -P check_portable_math.cmake
# Fails if a file of src or include calls an elementary function of the C library, of Eigen or of
# Boost.Math (but its tools) past stats/boost_math.hpp: their last bits differ by CPU. Those of
# core/math.hpp do not.
cmake_minimum_required(VERSION 3.25)

set(functions "a?(sin|cos|tan)h?|sincos|atan2|exp2?|expm1|log(2|10|1p|b)?|pow|cbrt|hypot|erfc?|[lt]gamma")

file(GLOB_RECURSE sources RELATIVE "${ROOT}" "${ROOT}/include/*.hpp" "${ROOT}/src/*.hpp" "${ROOT}/src/*.cpp")
list(REMOVE_ITEM sources include/culprit/core/math.hpp src/core/math.cpp src/stats/boost_math.hpp)

set(violations)
foreach(source IN LISTS sources)
  file(STRINGS "${ROOT}/${source}" lines
    REGEX "(std|^|[^:a-zA-Z_0-9]):*::(${functions})[lf]? *\\(|\\.(${functions})\\(\\)|include *<boost/math/")
  foreach(line IN LISTS lines)
    string(STRIP "${line}" line)
    if(NOT line MATCHES "^//|<boost/math/tools/")
      list(APPEND violations "${source}: differs by CPU; expected core/math.hpp or stats/boost_math.hpp: ${line}")
    endif()
  endforeach()
endforeach()

if(violations)
  list(JOIN violations "\n  " text)
  message(FATAL_ERROR "functions of the CPU's choice:\n  ${text}")
endif()
list(LENGTH sources n_sources)
message(STATUS "${n_sources} files call portable functions only")
