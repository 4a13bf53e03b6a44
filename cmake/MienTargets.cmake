# Flags that every target of ours carries; third-party headers come in as SYSTEM and stay silent.
add_library(mien_flags INTERFACE)
target_compile_options(mien_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wno-missing-field-initializers)
if(MIEN_WERROR)
  target_compile_options(mien_flags INTERFACE -Werror)
endif()
if(MIEN_SANITIZE)
  target_compile_options(mien_flags INTERFACE -fsanitize=${MIEN_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(mien_flags INTERFACE -fsanitize=${MIEN_SANITIZE})
endif()
target_include_directories(mien_flags INTERFACE ${CMAKE_SOURCE_DIR})

# mien_library(NAME SOURCES... ) makes the static library mien_NAME with our flags.
function(mien_library name)
  add_library(mien_${name} STATIC ${ARGN})
  target_link_libraries(mien_${name} PUBLIC mien_flags)
endfunction()
