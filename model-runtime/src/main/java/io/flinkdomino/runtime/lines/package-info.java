/**
 * Text files of one JSON object a line, as people give them.
 *
 * <p>Comes in: a file and the longest line to read whole. Goes out: lines with their numbers, in
 * bounded memory. The thread that opens a file reads it.
 */
@NullMarked
package io.flinkdomino.runtime.lines;

import org.jspecify.annotations.NullMarked;
