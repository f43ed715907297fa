/**
 * What both models remember between steps.
 *
 * <p>Comes in: shapes and a memory budget. Goes out: cache tensors with a slot for every sequence
 * that may run at once. The programs write them in place; engine thread only.
 */
@NullMarked
package io.flinkdomino.runtime.kvcache;

import org.jspecify.annotations.NullMarked;
