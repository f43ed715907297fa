package io.flinkdomino.job.options;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.util.TimeUtils;

/**
 * Reads options and collects what is wrong with them instead of stopping at the first.
 *
 * <p>A method that finds its option missing or wrong notes the problem and gives an empty answer;
 * {@link #finish} throws before anybody takes such an answer for a value.
 */
final class OptionReader {

  private final Configuration configuration;
  private final List<String> problems = new ArrayList<>();

  OptionReader(Configuration configuration, List<OptionGroup> groups) {
    this.configuration = configuration;
    noteUnknownKeys(groups);
  }

  /** Notes a problem that concerns more than one option, or none. */
  void problem(String text) {
    problems.add(text);
  }

  /** The record, if no option is wrong. */
  <T> T finish(Supplier<T> record) {
    if (!problems.isEmpty()) {
      throw new InvalidOptionsException(problems);
    }
    return record.get();
  }

  boolean isGiven(ConfigOption<?> option) {
    return configuration.contains(option);
  }

  /** An option that must be given or have a default. */
  <T> Optional<T> required(ConfigOption<T> option) {
    if (!option.hasDefaultValue() && !isGiven(option)) {
      problems.add(option.key() + " must be given: " + OptionText.firstSentence(option));
      return Optional.empty();
    }
    return optional(option);
  }

  /** An option that may be absent. */
  <T> Optional<T> optional(ConfigOption<T> option) {
    try {
      return Optional.ofNullable(configuration.get(option));
    } catch (IllegalArgumentException e) {
      problems.add(option.key() + " must be " + kindOf(option) + ", got " + raw(option));
      return Optional.empty();
    }
  }

  /** The value for a rule between two options; the option's own reader notes what is wrong. */
  <T> Optional<T> quiet(ConfigOption<T> option) {
    try {
      return Optional.ofNullable(configuration.get(option));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** An option whose value must follow a rule, in words that complete "must be". */
  <T> Optional<T> required(ConfigOption<T> option, Predicate<T> allowed, String rule) {
    return check(option, required(option), allowed, rule);
  }

  Optional<Integer> between(ConfigOption<Integer> option, int least, int most) {
    String rule = "between " + least + " and " + most;
    return required(option, value -> value >= least && value <= most, rule);
  }

  Optional<Duration> between(ConfigOption<Duration> option, Duration least, Duration most) {
    String rule =
        "between "
            + TimeUtils.formatWithHighestUnit(least)
            + " and "
            + TimeUtils.formatWithHighestUnit(most);
    return required(
        option, value -> value.compareTo(least) >= 0 && value.compareTo(most) <= 0, rule);
  }

  Optional<MemorySize> between(ConfigOption<MemorySize> option, String least, String most) {
    MemorySize smallest = MemorySize.parse(least);
    MemorySize largest = MemorySize.parse(most);
    return required(
        option,
        value -> value.compareTo(smallest) >= 0 && value.compareTo(largest) <= 0,
        "between " + least + " and " + most);
  }

  /** Parses a text with a grammar of its own; {@code rule} completes "must be". */
  <T> Optional<T> parsed(ConfigOption<String> option, Function<String, T> parser, String rule) {
    return optional(option)
        .flatMap(
            text -> {
              try {
                return Optional.of(parser.apply(text));
              } catch (IllegalArgumentException e) {
                problems.add(option.key() + " must be " + rule + ", got " + OptionText.shown(text));
                return Optional.empty();
              }
            });
  }

  Optional<URI> location(ConfigOption<String> option) {
    return parsed(option, Locations::toUri, "a folder or a URI");
  }

  /** Everything given under a prefix, without it, in the order of its keys. */
  Map<String, String> under(String prefix) {
    Map<String, String> values = new TreeMap<>();
    configuration
        .toMap()
        .forEach(
            (key, value) -> {
              if (key.startsWith(prefix)) {
                values.put(key.substring(prefix.length()), value);
              }
            });
    return values;
  }

  private <T> Optional<T> check(
      ConfigOption<T> option, Optional<T> value, Predicate<T> allowed, String rule) {
    if (value.isPresent() && !allowed.test(value.get())) {
      problems.add(option.key() + " must be " + rule + ", got " + raw(option));
      return Optional.empty();
    }
    return value;
  }

  private String raw(ConfigOption<?> option) {
    String value = configuration.toMap().get(option.key());
    return value == null ? OptionText.defaultValue(option) : OptionText.shown(value);
  }

  private static String kindOf(ConfigOption<?> option) {
    Object example = option.hasDefaultValue() ? option.defaultValue() : "";
    if (example instanceof Integer) {
      return "a whole number";
    }
    if (example instanceof Double) {
      return "a number";
    }
    if (example instanceof Duration) {
      return "a duration such as 10 s or 15 min";
    }
    if (example instanceof MemorySize) {
      return "a size such as 512 kb or 1 gb";
    }
    if (example instanceof Boolean) {
      return "true or false";
    }
    if (example instanceof Enum<?> constant) {
      return "one of " + List.of(constant.getDeclaringClass().getEnumConstants());
    }
    return "a text";
  }

  private void noteUnknownKeys(List<OptionGroup> groups) {
    Set<String> known = new HashSet<>();
    groups.forEach(group -> group.entries().forEach(entry -> known.add(entry.option().key())));
    List<String> prefixes = groups.stream().flatMap(group -> group.prefix().stream()).toList();
    configuration.keySet().stream()
        .filter(key -> !known.contains(key) && prefixes.stream().noneMatch(key::startsWith))
        .sorted()
        .forEach(key -> problems.add(key + " is not an option of this command"));
  }
}
