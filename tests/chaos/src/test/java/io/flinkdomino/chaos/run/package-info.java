/** One rule a class: what counts as lost, doubled, decoded again. */
@NullMarked
package io.flinkdomino.chaos.run;

import org.jspecify.annotations.NullMarked;
