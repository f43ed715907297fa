/**
 * Makes the target's folder without weights: its vocabulary comes from the tasks' own chats.
 *
 * <p>Comes in: a folder's name. Goes out: the folder, the same bytes every time.
 */
@NullMarked
package io.flinkdomino.bundled.tokenizer;

import org.jspecify.annotations.NullMarked;
