/**
 * The Dockerfile, read without Docker.
 *
 * <p>Comes in: the Dockerfile and the packaged distribution it copies from. Goes out: its
 * instructions and what they put where. Any thread.
 */
@NullMarked
package io.flinkdomino.k8s.image;

import org.jspecify.annotations.NullMarked;
