package io.flinkdomino.job.train;

import io.flinkdomino.job.options.TrainKind;
import io.flinkdomino.job.options.TrainSettings;
import io.flinkdomino.runtime.model.ModelFolder;
import io.flinkdomino.runtime.model.WeightLayout;
import io.flinkdomino.runtime.train.run.TrainingHistory;
import io.flinkdomino.runtime.train.run.TrainingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The {@code README.md} of a trained model, as Hugging Face shows it. It names files, but not where
 * they lie.
 *
 * @param shapes the folder whose {@code config.json} says the model's
 */
record ModelCard(
    TrainSettings settings,
    ModelFolder shapes,
    Conversations data,
    TrainingSettings plan,
    WeightLayout layout,
    TrainingHistory history) {

  private static final String FILE = "README.md";

  private static final String LENGTHS =
      """
      Losses are cross-entropies in nats; a label counts the less, the further back in its block it lies. An acceptance
      length is the number of tokens that one verification adds, the target's own included: 1 + the drafts before the first
      wrong one, each block behind the true text, mean over blocks. Base logits draft all tokens at once; final ones are
      those after the Domino head's correction, where the model has that head.
      """;

  private static final String PLAIN =
      "The loss is the mean cross-entropy in nats; the accuracy is the share of tokens with the highest score.\n";

  /**
   * Writes the card into a folder.
   *
   * @throws IOException if that fails
   */
  void write(Path folder) throws IOException {
    Files.writeString(folder.resolve(FILE), text());
  }

  String text() {
    CardFacts facts = new CardFacts(settings);
    TrainKind kind = settings.model().kind();
    return String.join(
        "\n",
        frontMatter(kind),
        "# " + title(kind) + "\n",
        introduction(kind),
        facts.model(shapes, layout),
        "## Use\n",
        use(kind),
        "## Data\n",
        facts.data(data),
        "## Training\n",
        facts.training(plan, data.train().rows().size()),
        "![Learning curve](" + LearningCurve.FILE + ")\n",
        "## Results\n",
        new CardResults(history).tables() + (kind.isBlock() ? LENGTHS : PLAIN));
  }

  private static String frontMatter(TrainKind kind) {
    String head =
        switch (kind) {
          case DOMINO, DFLASH ->
              "library_name: flink-domino\ntags:\n- speculative-decoding\n- draft-model\n- " + kind;
          case AUTOREGRESSIVE ->
              "library_name: transformers\npipeline_tag: text-generation\ntags:\n"
                  + "- speculative-decoding\n- draft-model";
          case TARGET ->
              "library_name: transformers\npipeline_tag: text-generation\ntags:\n- text-generation";
        };
    return "---\n" + head + "\n- qwen3\n- flink-domino\n---\n";
  }

  private static String title(TrainKind kind) {
    return switch (kind) {
      case DOMINO -> "Domino draft model";
      case DFLASH -> "DFlash draft model";
      case AUTOREGRESSIVE -> "Autoregressive draft model";
      case TARGET -> "Causal language model";
    };
  }

  private static String introduction(TrainKind kind) {
    String what =
        switch (kind) {
          case DOMINO ->
              "Drafts blocks of tokens for the target that it was trained for: a DFlash backbone with the Domino head.";
          case DFLASH ->
              "Drafts blocks of tokens for the target that it was trained for: a DFlash backbone.";
          case AUTOREGRESSIVE ->
              "Drafts token by token for any target of its tokenizer; a language model of its own.";
          case TARGET -> "A Qwen3 language model, to generate with or to draft for.";
        };
    return what + " Made by `flink-domino train`.\n";
  }

  private static String use(TrainKind kind) {
    String models =
        kind == TrainKind.TARGET ? "--model THIS_FOLDER" : "--model TARGET --draft THIS_FOLDER";
    return "    ./flink-domino generate %s --input prompts.jsonl --output out\n".formatted(models)
        + "    ./flink-domino run %s --bootstrap-servers localhost:9092\n".formatted(models);
  }
}
