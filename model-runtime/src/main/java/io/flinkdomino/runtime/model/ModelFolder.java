package io.flinkdomino.runtime.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A Hugging Face model folder: its small files read, its weight files found but not yet opened.
 * Immutable.
 */
public final class ModelFolder {

  private final Path path;
  private final Path configFile;
  private final ObjectNode config;
  private final GenerationDefaults generationDefaults;
  private final Optional<Path> tokenizer;
  private final Optional<Path> tokenizerConfig;
  private final Optional<String> chatTemplate;
  private final Optional<WeightFiles> weightFiles;

  private ModelFolder(Path path, boolean trained) {
    this.path = path;
    this.configFile = path.resolve("config.json");
    if (existing("config.json", FolderFile.MAX_TEXT_BYTES).isEmpty()) {
      throw new ModelFormatException(configFile, "this file is missing: not a model folder");
    }
    this.config = JsonFiles.readObject(configFile);
    this.generationDefaults =
        GenerationDefaults.read(existing("generation_config.json", FolderFile.MAX_TEXT_BYTES));
    this.tokenizer = existing("tokenizer.json", FolderFile.MAX_TOKENIZER_BYTES);
    this.tokenizerConfig = existing("tokenizer_config.json", FolderFile.MAX_TEXT_BYTES);
    this.chatTemplate = ChatTemplateSource.find(path, tokenizerConfig);
    this.weightFiles = trained ? Optional.of(WeightFiles.find(path)) : Optional.empty();
  }

  /**
   * Reads a folder with {@code config.json} and safetensors weights; all else is optional.
   *
   * @throws ModelFormatException if a file is missing or malformed, or the weights are in another
   *     format
   * @throws java.io.UncheckedIOException if reading fails
   */
  public static ModelFolder open(Path folder) {
    return open(folder, true);
  }

  /**
   * As {@link #open(Path)}, for a model that has no weights yet, or whose weights do not matter.
   */
  public static ModelFolder untrained(Path folder) {
    return open(folder, false);
  }

  private static ModelFolder open(Path folder, boolean trained) {
    if (!Files.isDirectory(folder)) {
      throw new ModelFormatException(folder, "there is no such folder");
    }
    return new ModelFolder(folder, trained);
  }

  private Optional<Path> existing(String name, long maxBytes) {
    return FolderFile.find(path, name, maxBytes);
  }

  public Path path() {
    return path;
  }

  public Path configFile() {
    return configFile;
  }

  public GenerationDefaults generationDefaults() {
    return generationDefaults;
  }

  /** {@code tokenizer.json}. */
  public Optional<Path> tokenizer() {
    return tokenizer;
  }

  /** {@code tokenizer_config.json}. */
  public Optional<Path> tokenizerConfig() {
    return tokenizerConfig;
  }

  /** The text of the chat template. */
  public Optional<String> chatTemplate() {
    return chatTemplate;
  }

  /** The safetensors files, in name order. */
  public List<Path> weightFiles() {
    return weights().files();
  }

  /**
   * Opens the weight files. The caller closes.
   *
   * @throws ModelFormatException if a header or the index does not describe its files
   * @throws java.io.UncheckedIOException if reading fails
   */
  public Weights openWeights() {
    return weights().open();
  }

  private WeightFiles weights() {
    return weightFiles.orElseThrow(
        () -> new IllegalStateException(path + " was opened without its weights"));
  }

  /** A fresh reader of {@code config.json}. */
  ConfigReader config() {
    return ConfigReader.of(configFile, config);
  }
}
