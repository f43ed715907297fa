package io.flinkdomino.tests.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JVM holds, seen from outside. Linux only.
 *
 * @param liveHeapBytes objects that are reachable, after a full collection
 * @param residentBytes physical memory now
 * @param peakResidentBytes the most it ever held
 */
public record JvmMemory(long liveHeapBytes, long residentBytes, long peakResidentBytes) {

  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

  /** Collects the garbage of a process and looks. */
  public static JvmMemory of(long pid) throws IOException, InterruptedException {
    Process histogram =
        new ProcessBuilder(FlinkJvm.tool("jcmd"), Long.toString(pid), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String lines = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (histogram.waitFor() != 0) {
      throw new IOException("jcmd failed: " + lines);
    }
    String status = Files.readString(Path.of("/proc", Long.toString(pid), "status"));
    return new JvmMemory(
        number(TOTAL, lines),
        1024 * number(Pattern.compile("VmRSS:\\s+(\\d+) kB"), status),
        1024 * number(Pattern.compile("VmHWM:\\s+(\\d+) kB"), status));
  }

  private static long number(Pattern pattern, String text) throws IOException {
    Matcher found = pattern.matcher(text);
    if (!found.find()) {
      throw new IOException("nothing matches " + pattern);
    }
    return Long.parseLong(found.group(1));
  }
}
