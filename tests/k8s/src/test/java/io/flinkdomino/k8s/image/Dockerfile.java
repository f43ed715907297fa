package io.flinkdomino.k8s.image;

import io.flinkdomino.k8s.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A Dockerfile of the instructions that ours needs.
 *
 * @param instructions in order, continued lines joined
 */
public record Dockerfile(List<Instruction> instructions) {

  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Set<String> KNOWN =
      Set.of("ARG", "FROM", "COPY", "ENV", "RUN", "LABEL", "USER");

  /** One instruction: its name in capitals, and the rest of its line. */
  record Instruction(String name, String arguments) {

    /** Words of the arguments that are not flags. */
    List<String> words() {
      return SPACE.splitAsStream(arguments).filter(word -> !word.startsWith("--")).toList();
    }

    /** The value of a flag, or an empty text. */
    String flag(String flag) {
      return SPACE
          .splitAsStream(arguments)
          .filter(word -> word.startsWith("--" + flag + "="))
          .map(word -> word.substring(flag.length() + 3))
          .findFirst()
          .orElse("");
    }
  }

  /** A file or folder that is copied from the build context, or from a stage or another context. */
  record Copy(String from, String source, String target) {}

  /**
   * Reads a Dockerfile.
   *
   * @throws IllegalArgumentException if an instruction is not known here
   */
  public static Dockerfile read(Path file) {
    return parse(Repository.lines(file));
  }

  static Dockerfile parse(List<String> lines) {
    List<Instruction> instructions = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    for (String line : lines) {
      if (line.isBlank() || line.stripLeading().startsWith("#")) {
        continue;
      }
      boolean goesOn = line.endsWith("\\");
      current.append(goesOn ? line.substring(0, line.length() - 1) : line);
      if (!goesOn) {
        instructions.add(instruction(current.toString().strip()));
        current.setLength(0);
      }
    }
    if (!current.isEmpty()) {
      throw new IllegalArgumentException("the last instruction goes on: " + current);
    }
    return new Dockerfile(instructions);
  }

  private static Instruction instruction(String text) {
    String[] parts = text.split("\\s+", 2);
    if (!KNOWN.contains(parts[0]) || parts.length < 2) {
      throw new IllegalArgumentException(
          "an instruction must be one of " + KNOWN + ", got " + text);
    }
    return new Instruction(parts[0], parts[1]);
  }

  /** The instructions of a name. */
  List<Instruction> all(String name) {
    return instructions.stream().filter(i -> i.name().equals(name)).toList();
  }

  /** Everything that is copied. */
  List<Copy> copies() {
    return all("COPY").stream()
        .map(
            copy -> {
              if (copy.words().size() != 2) {
                throw new IllegalArgumentException("COPY must have one source, got " + copy);
              }
              return new Copy(copy.flag("from"), copy.words().get(0), copy.words().get(1));
            })
        .toList();
  }

  /** Single files that are in the image. */
  public Set<String> copiedFiles() {
    return copies().stream()
        .map(Copy::target)
        .filter(target -> !target.endsWith("/"))
        .collect(Collectors.toSet());
  }

  /** Variables of the stage with the given name, and no other. */
  Map<String, String> environment(String stage) {
    Map<String, String> variables = new LinkedHashMap<>();
    boolean inStage = false;
    for (Instruction instruction : instructions) {
      if (instruction.name().equals("FROM")) {
        inStage = instruction.arguments().endsWith(" AS " + stage);
      } else if (inStage && instruction.name().equals("ENV")) {
        for (String pair : instruction.words()) {
          variables.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
        }
      }
    }
    return variables;
  }
}
