/**
 * Renders {@code k8s/} without kustomize.
 *
 * <p>Comes in: the files of a folder with a {@code kustomization.yaml}. Goes out: its resources.
 * Only the features that the manifests use are known; any other is refused by name. Any thread.
 */
@NullMarked
package io.flinkdomino.k8s.kustomize;

import org.jspecify.annotations.NullMarked;
