# shellcheck shell=bash disable=SC2154
# Sourced by ./dev: style, lint and tests.

sources() { git ls-files -- '*.h' '*.cpp'; }

check_format() { sources | xargs clang-format --dry-run --Werror; }

# What CMake's all_qmllint does, but one process a file: over many, that of Qt 6.4 crashes or not by where its memory
# lies.
check_qml() {
  local lint
  lint=$(qtpaths6 --query QT_INSTALL_BINS)/qmllint
  git ls-files -- 'qml/*.qml' | xargs -P "$(jobs)" -n 1 "$lint" --bare -I build/dev/qml_modules \
    -I "$(qtpaths6 --query QT_INSTALL_QML)" --resource build/dev/qml/.rcc/qmake_Mien.qrc \
    --resource build/dev/qml/.rcc/mien_qml_raw_qml_0.qrc
}

passed=0
failed=0

# run_tests PRESET ARGS…: shows ctest's own output and adds up its summary.
run_tests() {
  local preset=$1 log=$logs/test-$1.log summary
  shift
  say "Testing $preset"
  ctest --preset "$preset" --no-label-summary --timeout 600 "$@" 2>&1 | tee "$log" || true
  summary=$(grep -E '[0-9]+ tests? failed out of [0-9]+' "$log") ||
    die "ctest ran no test in preset $preset. The whole output is in $log."
  local out_of=${summary##* } bad
  bad=$(sed -E 's/.* ([0-9]+) tests? failed.*/\1/' <<<"$summary")
  failed=$((failed + bad))
  passed=$((passed + out_of - bad))
}

run_all_tests() {
  local preset
  # Tests run beside each other: OpenMP's threads that spin while they wait would take the others' cores.
  export OMP_WAIT_POLICY=passive
  step "Checking the format" format check_format
  build dev all
  run_tests dev -j "$(nproc)"
  for preset in asan tsan; do
    build "$preset" "tests_$preset"
    run_tests "$preset" -L "$preset" -j "$(nproc)"
  done
  build engine-dev mien-train  # what a machine with libtorch alone builds
  step "Linting C++ (files that changed)" clang-tidy packaging/dev/tidy.py build/dev
  step "Linting QML" qmllint check_qml
  echo "$passed passed, $failed failed"
  ((failed == 0))
}
