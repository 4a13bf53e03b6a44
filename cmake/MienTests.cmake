# mien_test(NAME SOURCES file.cpp... [LIBS target...] [SANITIZE asan tsan]) makes and registers one QtTest executable,
# run without a display. SANITIZE names the presets that run it a second time; nothing that links libtorch may say tsan,
# for ThreadSanitizer can't see into it.
find_package(Qt6 6.4 REQUIRED COMPONENTS Test)

foreach(preset asan tsan)
  add_custom_target(tests_${preset})
endforeach()

# The longest, longest first: begun late, one of them would end alone, with the other cores idle. What a former run took
# says the same of the others, where there was one.
set(_mien_long_tests same_verdict_test guard_cli_test network_test test_window resume_test cli_test judging_trainer_test
  tamper_test models_cli_test film_stop_cli_test export_test film_test saved_faces_cli_test outputs_test
  coding_memory_test join_cli_test film_cli_test fault_test batch_cli_test test_autosave_kill generate_cli_test
  evaluate_test)

function(mien_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LIBS;SANITIZE")
  add_executable(${name} ${arg_SOURCES})
  set_target_properties(${name} PROPERTIES AUTOMOC ON)
  target_link_libraries(${name} PRIVATE mien_flags Qt6::Test ${arg_LIBS})
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES TIMEOUT 300 LABELS "${arg_SANITIZE}"
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;QT_QUICK_BACKEND=software;LC_ALL=C.UTF-8;MIEN_DATA=${CMAKE_CURRENT_BINARY_DIR}/${name}-data;MIEN_STATE=${CMAKE_CURRENT_BINARY_DIR}/${name}-state;TSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/tsan.supp")
  list(FIND _mien_long_tests ${name} place)
  if(NOT place EQUAL -1)
    math(EXPR cost "1000 - ${place}")
    set_tests_properties(${name} PROPERTIES COST ${cost})
  endif()
  foreach(preset ${arg_SANITIZE})
    add_dependencies(tests_${preset} ${name})
  endforeach()
endfunction()
