/**
 * The command line: options in, one class for each command.
 *
 * <p>Exit code 0: done, 1: failed, or answers below the wanted share, 2: wrong options.
 */
@NullMarked
package io.flinkdomino.bundled.commands;

import org.jspecify.annotations.NullMarked;
