package io.flinkdomino.runtime.emit;

import io.flinkdomino.runtime.prompt.Tokenizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Where the committed tokens of one sequence become its completion: which of them are emitted, why
 * it ends, and its text. All of it follows from the tokens alone, so that a new emitter which is
 * given the tokens again is in the same state. Engine thread only.
 *
 * <p>A stop text ends the completion with the token that completes it, which belongs to its tokens;
 * the text keeps what stood before the stop text. Special tokens have no text and so match nothing.
 */
public final class Emitter {

  private final StopRules rules;
  private final Optional<Tokenizer> tokenizer;
  private final Optional<StopTextSearch> search;
  private final List<Integer> tokens = new ArrayList<>();
  private Optional<FinishReason> finishReason = Optional.empty();

  /**
   * Starts before the first token.
   *
   * @param tokenizer empty if the model folder has none; there is no text then. Not closed here
   * @throws IllegalArgumentException if there are stop texts but no tokenizer
   */
  public Emitter(StopRules rules, Optional<Tokenizer> tokenizer) {
    int stopTexts = rules.stopTexts().size();
    if (stopTexts > 0 && tokenizer.isEmpty()) {
      throw new IllegalArgumentException(
          "stop texts must be none without a tokenizer, got " + stopTexts);
    }
    this.rules = rules;
    this.tokenizer = tokenizer;
    // Without stop texts the text is needed only once, when all tokens are there.
    this.search =
        stopTexts == 0
            ? Optional.empty()
            : tokenizer.map(present -> new StopTextSearch(present, rules.stopTexts()));
  }

  /** When it ends. */
  public StopRules rules() {
    return rules;
  }

  /**
   * Emits the next committed token.
   *
   * @throws IllegalStateException if the completion has ended
   */
  public void emit(int token) {
    if (finished()) {
      throw new IllegalStateException(
          "the completion must not have ended, got another token after " + tokens.size());
    }
    tokens.add(token);
    int count = tokens.size();
    finishReason = rules.after(token, count);
    boolean last = finished();
    if (search.isPresent() && search.get().add(token, last, rules.mayStopAt(count))) {
      finishReason = Optional.of(FinishReason.STOP);
    }
  }

  /** Whether the completion has ended. */
  public boolean finished() {
    return finishReason.isPresent();
  }

  /** Why the completion has ended; empty while it goes on. */
  public Optional<FinishReason> finishReason() {
    return finishReason;
  }

  /** The emitted tokens; a view that grows with the completion. */
  public List<Integer> tokens() {
    return Collections.unmodifiableList(tokens);
  }

  /**
   * The completion's text, without special tokens and cut before a stop text; empty without a
   * tokenizer.
   *
   * @throws IllegalStateException if the completion has not ended
   */
  public Optional<String> text() {
    if (!finished()) {
      throw new IllegalStateException(
          "the completion must have ended, got one that goes on after " + tokens.size());
    }
    return search
        .map(StopTextSearch::text)
        .or(() -> tokenizer.map(present -> present.decode(tokens, true)));
  }
}
