/** What a user sees: prompts into a real Kafka, completions, metrics and dead letters out of it. */
@NullMarked
package io.flinkdomino.tests.e2e;

import org.jspecify.annotations.NullMarked;
