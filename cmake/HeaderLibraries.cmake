# nlohmann-json, CLI11 and expected are headers alone. A machine that has only libtorch and CMake takes copies of their
# folders (nlohmann, CLI, tl) by MIEN_HEADERS.
set(MIEN_HEADERS "" CACHE PATH "Folder with copies of nlohmann/, CLI/ and tl/; empty: the installed packages")
if(MIEN_HEADERS)
  foreach(_target nlohmann_json::nlohmann_json CLI11::CLI11)
    add_library(${_target} INTERFACE IMPORTED GLOBAL)
  endforeach()
  target_include_directories(mien_flags SYSTEM INTERFACE ${MIEN_HEADERS})
else()
  find_package(nlohmann_json 3.11 REQUIRED GLOBAL)
  find_package(CLI11 REQUIRED GLOBAL)
endif()
