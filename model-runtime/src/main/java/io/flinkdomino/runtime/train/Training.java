package io.flinkdomino.runtime.train;

import io.flinkdomino.runtime.model.WeightLayout;
import io.flinkdomino.runtime.train.data.TokenRow;
import io.flinkdomino.runtime.train.optimizer.AdamW;
import java.util.List;

/** A model that learns: its objective and its optimizer. One thread. */
public interface Training {

  /** Which files hold the optimizer's weights. */
  WeightLayout layout();

  /** Owns the weights. */
  AdamW optimizer();

  /**
   * Computes losses and leaves gradients with the optimizer.
   *
   * @param step counted from 0
   * @param batch what this step learns from
   */
  Measures learn(int step, List<TokenRow> batch);

  /** Computes losses of rows that nothing is learned from. */
  Measures evaluate(List<TokenRow> rows);
}
