/**
 * A schema registry that speaks Confluent's API.
 *
 * <p>Comes in: settings with addresses and the path of a file with secrets. Goes out: schemas by
 * id, and the ids of the schemas that this release writes. Calls block for at most {@link
 * io.flinkdomino.operators.registry.RegistryClient#LIMIT}; the task's mailbox thread makes them.
 */
@NullMarked
package io.flinkdomino.operators.registry;

import org.jspecify.annotations.NullMarked;
