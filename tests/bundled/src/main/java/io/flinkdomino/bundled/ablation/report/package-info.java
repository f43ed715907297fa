/**
 * Says what an ablation found.
 *
 * <p>Comes in: the results of trials, of as many as there are. Goes out: a page in Markdown with
 * tables and the published claims beside what was found, and a picture. Any thread.
 */
@NullMarked
package io.flinkdomino.bundled.ablation.report;

import org.jspecify.annotations.NullMarked;
