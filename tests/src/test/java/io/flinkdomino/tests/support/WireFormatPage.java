package io.flinkdomino.tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The page on the wire format, by its headings. */
public final class WireFormatPage {

  private static final Path FILE = Path.of("../docs/wire-format.md");
  private static final String CODE = "    ";

  private final Map<String, List<String>> sections;
  private final List<String> typeHeadings;

  private WireFormatPage(Map<String, List<String>> sections, List<String> typeHeadings) {
    this.sections = sections;
    this.typeHeadings = typeHeadings;
  }

  /** Reads it. */
  public static WireFormatPage read() {
    Map<String, List<String>> sections = new LinkedHashMap<>();
    List<String> typeHeadings = new ArrayList<>();
    List<String> section = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(FILE)) {
        if (line.startsWith("#")) {
          String heading = line.replaceFirst("#+ ", "");
          section = new ArrayList<>();
          sections.put(heading, section);
          if (line.startsWith("### ")) {
            typeHeadings.add(heading);
          }
        } else {
          section.add(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new WireFormatPage(sections, typeHeadings);
  }

  /** Headings of the lowest level: one for each type of the schemas. */
  public List<String> typeHeadings() {
    return typeHeadings;
  }

  /** The cells below the head of the table under a heading. */
  public List<List<String>> rows(String heading) {
    return lines(heading).stream()
        .filter(line -> line.startsWith("|"))
        .skip(2)
        .map(line -> Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList())
        .toList();
  }

  /** The prose under a heading, in one line. */
  public String text(String heading) {
    return lines(heading).stream()
        .filter(line -> !line.startsWith("|") && !line.startsWith(CODE))
        .collect(Collectors.joining(" "))
        .strip();
  }

  /** The indented blocks under a heading. */
  public List<String> examples(String heading) {
    List<String> examples = new ArrayList<>();
    boolean open = false;
    for (String line : lines(heading)) {
      if (!line.startsWith(CODE)) {
        open = false;
      } else if (open) {
        int last = examples.size() - 1;
        examples.set(last, examples.get(last) + "\n" + line.strip());
      } else {
        examples.add(line.strip());
        open = true;
      }
    }
    return examples;
  }

  private List<String> lines(String heading) {
    List<String> lines = sections.get(heading);
    if (lines == null) {
      throw new AssertionError(FILE + " must have a heading " + heading);
    }
    return lines;
  }
}
