/**
 * The manifests in {@code k8s/}, held against everything that will read them.
 *
 * <p>Comes in: the manifests, the packaged job, the operator's artifacts. Goes out: nothing. The
 * operator and its old Flink client are on the class path; Flink 2.3 is in child JVMs or behind a
 * class loader of its own.
 */
@NullMarked
package io.flinkdomino.k8s;

import org.jspecify.annotations.NullMarked;
