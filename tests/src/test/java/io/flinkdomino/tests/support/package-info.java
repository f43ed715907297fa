/**
 * What the end-to-end tests share: a broker, prompts to send, a job to run, its outputs to read.
 */
@NullMarked
package io.flinkdomino.tests.support;

import org.jspecify.annotations.NullMarked;
