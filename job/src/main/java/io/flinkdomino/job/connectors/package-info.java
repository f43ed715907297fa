/**
 * Sources and sinks: Kafka for the streaming job, JSON lines for the bounded one.
 *
 * <p>Comes in: settings. Goes out: Flink sources of {@code InputRecord} and sinks of {@code
 * OutputRecord}. Built on the client, run on task threads.
 */
@NullMarked
package io.flinkdomino.job.connectors;

import org.jspecify.annotations.NullMarked;
