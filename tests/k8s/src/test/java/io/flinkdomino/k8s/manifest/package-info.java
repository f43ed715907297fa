/**
 * What a manifest must fulfil before a cluster sees it.
 *
 * <p>Comes in: rendered resources. Goes out: a list of problems, each naming resource, field and
 * value; empty for a sound overlay. Any thread.
 */
@NullMarked
package io.flinkdomino.k8s.manifest;

import org.jspecify.annotations.NullMarked;
