package io.flinkdomino.job.cli;

import io.flinkdomino.job.options.OptionGroup;
import io.flinkdomino.job.options.OptionText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Flags made from options: {@code max-batch} is {@code --max-batch}, with the same description. */
final class OptionSpecs {

  private OptionSpecs() {}

  /** Adds one flag per option, under the headings of their groups. */
  static void addTo(CommandSpec command, List<OptionGroup> groups) {
    int order = 0;
    for (OptionGroup group : groups) {
      ArgGroupSpec.Builder section =
          ArgGroupSpec.builder()
              .heading("%n" + group.heading() + ":%n")
              .validate(false)
              .order(order++);
      int position = 0;
      for (OptionGroup.Entry entry : group.entries()) {
        section.addArg(flag(entry, position++));
      }
      command.addArgGroup(section.build());
    }
  }

  /** The flags that were given, by option key. */
  static Map<String, String> given(ParseResult result, List<OptionGroup> groups) {
    Map<String, String> values = new LinkedHashMap<>();
    for (OptionGroup group : groups) {
      for (OptionGroup.Entry entry : group.entries()) {
        String key = entry.option().key();
        String value = result.matchedOptionValue("--" + key, "");
        if (result.hasMatchedOption("--" + key)) {
          values.put(key, value);
        }
      }
    }
    return values;
  }

  private static OptionSpec flag(OptionGroup.Entry entry, int position) {
    OptionSpec.Builder flag =
        OptionSpec.builder("--" + entry.option().key())
            .type(String.class)
            .order(position)
            .description(description(entry.option()).replace("%", "%%"));
    if (entry.label().isEmpty()) {
      return flag.arity("0..1").fallbackValue("true").hideParamSyntax(true).paramLabel("").build();
    }
    return flag.arity("1").paramLabel(entry.label()).build();
  }

  private static String description(ConfigOption<?> option) {
    String value = OptionText.defaultValue(option);
    String text = OptionText.description(option);
    return value.isEmpty() || value.equals("false") ? text : text + " Default: " + value + ".";
  }
}
