package io.flinkdomino.job.train;

import io.flinkdomino.job.options.TrainData;
import io.flinkdomino.job.options.TrainKind;
import io.flinkdomino.job.options.TrainSchedule;
import io.flinkdomino.job.options.TrainSettings;
import io.flinkdomino.job.options.WeightType;
import io.flinkdomino.runtime.model.DraftSpec;
import io.flinkdomino.runtime.model.ModelFolder;
import io.flinkdomino.runtime.model.TargetSpec;
import io.flinkdomino.runtime.model.TransformerSpec;
import io.flinkdomino.runtime.model.WeightEntry;
import io.flinkdomino.runtime.model.WeightLayout;
import io.flinkdomino.runtime.train.data.TrainingSet;
import io.flinkdomino.runtime.train.run.TrainingSettings;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a model card says of a model's shapes, of its data and of how it was trained. */
final class CardFacts {

  private final TrainSettings settings;

  CardFacts(TrainSettings settings) {
    this.settings = settings;
  }

  private TrainKind kind() {
    return settings.model().kind();
  }

  /**
   * Shapes and parameters.
   *
   * @param shapes the folder that says them
   */
  String model(ModelFolder shapes, WeightLayout layout) {
    MarkdownTable table = new MarkdownTable("model", "");
    long parameters = layout.stored().stream().mapToLong(CardFacts::elements).sum();
    table.row("kind", kind().toString()).row("parameters", count(parameters));
    if (kind() != TrainKind.TARGET) {
      table.row("target", "`" + settings.model().model().getFileName() + "`");
    }
    boolean halved = settings.model().weightType() == WeightType.BFLOAT16;
    table.row("weights stored as", halved ? "bfloat16" : "float32");
    if (kind().isBlock()) {
      DraftSpec draft = DraftSpec.of(shapes);
      addShapes(table, draft.transformer());
      addBlock(table, draft);
    } else {
      TargetSpec causal = TargetSpec.of(shapes);
      addShapes(table, causal.transformer());
      table.row("longest sequence", count(causal.maxPositions()) + " tokens");
    }
    return table.toString();
  }

  private static long elements(WeightEntry entry) {
    return entry.shape().elements();
  }

  private static void addShapes(MarkdownTable table, TransformerSpec shapes) {
    table
        .row("layers", count(shapes.layers()))
        .row("hidden size", count(shapes.hiddenSize()))
        .row("intermediate size", count(shapes.intermediateSize()))
        .row("heads", "%d, %d for keys and values".formatted(shapes.heads(), shapes.kvHeads()))
        .row("head size", count(shapes.headDim()))
        .row("vocabulary", count(shapes.vocabSize()));
  }

  private static void addBlock(MarkdownTable table, DraftSpec draft) {
    table
        .row("block size", count(draft.blockSize()))
        .row("most draft tokens", count(draft.maxDraftTokens()))
        .row("mask token id", Integer.toString(draft.maskTokenId()))
        .row("layers of the target", count(draft.targetLayers()))
        .row(
            "context features after layers",
            draft.targetLayerIds().stream().map(String::valueOf).collect(Collectors.joining(", ")));
    draft
        .dominoHead()
        .ifPresent(
            head ->
                table
                    .row("head, state size", count(head.gruHiddenSize()))
                    .row("head, embedding size", count(head.embeddingSize()))
                    .row("drafts by base logits alone", count(head.pureDraftPrefix())));
  }

  /** Files by their names, rows and tokens. */
  String data(Conversations conversations) {
    TrainData data = settings.data();
    MarkdownTable table = new MarkdownTable("data", "file", "rows", "tokens", "lines left out");
    addFile(table, "learned from", data.input(), conversations.train());
    data.heldOut().ifPresent(file -> addFile(table, "held out", file, conversations.heldOut()));
    return table.toString();
  }

  private static void addFile(MarkdownTable table, String role, Path file, TrainingSet set) {
    table.row(
        role,
        "`" + file.getFileName() + "`",
        count(set.rows().size()),
        count(set.tokens()),
        count(set.problems().size()));
  }

  /**
   * Steps, batches and rates.
   *
   * @param rows learned from
   */
  String training(TrainingSettings plan, int rows) {
    TrainSchedule schedule = settings.schedule();
    double epochs = (double) plan.steps() * plan.batchRows() / rows;
    MarkdownTable table =
        new MarkdownTable("training", "")
            .row("steps", count(plan.steps()))
            .row("epochs", String.format(Locale.ROOT, "%.1f", epochs))
            .row("rows a batch", count(plan.batchRows()));
    addOptimizer(table, schedule);
    if (kind().isBlock()) {
      table
          .row("anchors a row", "at most " + count(schedule.anchors()))
          .row("gamma", Double.toString(schedule.gamma()))
          .row("decay ratio", Double.toString(schedule.decayRatio()));
    }
    return table
        .row("mixed precision", schedule.mixed() ? "yes, bfloat16" : "no, float32")
        .row("seed", Long.toString(schedule.seed()))
        .toString();
  }

  private static void addOptimizer(MarkdownTable table, TrainSchedule schedule) {
    table
        .row(
            "optimizer",
            "AdamW, weight decay %s, gradients clipped at norm %s"
                .formatted(schedule.weightDecay(), schedule.clipNorm()))
        .row(
            "learning rate",
            "%s after a warm-up over %s of the steps, then along a cosine to 0"
                .formatted(schedule.learningRate(), schedule.warmUp()));
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
