/**
 * The chaos run: faults one after another, each while sequences are in the middle of a generation.
 *
 * <p>Comes in: how many faults. Goes out: a line for each, and whether the law held over all of
 * them.
 */
@NullMarked
package io.flinkdomino.chaos.run;

import org.jspecify.annotations.NullMarked;
