package io.flinkdomino.job.options;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.apache.flink.util.TimeUtils;

/** Options as text, the same in help and documentation. */
public final class OptionText {

  private static final List<String> SIZE_UNITS = List.of("bytes", "kb", "mb", "gb");

  private static final Pattern CREDENTIALS = Pattern.compile("(?<=://)[^/@]*@");

  private OptionText() {}

  /** What the option does: unit, range, effect. */
  public static String description(ConfigOption<?> option) {
    return new HtmlFormatter().format(option.description());
  }

  /** What the option is, for somebody who left it out. */
  static String firstSentence(ConfigOption<?> option) {
    return description(option).replaceFirst("\\.( .*)?$", "");
  }

  /** The default as it would be typed; empty if the option has none. */
  public static String defaultValue(ConfigOption<?> option) {
    if (!option.hasDefaultValue()) {
      return "";
    }
    return value(option.defaultValue());
  }

  /** A value as it would be typed. */
  public static String value(Object value) {
    if (value instanceof Duration duration) {
      return TimeUtils.formatWithHighestUnit(duration);
    }
    if (value instanceof MemorySize size) {
      return sizeText(size.getBytes());
    }
    return value.toString();
  }

  /** A value as an error may quote it: without the user and password of a URI. */
  static String shown(String value) {
    return CREDENTIALS.matcher(value).replaceAll("******@");
  }

  private static String sizeText(long bytes) {
    long amount = bytes;
    int unit = 0;
    while (unit < SIZE_UNITS.size() - 1 && amount > 0 && amount % 1024 == 0) {
      amount /= 1024;
      unit++;
    }
    return amount + " " + SIZE_UNITS.get(unit);
  }
}
