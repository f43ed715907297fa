package io.flinkdomino.runtime.model;

import io.flinkdomino.runtime.prompt.ChatTemplate;
import io.flinkdomino.runtime.prompt.PromptEncoder;
import io.flinkdomino.runtime.prompt.Tokenizer;
import java.util.Optional;

/**
 * A target, what drafts for it, and what turns text into their token ids and back. Read-only; any
 * number of engines may use it at once.
 *
 * @param tokenizer absent where the target's folder has none
 * @param chatTemplate absent where the target's folder has none
 */
public record LoadedModels(
    TargetModel target,
    LoadedDraft draft,
    Optional<Tokenizer> tokenizer,
    Optional<ChatTemplate> chatTemplate,
    ModelFingerprint fingerprint) {

  /** The shapes of both models. */
  public ModelSpecs specs() {
    return new ModelSpecs(target.spec(), draft.policy());
  }

  /** Encodes prompts of at most so many tokens. */
  public PromptEncoder encoder(int maxPromptTokens) {
    int vocabSize = target.spec().transformer().vocabSize();
    return new PromptEncoder(tokenizer, chatTemplate, vocabSize, maxPromptTokens)
        .endingWith(target.eosTokenIds());
  }
}
