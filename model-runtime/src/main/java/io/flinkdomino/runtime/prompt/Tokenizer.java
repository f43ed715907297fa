package io.flinkdomino.runtime.prompt;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.flinkdomino.runtime.torch.DjlSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Text to token ids and back, by the reference implementation of Hugging Face.
 *
 * <p>No truncation, no padding, no special tokens added. Added tokens that stand in the text, such
 * as {@code <|im_end|>}, are recognised. Owns native memory until closed. Any thread.
 */
public final class Tokenizer implements AutoCloseable {

  private static final Map<String, String> OPTIONS =
      Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false");

  private final HuggingFaceTokenizer tokenizer;
  private final TokenizerFile file;

  // Shared by users, exclusive for close: the native side does not survive a close during a call.
  private final ReadWriteLock lifetime = new ReentrantReadWriteLock();
  private boolean closed;

  private Tokenizer(HuggingFaceTokenizer tokenizer, TokenizerFile file) {
    this.tokenizer = tokenizer;
    this.file = file;
  }

  /**
   * Loads a tokenizer; nothing but this file is read and nothing is downloaded. The caller closes.
   *
   * @param tokenizerJson a file in the format of Hugging Face's tokenizers library
   * @throws UncheckedIOException if the file cannot be read or is no tokenizer
   */
  public static Tokenizer open(Path tokenizerJson) {
    DjlSettings.apply();
    try (InputStream json = Files.newInputStream(tokenizerJson)) {
      TokenizerFile file = TokenizerFile.read(tokenizerJson);
      return new Tokenizer(HuggingFaceTokenizer.newInstance(json, OPTIONS), file);
    } catch (IOException e) {
      throw unreadable(tokenizerJson, e);
    } catch (RuntimeException e) { // how the native library reports a file that is no tokenizer
      throw unreadable(tokenizerJson, new IOException(e));
    }
  }

  private static UncheckedIOException unreadable(Path tokenizerJson, IOException cause) {
    return new UncheckedIOException(
        "reading " + tokenizerJson + " failed: " + cause.getMessage(), cause);
  }

  /**
   * The text's token ids.
   *
   * @throws IllegalArgumentException if the text is not valid Unicode (an unpaired surrogate)
   * @throws IllegalStateException if this tokenizer is closed
   */
  public int[] encode(String text) {
    OptionalInt broken = UnicodeText.firstUnpairedSurrogate(text);
    if (broken.isPresent()) {
      throw new IllegalArgumentException(
          "text must be valid Unicode, got an unpaired surrogate at index " + broken.getAsInt());
    }
    return whileOpen(() -> narrow(tokenizer.encode(text).getIds()));
  }

  /**
   * The text of these ids; bytes that are no UTF-8 become U+FFFD, an id beyond the vocabulary
   * nothing.
   *
   * @param skipSpecialTokens whether tokens marked as special are left out; added tokens that are
   *     not special, such as {@code <think>} in some models, always stay
   * @throws IllegalArgumentException if an id is negative
   * @throws IllegalStateException if this tokenizer is closed
   */
  public String decode(int[] ids, boolean skipSpecialTokens) {
    long[] wide = Arrays.stream(ids).mapToLong(Tokenizer::requireId).toArray();
    return whileOpen(() -> tokenizer.decode(wide, skipSpecialTokens));
  }

  /** As {@link #decode(int[], boolean)}. */
  public String decode(List<Integer> ids, boolean skipSpecialTokens) {
    return decode(ids.stream().mapToInt(Integer::intValue).toArray(), skipSpecialTokens);
  }

  /** Highest token id plus one, added tokens included. A model's own vocabulary may be larger. */
  public int vocabularySize() {
    return file.vocabularySize();
  }

  /**
   * The most characters of text (UTF-16) that one token can stand for, or more; empty if this kind
   * of tokenizer has no such bound.
   */
  public OptionalInt maxCharsPerToken() {
    return file.maxCharsPerToken();
  }

  /**
   * Tokens that this text has at least, 0 where nothing can be proved; never more than {@link
   * #encode} gives. A pass over the text, without tokenizing it.
   */
  public long fewestTokens(String text) {
    return file.fewestTokens().map(fewest -> fewest.of(text)).orElse(0L);
  }

  /** Frees the native memory; later calls fail. */
  @Override
  public void close() {
    lifetime.writeLock().lock();
    try {
      closed = true;
      tokenizer.close();
    } finally {
      lifetime.writeLock().unlock();
    }
  }

  private <T> T whileOpen(Supplier<T> call) {
    lifetime.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the tokenizer is closed");
      }
      return call.get();
    } finally {
      lifetime.readLock().unlock();
    }
  }

  private static int[] narrow(long[] ids) {
    return Arrays.stream(ids).mapToInt(Math::toIntExact).toArray();
  }

  private static long requireId(int id) {
    if (id < 0) {
      throw new IllegalArgumentException("token ids must be at least 0, got " + id);
    }
    return id;
  }
}
