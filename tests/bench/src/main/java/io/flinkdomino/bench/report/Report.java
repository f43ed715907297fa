package io.flinkdomino.bench.report;

import io.flinkdomino.bench.workload.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * The folder of one measurement, {@code docs/benchmarks/DATE-NAME}: {@code rounds.csv} with a line
 * for each single number measured, written as they come, and {@code README.md} with the table.
 */
public final class Report {

  private final Path folder;
  private final String command;
  private final RawData raw;
  private final String loadBefore = Machine.load();

  private Report(Path folder, String command, RawData raw) {
    this.folder = folder;
    this.command = command;
    this.raw = raw;
  }

  /**
   * Starts a report; one of the same name and day is replaced.
   *
   * @param name the measurement's, part of the folder's name
   * @param command what to type to repeat it
   * @param columns of the raw data
   */
  public static Report start(String name, String command, List<String> columns) {
    Report report = resume(name, command, columns);
    report.raw.clear();
    return report;
  }

  /** As {@link #start}, but keeps the raw data of a measurement that was broken off. */
  public static Report resume(String name, String command, List<String> columns) {
    Path folder = folder(name);
    RawData raw = new RawData(folder.resolve("rounds.csv"), columns);
    if (!raw.fits()) {
      raw.clear();
    }
    return new Report(folder, command, raw);
  }

  /** A report whose raw data is written by others, into its {@link #folder}. */
  public static Report page(String name, String command) {
    return page(folder(name), command);
  }

  /** As {@link #page(String, String)}, of a measurement that may have begun on another day. */
  public static Report page(Path folder, String command) {
    return new Report(folder, command, new RawData(folder.resolve("rounds.csv"), List.of()));
  }

  private static Path folder(String name) {
    String date = LocalDate.now(ZoneOffset.UTC).toString();
    Path folder = Repository.root().resolve("docs/benchmarks").resolve(date + "-" + name);
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("creating " + folder + " failed", e);
    }
  }

  /** Where it is written. */
  public Path folder() {
    return folder;
  }

  /** One line for each number measured. */
  public RawData raw() {
    return raw;
  }

  /** Writes the page and prints it. */
  public void finish(String title, String text) {
    String page = "# " + title + "\n\n" + circumstances() + "\n" + text;
    write(page);
    System.out.println(page);
    System.out.println("Written to " + Repository.root().relativize(folder) + "/");
  }

  private String circumstances() {
    return new Table(List.of("what", "value"))
        .row(List.of("date", LocalDate.now(ZoneOffset.UTC).toString()))
        .row(List.of("command", "`" + command + "`"))
        .row(List.of("commit", commit()))
        .row(List.of("processor", Machine.processor()))
        .row(List.of("memory", Machine.memory()))
        .row(List.of("software", Machine.software()))
        .row(List.of("load average before", loadBefore))
        .row(List.of("load average after", Machine.load()))
        .markdown();
  }

  /** The commit that was measured, and whether files differed from it. */
  public static String commit() {
    String commit = git("rev-parse", "--short=12", "HEAD");
    boolean changed =
        git("status", "--porcelain", "--untracked-files=no")
            .lines()
            .anyMatch(line -> !line.contains("docs/benchmarks/"));
    return changed ? commit + " with changes" : commit;
  }

  private static String git(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    try {
      Process git =
          new ProcessBuilder(command)
              .directory(Repository.root().toFile())
              .redirectErrorStream(true)
              .start();
      return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "unknown";
    }
  }

  private void write(String page) {
    try {
      Files.writeString(folder.resolve("README.md"), page);
    } catch (IOException e) {
      throw new UncheckedIOException("writing into " + folder + " failed", e);
    }
  }
}
