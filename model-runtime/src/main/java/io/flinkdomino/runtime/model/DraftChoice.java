package io.flinkdomino.runtime.model;

import java.nio.file.Path;
import java.util.Optional;

/** Which drafter somebody asked for, before any folder was looked at. */
public sealed interface DraftChoice {

  /** What option and settings call target-only decoding. */
  String NONE = "none";

  /** What they call drafting from the sequence itself. */
  String PROMPT_LOOKUP = "prompt-lookup";

  /** The folder to load, if there is one. */
  Optional<Path> folder();

  /** As {@link #parse} reads it; a folder's path is absolute. */
  String text();

  /**
   * Reads a choice: {@code none}, {@code prompt-lookup} or a folder. A folder of such a name is
   * {@code ./none}.
   *
   * @throws java.nio.file.InvalidPathException if the text is no path either
   */
  static DraftChoice parse(String text) {
    return named(text).orElseGet(() -> new Folder(Path.of(text)));
  }

  /** The choice that a word stands for; empty for a folder. */
  static Optional<DraftChoice> named(String text) {
    return switch (text) {
      case NONE -> Optional.of(new None());
      case PROMPT_LOOKUP -> Optional.of(new PromptLookup());
      default -> Optional.empty();
    };
  }

  /** The target decodes alone. */
  record None() implements DraftChoice {

    @Override
    public Optional<Path> folder() {
      return Optional.empty();
    }

    @Override
    public String text() {
      return NONE;
    }
  }

  /** What followed the newest tokens earlier in the sequence; needs no weights. */
  record PromptLookup() implements DraftChoice {

    @Override
    public Optional<Path> folder() {
      return Optional.empty();
    }

    @Override
    public String text() {
      return PROMPT_LOOKUP;
    }
  }

  /** A model folder; its {@code config.json} says how it drafts. */
  record Folder(Path path) implements DraftChoice {

    @Override
    public Optional<Path> folder() {
      return Optional.of(path);
    }

    @Override
    public String text() {
      return path.toAbsolutePath().toString();
    }
  }
}
