/**
 * Draws numbers over numbers, for people.
 *
 * <p>Comes in: a {@link Chart}, panels of series of points. Goes out: the text of an SVG document
 * that needs nothing but itself, the same for the same chart. Any thread.
 */
@NullMarked
package io.flinkdomino.job.chart;

import org.jspecify.annotations.NullMarked;
