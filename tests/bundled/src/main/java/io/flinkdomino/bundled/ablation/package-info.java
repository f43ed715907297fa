/**
 * Measures the claims of Domino on one target: drafters that differ in one thing learn the same
 * rows in the same steps, then decode the same prompts.
 *
 * <p>Comes in: a target, rows, variants and seeds. Goes out: a JSON file for each trial. Training
 * and decoding are child processes of the launcher, one after another; what was broken off goes on.
 */
@NullMarked
package io.flinkdomino.bundled.ablation;

import org.jspecify.annotations.NullMarked;
