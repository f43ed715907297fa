/**
 * Writes a measurement down so that somebody else can judge and repeat it.
 *
 * <p>Comes in: rows and cells. Goes out: a folder with raw data, and a page that names the machine,
 * the command, the commit and the load.
 */
@NullMarked
package io.flinkdomino.bench.report;

import org.jspecify.annotations.NullMarked;
