package io.flinkdomino.runtime.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The shapes of a draft model: a DFlash backbone, with or without the Domino head.
 *
 * @param configFile where the shapes come from
 * @param transformer the backbone's layers; hidden size and vocabulary are the target's
 * @param blockSize positions of one draft pass: the anchor and masks
 * @param shiftLabel whether the backbone's output at block offset i predicts the token after it, so
 *     that the anchor's own position already gives a draft
 * @param maskTokenId stands for the still unknown positions
 * @param targetLayerIds target layers whose outputs, in this order, are the context features
 * @param targetLayers layers of the target this drafter was trained for
 */
public record DraftSpec(
    Path configFile,
    TransformerSpec transformer,
    int blockSize,
    boolean shiftLabel,
    int maskTokenId,
    List<Integer> targetLayerIds,
    int targetLayers,
    Optional<DominoHeadSpec> dominoHead) {

  public DraftSpec {
    targetLayerIds = List.copyOf(targetLayerIds);
  }

  /**
   * Reads a drafter's shapes.
   *
   * @throws ModelFormatException naming everything that is wrong or not supported
   */
  public static DraftSpec of(ModelFolder folder) {
    return DraftConfig.read(folder);
  }

  /** Draft tokens one block gives at most. */
  public int maxDraftTokens() {
    return maxDraftTokens(blockSize, shiftLabel);
  }

  static int maxDraftTokens(int blockSize, boolean shiftLabel) {
    return shiftLabel ? blockSize : blockSize - 1;
  }

  public boolean hasDominoHead() {
    return dominoHead.isPresent();
  }

  /**
   * Checks that this drafter was made for a target.
   *
   * @throws ModelFormatException naming everything that differs
   */
  public void requireMatches(TargetSpec target) {
    List<String> problems = new ArrayList<>();
    TransformerSpec wanted = target.transformer();
    compare(problems, "hidden_size", transformer.hiddenSize(), wanted.hiddenSize());
    compare(problems, "vocab_size", transformer.vocabSize(), wanted.vocabSize());
    compare(problems, "num_target_layers", targetLayers, wanted.layers());
    if (!problems.isEmpty()) {
      throw new ModelFormatException(problems);
    }
  }

  private void compare(List<String> problems, String key, int draft, int target) {
    if (draft != target) {
      problems.add(
          "%s: %s must be the target model's %d, got %d".formatted(configFile, key, target, draft));
    }
  }
}
