/**
 * Which prompts were being decoded when an attempt of the task died, and what a job puts up with.
 *
 * <p>Comes in: the source positions of prompts about to run, checkpoints, and how prompts end. Goes
 * out: small files that survive the process, the number of fruitless attempts of a prompt, and the
 * reason why a prompt or the job is given up. The threads are named at each method.
 */
@NullMarked
package io.flinkdomino.operators.attempts;

import org.jspecify.annotations.NullMarked;
