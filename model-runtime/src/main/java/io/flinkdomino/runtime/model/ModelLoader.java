package io.flinkdomino.runtime.model;

import io.flinkdomino.runtime.prompt.ChatTemplate;
import io.flinkdomino.runtime.prompt.SpecialTokens;
import io.flinkdomino.runtime.prompt.Tokenizer;
import io.flinkdomino.runtime.prompt.template.TemplateException;
import io.flinkdomino.runtime.torch.ElementType;
import io.flinkdomino.runtime.torch.TensorScope;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads model folders onto a device. */
public final class ModelLoader {

  private static final Logger LOG = LoggerFactory.getLogger(ModelLoader.class);

  private ModelLoader() {}

  /**
   * Loads what a source names.
   *
   * @param scope owns the weights
   * @throws ModelFormatException if a folder is not what it should be
   */
  static LoadedModels load(ModelSource source, TensorScope scope) {
    long start = System.nanoTime();
    ModelFolders folders = ModelFolders.open(source.target(), source.draft());
    ModelSpecs specs = folders.specs();
    Optional<ChatTemplate> template = chatTemplate(folders.target());

    LoadedModels models =
        new LoadedModels(
            loadCausal(source, folders.target(), specs.target(), scope),
            loadDraft(source, folders, specs.draft(), scope),
            folders.target().tokenizer().map(Tokenizer::open),
            template,
            Fingerprints.of(folders));
    LOG.info(
        "models loaded target={} draft={} device={} dtype={} fingerprint={} millis={}",
        source.target(),
        source.draft().text(),
        source.device().name(),
        source.elementType(),
        models.fingerprint(),
        (System.nanoTime() - start) / 1_000_000);
    return models;
  }

  /**
   * Checks what a source names without loading weights.
   *
   * @return the models' shapes
   * @throws ModelFormatException if a folder is not what it should be
   */
  public static ModelSpecs check(ModelSource source) {
    ModelFolders folders = ModelFolders.open(source.target(), source.draft());
    ModelSpecs specs = folders.specs();
    chatTemplate(folders.target());
    return specs;
  }

  /**
   * A folder's chat template, if it has one.
   *
   * @throws ModelFormatException if it is not supported
   */
  public static Optional<ChatTemplate> chatTemplate(ModelFolder folder) {
    Map<String, String> specialTokens =
        folder.tokenizerConfig().map(SpecialTokens::read).orElse(Map.of());
    try {
      return folder.chatTemplate().map(source -> ChatTemplate.parse(source, specialTokens));
    } catch (TemplateException e) {
      throw new ModelFormatException(folder.path(), e.getMessage());
    }
  }

  private static TargetModel loadCausal(
      ModelSource source, ModelFolder folder, TargetSpec spec, TensorScope scope) {
    try (Weights weights = folder.openWeights()) {
      return causal(spec, weights, source.elementType(), scope);
    }
  }

  /** Brings a causal language model to a device; the weights fit its shapes. */
  public static TargetModel causal(
      TargetSpec spec, Weights weights, ElementType type, TensorScope scope) {
    WeightLayout layout = WeightLayout.of(spec);
    return new TargetModel(spec, LayerStack.load(spec.transformer(), layout, weights, type, scope));
  }

  private static LoadedDraft loadDraft(
      ModelSource source, ModelFolders folders, DraftPolicy policy, TensorScope scope) {
    if (policy instanceof DraftPolicy.Block block) {
      return new LoadedDraft.Block(
          loadBlock(source, folders.draft().orElseThrow(), block.spec(), scope));
    }
    if (policy instanceof DraftPolicy.Autoregressive causal) {
      return new LoadedDraft.Autoregressive(
          loadCausal(source, folders.draft().orElseThrow(), causal.spec(), scope));
    }
    return policy instanceof DraftPolicy.PromptLookup
        ? new LoadedDraft.PromptLookup()
        : new LoadedDraft.TargetOnly();
  }

  private static DraftModel loadBlock(
      ModelSource source, ModelFolder folder, DraftSpec spec, TensorScope scope) {
    try (Weights weights = folder.openWeights()) {
      return block(spec, weights, source.elementType(), scope);
    }
  }

  /** Brings a draft model to a device; the weights fit its shapes. */
  public static DraftModel block(
      DraftSpec spec, Weights weights, ElementType type, TensorScope scope) {
    WeightLayout layout = WeightLayout.of(spec, weights);
    return new DraftModel(spec, LayerStack.load(spec.transformer(), layout, weights, type, scope));
  }
}
