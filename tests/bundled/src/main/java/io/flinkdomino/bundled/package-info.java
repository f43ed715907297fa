/**
 * What the bundled model pair is trained on and judged by, each a command of {@code
 * tests/bundled/run.sh}.
 *
 * <p>Comes in: a command. Goes out: chats, prompts, a target folder without weights, a verdict, or
 * a comparison of drafters. Nothing here ships; the trained pair does.
 */
@NullMarked
package io.flinkdomino.bundled;

import org.jspecify.annotations.NullMarked;
