/**
 * The real operator on the manifests, with a mock of the API server.
 *
 * <p>Comes in: rendered resources. Goes out: what the operator made of them. The operator has
 * threads of its own.
 */
@NullMarked
package io.flinkdomino.k8s.operator;

import org.jspecify.annotations.NullMarked;
