package io.flinkdomino.runtime.train.optimizer;

/**
 * How AdamW updates.
 *
 * @param beta1 decay of the mean of gradients
 * @param beta2 decay of the mean of squared gradients
 * @param epsilon added to the root of the latter
 * @param weightDecay share of each weight, norms included, that an update at learning rate 1 takes
 * @param clipNorm global norm that gradients are scaled down to
 */
public record AdamWSettings(
    double beta1, double beta2, double epsilon, double weightDecay, double clipNorm) {}
