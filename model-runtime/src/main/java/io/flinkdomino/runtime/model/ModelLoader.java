package io.flinkdomino.runtime.model;

import io.flinkdomino.runtime.prompt.ChatTemplate;
import io.flinkdomino.runtime.prompt.SpecialTokens;
import io.flinkdomino.runtime.prompt.Tokenizer;
import io.flinkdomino.runtime.prompt.template.TemplateException;
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
    ModelFolder targetFolder = ModelFolder.open(source.target());
    Optional<ModelFolder> draftFolder = source.draft().map(ModelFolder::open);
    ModelSpecs specs = ModelSpecs.read(targetFolder, draftFolder);
    Optional<ChatTemplate> template = chatTemplate(targetFolder);

    TargetModel target = loadTarget(source, targetFolder, specs.target(), scope);
    Optional<DraftModel> draft =
        specs.draft().map(spec -> loadDraft(source, draftFolder.orElseThrow(), spec, scope));
    LoadedModels models =
        new LoadedModels(
            target,
            draft,
            targetFolder.tokenizer().map(Tokenizer::open),
            template,
            Fingerprints.of(targetFolder, draftFolder));
    LOG.info(
        "models loaded target={} draft={} device={} dtype={} fingerprint={} millis={}",
        source.target(),
        source.draft().map(Object::toString).orElse("none"),
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
    ModelFolder target = ModelFolder.open(source.target());
    ModelSpecs specs = ModelSpecs.read(target, source.draft().map(ModelFolder::open));
    chatTemplate(target);
    return specs;
  }

  private static Optional<ChatTemplate> chatTemplate(ModelFolder folder) {
    Map<String, String> specialTokens =
        folder.tokenizerConfig().map(SpecialTokens::read).orElse(Map.of());
    try {
      return folder.chatTemplate().map(source -> ChatTemplate.parse(source, specialTokens));
    } catch (TemplateException e) {
      throw new ModelFormatException(folder.path(), e.getMessage());
    }
  }

  private static TargetModel loadTarget(
      ModelSource source, ModelFolder folder, TargetSpec spec, TensorScope scope) {
    try (Weights weights = folder.openWeights()) {
      WeightLayout layout = WeightLayout.of(spec);
      return new TargetModel(
          spec, LayerStack.load(spec.transformer(), layout, weights, source.elementType(), scope));
    }
  }

  private static DraftModel loadDraft(
      ModelSource source, ModelFolder folder, DraftSpec spec, TensorScope scope) {
    try (Weights weights = folder.openWeights()) {
      WeightLayout layout = WeightLayout.of(spec, weights);
      return new DraftModel(
          spec, LayerStack.load(spec.transformer(), layout, weights, source.elementType(), scope));
    }
  }
}
