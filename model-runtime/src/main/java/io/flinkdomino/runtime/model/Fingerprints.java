package io.flinkdomino.runtime.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Computes the fingerprint of what a job decodes with. Reads every byte of the weights once, which
 * takes a while for large ones; {@code cat config.json model*.safetensors | sha256sum | cut -c1-16}
 * gives the same.
 */
final class Fingerprints {

  private static final int CHUNK_BYTES = 1 << 20;
  private static final int DIGEST_BYTES = 8;

  private Fingerprints() {}

  /**
   * The fingerprint of a target, with its tokenizer and template, and of its drafter if any.
   *
   * @throws java.io.UncheckedIOException if reading fails
   */
  static ModelFingerprint of(ModelFolders folders) {
    ModelFolder target = folders.target();
    return new ModelFingerprint(
        model(target),
        draft(folders),
        tokenizer(target),
        target.chatTemplate().map(Fingerprints::text).orElse(""));
  }

  /** Of {@code tokenizer.json}; empty without one. */
  static String tokenizer(ModelFolder folder) {
    return folder.tokenizer().map(file -> files(List.of(file))).orElse("");
  }

  private static String draft(ModelFolders folders) {
    return folders.choice() instanceof DraftChoice.PromptLookup
        ? DraftChoice.PROMPT_LOOKUP
        : folders.draft().map(Fingerprints::model).orElse("");
  }

  private static String model(ModelFolder folder) {
    List<Path> files = new ArrayList<>();
    files.add(folder.configFile());
    files.addAll(folder.weightFiles());
    return files(files);
  }

  private static String files(List<Path> files) {
    MessageDigest digest = sha256();
    byte[] chunk = new byte[CHUNK_BYTES];
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
          digest.update(chunk, 0, read);
        }
      } catch (IOException e) {
        throw JsonFiles.unreadable(file, e);
      }
    }
    return hex(digest);
  }

  private static String text(String text) {
    MessageDigest digest = sha256();
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    return hex(digest);
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
