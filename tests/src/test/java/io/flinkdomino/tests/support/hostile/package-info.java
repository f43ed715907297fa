/**
 * Records that somebody made to break the job, each with what must come of it.
 *
 * <p>What must come of a record follows from how it was built; no parser is asked. The same seed
 * gives the same records.
 */
@NullMarked
package io.flinkdomino.tests.support.hostile;

import org.jspecify.annotations.NullMarked;
