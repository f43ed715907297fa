package io.flinkdomino.tests.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One of the examples, run from its packaged files as their README says. */
public final class ExampleProgram {

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final String name;
  private final Path output;
  private final Path input;

  /**
   * @param name of its class, without package
   * @param folder for its input and output
   */
  public ExampleProgram(String name, Path folder) {
    this.name = name;
    this.output = folder.resolve(name + ".log");
    this.input = folder.resolve(name + ".txt");
  }

  /** Runs it to its end on these lines; the answer is its exit code. */
  public int run(List<String> lines, String... arguments)
      throws IOException, InterruptedException, TimeoutException {
    Files.write(input, lines);
    List<String> command = new ArrayList<>();
    command.add(FlinkJvm.tool("java"));
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    command.add(Distribution.examplesClassPath());
    command.add("io.flinkdomino.examples." + name);
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(input.toFile())
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
      throw new TimeoutException(name + " must end within " + DEADLINE + ", said " + output());
    }
    return process.exitValue();
  }

  /** What it wrote, both streams together. */
  public String output() throws IOException {
    return Files.readString(output);
  }
}
