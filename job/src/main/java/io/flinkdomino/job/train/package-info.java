/**
 * The command {@code train}: reads conversations and models, runs a training, leaves a model
 * folder.
 *
 * <p>Comes in: checked options. Goes out: a folder that {@code run} and {@code generate} take.
 * Everything happens on the thread that calls; Ctrl-C arrives on another.
 */
@NullMarked
package io.flinkdomino.job.train;

import org.jspecify.annotations.NullMarked;
