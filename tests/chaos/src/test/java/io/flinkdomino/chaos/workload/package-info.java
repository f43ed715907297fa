/** What counts as the target's own tokens. */
@NullMarked
package io.flinkdomino.chaos.workload;

import org.jspecify.annotations.NullMarked;
