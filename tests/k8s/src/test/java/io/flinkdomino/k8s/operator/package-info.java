/**
 * The real operator on the manifests, with a mock of the API server and child JVMs for pods.
 *
 * <p>Comes in: rendered resources. Goes out: what the operator made of them, and what a real Flink
 * cluster, started from that, answered. The operator has threads of its own, the kubelet one.
 */
@NullMarked
package io.flinkdomino.k8s.operator;

import org.jspecify.annotations.NullMarked;
