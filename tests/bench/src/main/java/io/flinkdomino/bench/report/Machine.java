package io.flinkdomino.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a number was measured on. Linux says most of it; elsewhere those fields read unknown. */
final class Machine {

  private static final Path CPUS = Path.of("/proc/cpuinfo");
  private static final Path MEMORY = Path.of("/proc/meminfo");
  private static final Path LOAD = Path.of("/proc/loadavg");
  private static final String UNKNOWN = "unknown";

  /** Those that decide which kernels a tensor library takes. */
  private static final String VECTOR_FLAGS = "avx2|avx512f|avx512_(bf16|fp16|vnni)|amx_\\w+";

  private Machine() {}

  /** Model, cores, and the vector instructions that matter. */
  static String processor() {
    List<String> lines = lines(CPUS);
    Set<String> flags = new TreeSet<>(Arrays.asList(field(lines, "flags").split(" ")));
    flags.removeIf(flag -> !flag.matches(VECTOR_FLAGS));
    return field(lines, "model name")
        + ", family "
        + field(lines, "cpu family")
        + " model "
        + field(lines, "model")
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " processors, "
        + String.join(" ", flags);
  }

  /** Size of the main memory. */
  static String memory() {
    String total = field(lines(MEMORY), "MemTotal");
    return total.equals(UNKNOWN)
        ? UNKNOWN
        : Math.round(Long.parseLong(total.replaceAll("\\D", "")) / 1048576.0) + " GiB";
  }

  /** Kernel and Java virtual machine. */
  static String software() {
    return System.getProperty("os.name")
        + " "
        + System.getProperty("os.version")
        + " "
        + System.getProperty("os.arch")
        + ", "
        + System.getProperty("java.vm.name")
        + " "
        + System.getProperty("java.vm.version")
        + " "
        + ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(flag -> !flag.startsWith("--add-opens"))
            .collect(Collectors.joining(" "));
  }

  /** Load average over 1, 5 and 15 minutes, now. */
  static String load() {
    List<String> lines = lines(LOAD);
    return lines.isEmpty()
        ? UNKNOWN
        : String.join(" ", Arrays.asList(lines.get(0).split(" ")).subList(0, 3));
  }

  private static String field(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.matches(name + "\\s*:.*"))
        .findFirst()
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .orElse(UNKNOWN);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file + " failed", e);
    }
  }
}
