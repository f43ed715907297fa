/** Pictures how much faster drafters make each task, from what {@code evaluate} measured. */
@NullMarked
package io.flinkdomino.bundled.speed;

import org.jspecify.annotations.NullMarked;
