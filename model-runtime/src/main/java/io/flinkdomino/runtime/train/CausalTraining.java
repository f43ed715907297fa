package io.flinkdomino.runtime.train;

import io.flinkdomino.runtime.model.TargetModel;
import io.flinkdomino.runtime.model.WeightLayout;
import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.train.data.TokenRow;
import io.flinkdomino.runtime.train.objective.CausalObjective;
import io.flinkdomino.runtime.train.objective.CausalSums;
import io.flinkdomino.runtime.train.objective.TokenBatch;
import io.flinkdomino.runtime.train.optimizer.AdamW;
import io.flinkdomino.runtime.train.optimizer.AdamWSettings;
import java.util.ArrayList;
import java.util.List;

/** A causal language model that learns what comes next. */
public final class CausalTraining implements Training {

  private final TensorScope scope;
  private final WeightLayout layout;
  private final AdamW optimizer;
  private final CausalObjective objective;
  private final int passRows;

  /**
   * Prepares a training.
   *
   * @param scope owns all tensors of the training
   * @param model whose weights it starts from
   * @param passRows rows that go through the model at once
   * @param mixed whether matrices are multiplied in bfloat16
   */
  public CausalTraining(
      TensorScope scope, TargetModel model, int passRows, boolean mixed, AdamWSettings optimizer) {
    this.scope = scope;
    this.layout = WeightLayout.of(model.spec());
    // A tied output head learns as the embedding that it is, once.
    this.optimizer = new AdamW(scope, layout.stored(model.weights()), optimizer);
    this.objective = new CausalObjective(scope, model, mixed);
    this.passRows = passRows;
  }

  @Override
  public WeightLayout layout() {
    return layout;
  }

  @Override
  public AdamW optimizer() {
    return optimizer;
  }

  @Override
  public Measures learn(int step, List<TokenRow> batch) {
    return measures(objective.accumulate(optimizer, scope, parts(batch)));
  }

  @Override
  public Measures evaluate(List<TokenRow> rows) {
    return measures(
        parts(rows).stream()
            .map(part -> objective.evaluate(scope, optimizer.weights(), part))
            .reduce(CausalSums.NONE, CausalSums::plus));
  }

  private static Measures measures(CausalSums sums) {
    return Measures.none().with("loss", sums.loss()).with("accuracy", sums.accuracy());
  }

  private List<TokenBatch> parts(List<TokenRow> rows) {
    List<TokenBatch> parts = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += passRows) {
      parts.add(new TokenBatch(rows.subList(from, Math.min(rows.size(), from + passRows))));
    }
    return parts;
  }
}
