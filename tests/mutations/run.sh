#!/usr/bin/env bash
# Shows that tests notice errors: plants each patch of this folder in a throw-away copy of the checkout and expects
# assertions of its tests to fail. Exit status 0 only if all of them turned their tests red.
#
#   tests/mutations/run.sh              all patches
#   tests/mutations/run.sh 05 gru       those whose names contain one of these words
set -euo pipefail

readonly MODULE=model-runtime
readonly CLASSES=$MODULE/target/classes
readonly REPORTS=$MODULE/target/surefire-reports
readonly PARITY=TensorParityTest,DecodeParityTest
readonly LIMIT_SECONDS=600

# What the checkout holds now, uncommitted changes of tracked files included.
copy_checkout() {
  local here root changes
  here=$(cd "$(dirname "$0")" && pwd)
  root=$(git -C "$here" rev-parse --show-toplevel)
  changes=$(git -C "$root" stash create)
  git -C "$root" archive "${changes:-HEAD}" | tar -x -C "$1"
  git -C "$1" init -q # else git apply would look for a repository around the copy
}

maven() {
  timeout "$LIMIT_SECONDS" ./mvnw "${offline[@]}" --batch-mode --quiet -pl "$MODULE" -Dspotless.check.skip=true "$@" \
    >build.log 2>&1
}

compile_all() {
  local goals=(test-compile dependency:build-classpath -DincludeScope=compile "-Dmdep.outputFile=$PWD/classpath")
  offline=(-o)
  maven "${goals[@]}" || { offline=() && maven "${goals[@]}"; }
}

# Takes what a patch changed, now or before, into what is compiled. The build's checks stay out: they might refuse an
# error for its style.
compile_changed() {
  local file sources=()
  while read -r file; do
    if [[ $file == *.java ]]; then
      sources+=("$file")
    else
      cp "$file" "$CLASSES/${file#*/resources/}"
    fi
  done < <(git apply --numstat "$1" | cut -f 3)
  [[ ${#sources[@]} -eq 0 ]] ||
    javac -nowarn -proc:none -cp "$CLASSES:$(<classpath)" -d "$CLASSES" "${sources[@]}" >build.log 2>&1
}

# The classes that must notice a patch: those that its line "Tests:" names, otherwise the parity tests.
tests_of() {
  local named
  named=$(sed -n 's/^Tests: //p' "$1")
  echo "${named:-$PARITY}"
}

run_tests() {
  rm -rf "$REPORTS"
  maven surefire:test -Dtest="$1"
}

# An attribute (tests, failures, errors) of the report on one class.
count() {
  local report
  for report in "$REPORTS"/TEST-*."$2".xml; do
    if [[ -f $report && $(<"$report") =~ \<testsuite\ [^\>]*\ $1=\"([0-9]+)\" ]]; then
      echo "${BASH_REMATCH[1]}"
      return
    fi
  done
  echo 0
}

# Only failed assertions count: a program that does not compile or run is an error of the patch.
verdict() {
  local class run=0 failures=0 errors=0 expected=0
  for class in ${1//,/ }; do
    run=$((run + $(count tests "$class")))
    failures=$((failures + $(count failures "$class")))
    errors=$((errors + $(count errors "$class")))
    expected=$((expected + all_tests[$class]))
  done
  if [[ $run -eq 0 ]]; then
    echo "NOT RUN"
  elif [[ $run -ne $expected ]]; then
    echo "NOT ALL RUN"
  elif [[ $failures -gt 0 ]]; then
    echo "RED"
  elif [[ $errors -gt 0 ]]; then
    echo "ERRORS ONLY"
  else
    echo "STILL GREEN"
  fi
}

# How many tests of each class are red: "TensorParityTest 16/25, DecodeParityTest 13/27".
red_of() {
  local class red=
  for class in ${1//,/ }; do
    red+="${red:+, }$class $(($(count failures "$class") + $(count errors "$class")))/$(count tests "$class")"
  done
  echo "$red"
}

wanted() {
  local word
  [[ $# -eq 1 ]] && return 0
  for word in "${@:2}"; do
    [[ $1 == *"$word"* ]] && return 0
  done
  return 1
}

# Counts the tests of all classes that the patches name. They must be green before errors are planted.
run_without_errors() {
  local class tests total=0
  tests=$(for patch in "$@"; do tests_of "$patch"; done | tr , '\n' | sort -u)
  if ! run_tests "$(paste -sd , <<<"$tests")"; then
    tail -n 40 build.log >&2
    return 1
  fi
  for class in $tests; do
    all_tests[$class]=$(count tests "$class")
    if [[ ${all_tests[$class]} -eq 0 ]]; then
      echo "There is no test $class." >&2
      return 1
    fi
    total=$((total + all_tests[$class]))
  done
  printf 'Without errors: %s tests, all green\n\n' "$total"
}

plant() {
  local tests
  tests=$(tests_of "$1")
  if ! git apply "$1" 2>build.log; then
    result="DOES NOT APPLY"
    return
  fi
  if compile_changed "$1"; then
    run_tests "$tests" || true
    result=$(verdict "$tests")
    red=$(red_of "$tests")
  else
    result="NOT COMPILED"
  fi
  git apply -R "$1"
  compile_changed "$1"
}

main() {
  local patches name result red patch unnoticed=0 chosen=()
  declare -A all_tests
  patches=$(cd "$(dirname "$0")" && pwd)
  for patch in "$patches"/*.patch; do
    ! wanted "$(basename "$patch" .patch)" "$@" || chosen+=("$patch")
  done
  if [[ ${#chosen[@]} -eq 0 ]]; then
    echo "No patch has one of these words in its name: $*" >&2
    return 1
  fi
  copy=$(mktemp -d)
  trap 'rm -rf "$copy"' EXIT
  copy_checkout "$copy"
  cd "$copy"
  compile_all
  run_without_errors "${chosen[@]}"

  printf '%-36s %-14s %s\n' MUTATION RESULT "RED TESTS"
  for patch in "${chosen[@]}"; do
    name=$(basename "$patch" .patch)
    red=
    plant "$patch"
    printf '%-36s %-14s %s\n' "$name" "$result" "$red"
    [[ $result == RED ]] || unnoticed=$((unnoticed + 1))
  done
  printf '\n%s of %s turned their tests red\n' "$((${#chosen[@]} - unnoticed))" "${#chosen[@]}"
  [[ $unnoticed -eq 0 ]]
}

main "$@"
