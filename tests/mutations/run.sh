#!/usr/bin/env bash
# Shows that the parity tests notice errors: plants each patch of this folder in a throw-away copy of the checkout and
# expects assertions to fail. Exit status 0 only if all of them turned the tests red.
#
#   tests/mutations/run.sh              all patches
#   tests/mutations/run.sh 05 gru       those whose names contain one of these words
set -euo pipefail

readonly MODULE=model-runtime
readonly TESTS=TensorParityTest,DecodeParityTest
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

run_tests() {
  rm -rf "$MODULE/target/surefire-reports"
  status=0
  maven test -Dtest="$TESTS" || status=$?
}

# Sum of an attribute (tests, failures, errors) over the reports of all test classes, or of one.
count() {
  local total=0 report
  for report in "$MODULE"/target/surefire-reports/TEST-*"${2:-}".xml; do
    if [[ -f $report && $(<"$report") =~ \<testsuite\ [^\>]*\ $1=\"([0-9]+)\" ]]; then
      total=$((total + BASH_REMATCH[1]))
    fi
  done
  echo "$total"
}

# Only failed assertions count: a program that does not compile or run is an error of the patch.
verdict() {
  if [[ $(count tests) -eq 0 ]]; then
    echo "NOT RUN"
  elif [[ $(count tests) -ne $all_tests ]]; then
    echo "NOT ALL RUN (status $status)"
  elif [[ $(count failures) -gt 0 ]]; then
    echo "RED"
  elif [[ $(count errors) -gt 0 ]]; then
    echo "ERRORS ONLY"
  else
    echo "STILL GREEN"
  fi
}

red_of() {
  echo "$(($(count failures "$1") + $(count errors "$1")))/$(count tests "$1")"
}

wanted() {
  local word
  [[ $# -eq 1 ]] && return 0
  for word in "${@:2}"; do
    [[ $1 == *"$word"* ]] && return 0
  done
  return 1
}

main() {
  local patches name result unnoticed=0 tried=0
  patches=$(cd "$(dirname "$0")" && pwd)
  copy=$(mktemp -d)
  trap 'rm -rf "$copy"' EXIT
  copy_checkout "$copy"
  cd "$copy"

  offline=(-o)
  maven test-compile || offline=()
  run_tests
  all_tests=$(count tests)
  if [[ $status -ne 0 || $all_tests -eq 0 ]]; then
    tail -n 40 build.log
    echo "The tests must be green before errors are planted." >&2
    exit 1
  fi

  printf 'Without errors: %s tests, all green\n\n' "$all_tests"
  printf '%-32s %-12s %8s %8s\n' MUTATION RESULT TENSORS TOKENS
  for patch in "$patches"/*.patch; do
    name=$(basename "$patch" .patch)
    wanted "$name" "$@" || continue
    tried=$((tried + 1))
    if git apply "$patch" 2>build.log; then
      run_tests
      result=$(verdict)
      printf '%-32s %-12s %8s %8s\n' "$name" "$result" "$(red_of TensorParityTest)" "$(red_of DecodeParityTest)"
      git apply -R "$patch"
    else
      result="DOES NOT APPLY"
      printf '%-32s %-12s\n' "$name" "$result"
    fi
    [[ $result == RED ]] || unnoticed=$((unnoticed + 1))
  done
  printf '\n%s of %s turned the tests red\n' "$((tried - unnoticed))" "$tried"
  [[ $tried -gt 0 && $unnoticed -eq 0 ]]
}

main "$@"
