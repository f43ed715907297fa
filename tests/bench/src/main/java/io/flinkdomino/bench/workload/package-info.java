/**
 * What is decoded, and by what: the prompts, and the variants that are compared.
 *
 * <p>Comes in: the files of the checkout. Goes out: encoded prompts, models, engine settings.
 */
@NullMarked
package io.flinkdomino.bench.workload;

import org.jspecify.annotations.NullMarked;
