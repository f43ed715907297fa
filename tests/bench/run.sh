#!/usr/bin/env bash
# Builds what is missing, then runs a benchmark: tests/bench/run.sh engine. tests/bench/README.md lists them.
#
# JAVA_HOME chooses the JDK, JAVA_OPTS adds JVM flags.
set -euo pipefail
cd "$(dirname "$0")/../.."

if [[ $# -eq 0 ]]; then
  grep -o 'tests/bench/run.sh [^`]*' tests/bench/README.md >&2
  exit 2
fi

./mvnw --batch-mode --quiet -pl tests/bench -am -Dmaven.test.skip=true -Dspotless.check.skip=true package >&2
flags=()
if [[ $1 == memory ]]; then
  # Else the heap and malloc's arenas grow for reasons of their own.
  export MALLOC_ARENA_MAX=2
  flags+=(-XX:+AlwaysPreTouch)
fi
if [[ $1 == job ]]; then
  # What bin/flink-domino passes; and one thread within an operator on both sides.
  flags+=(-XX:ActiveProcessorCount=1)
  for package in lang lang.reflect io net nio text time util util.concurrent util.concurrent.atomic; do
    flags+=("--add-opens=java.base/java.$package=ALL-UNNAMED")
  done
fi
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
# shellcheck disable=SC2086 # JAVA_OPTS holds several words
exec "$java" -Xms1g -Xmx1g -XX:+UseSerialGC -Dai.djl.offline=true -DOPT_OUT_TRACKING=true \
  ${flags[@]+"${flags[@]}"} ${JAVA_OPTS:-} \
  -cp 'tests/bench/target/lib/*' io.flinkdomino.bench.Benchmarks "$@"
