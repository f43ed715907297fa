/**
 * Measurements that a person starts, by {@code tests/bench/run.sh NAME}.
 *
 * <p>Comes in: a benchmark's name. Goes out: a table on standard output, and the same with its raw
 * data in {@code docs/benchmarks}. Nothing here ships, and no test depends on a time.
 */
@NullMarked
package io.flinkdomino.bench;

import org.jspecify.annotations.NullMarked;
