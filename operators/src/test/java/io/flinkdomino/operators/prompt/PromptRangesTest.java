package io.flinkdomino.operators.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.operators.emit.RecordEncoder;
import io.flinkdomino.runtime.admission.FailureReason;
import io.flinkdomino.schemas.PromptRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The ends of every number's range, and what lies beyond them, in both formats. */
class PromptRangesTest {

  private static final double NAN = Double.NaN;
  private static final double INFINITE = Double.POSITIVE_INFINITY;

  /** One number: values taken, values refused, and the rule that refuses them. */
  private record Range(String field, List<Number> taken, List<Number> refused, String rule) {}

  private static final List<Range> RANGES =
      List.of(
          new Range(
              "temperature",
              List.of(0.0, -0.0, 1.0, 2.0),
              List.of(-1e-9, 2.0000001, NAN, INFINITE, -INFINITE),
              "be between 0 and 2"),
          new Range(
              "topP",
              List.of(Double.MIN_VALUE, 0.5, 1.0),
              List.of(0.0, -0.5, 1.0000001, NAN, INFINITE),
              "be above 0 and at most 1"),
          new Range("topK", List.of(-1, 0, 1, Integer.MAX_VALUE), List.of(-2), "be -1 or more"),
          new Range(
              "minP", List.of(0.0, 0.5, 1.0), List.of(-1e-9, 1.0000001, NAN), "be between 0 and 1"),
          new Range(
              "presencePenalty",
              List.of(-2.0, 0.0, 2.0),
              List.of(-2.0000001, 2.0000001, NAN),
              "be between -2 and 2"),
          new Range(
              "frequencyPenalty",
              List.of(-2.0, 0.0, 2.0),
              List.of(-2.0000001, 2.0000001, NAN),
              "be between -2 and 2"),
          new Range(
              "repetitionPenalty",
              List.of(Double.MIN_VALUE, 1.0, 10.0),
              List.of(0.0, -1.0, 10.0000001, NAN, INFINITE),
              "be above 0 and at most 10"),
          new Range(
              "maxTokens",
              List.of(1, Integer.MAX_VALUE),
              List.of(0, -1),
              "be between 1 and 2147483647"),
          new Range(
              "minTokens", List.of(0, 256), List.of(-1, 257), "be between 0 and %s, which is 256"),
          new Range("n", List.of(1, 128), List.of(0, 129), "be between 1 and 128"),
          new Range("logprobs", List.of(0, 20), List.of(-1, 21), "be between 0 and 20"),
          new Range("deadlineEpochMs", List.of(0L, Long.MAX_VALUE), List.of(-1L), "be 0 or more"),
          new Range("priority", List.of(Integer.MIN_VALUE, Integer.MAX_VALUE), List.of(), ""),
          new Range("seed", List.of(Long.MIN_VALUE, Long.MAX_VALUE), List.of(), ""));

  private static Stream<Arguments> taken() {
    return cases(Range::taken);
  }

  private static Stream<Arguments> refused() {
    return cases(Range::refused);
  }

  private static Stream<Arguments> cases(Function<Range, List<Number>> values) {
    return Stream.of(WireFormat.values())
        .flatMap(
            format ->
                RANGES.stream()
                    .flatMap(
                        range ->
                            values.apply(range).stream()
                                .map(value -> Arguments.of(format, range, value))));
  }

  @ParameterizedTest
  @MethodSource("taken")
  void takesTheEndsOfTheRange(WireFormat format, Range range, Number value) {
    assertThat(parse(format, range.field(), value)).isInstanceOf(ParsedPrompt.Accepted.class);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatLiesBeyond(WireFormat format, Range range, Number value) {
    ParsedPrompt.Rejected rejected = (ParsedPrompt.Rejected) parse(format, range.field(), value);

    boolean nothingJsonHas = format == WireFormat.JSON && !Double.isFinite(value.doubleValue());
    String rule =
        nothingJsonHas
            ? "be a finite number"
            : range.rule().formatted(format.fieldName("maxTokens"));
    assertThat(rejected.refusal().reason()).isEqualTo(FailureReason.INVALID_FIELD);
    assertThat(rejected.refusal().message())
        .isEqualTo(format.fieldName(range.field()) + " must " + rule + ", got " + value);
  }

  private static ParsedPrompt parse(WireFormat format, String field, Number value) {
    return new PromptParser(format).parse(Inputs.of(bytes(format, Map.of(field, value))));
  }

  private static byte[] bytes(WireFormat format, Map<String, Number> fields) {
    return switch (format) {
      case AVRO -> {
        PromptRecord record = PromptRecord.newBuilder().setId("q-1").setPrompt("x").build();
        fields.forEach(record::put);
        yield new RecordEncoder(WireFormat.AVRO).encode(record);
      }
      case JSON -> {
        StringBuilder text = new StringBuilder("{\"id\": \"q-1\", \"prompt\": \"x\"");
        fields.forEach(
            (field, value) ->
                text.append(", \"").append(format.fieldName(field)).append("\": ").append(value));
        yield Inputs.utf8(text.append('}').toString());
      }
    };
  }

  /** What the rules let through, the request's own checks must not throw at. */
  @ParameterizedTest
  @EnumSource
  void anyCombinationIsARequestOrARefusal(WireFormat format) {
    Random random = new Random(20_261_125);
    PromptParser parser = new PromptParser(format);
    int taken = 0;
    for (int i = 0; i < 5_000; i++) {
      Map<String, Number> fields = new HashMap<>();
      for (Range range : RANGES) {
        boolean beyond = !range.refused().isEmpty() && random.nextInt(20) == 0;
        List<Number> values = beyond ? range.refused() : range.taken();
        if (random.nextBoolean()) {
          fields.put(range.field(), values.get(random.nextInt(values.size())));
        }
      }
      ParsedPrompt parsed = parser.parse(Inputs.of(bytes(format, fields)));
      taken += parsed instanceof ParsedPrompt.Accepted ? 1 : 0;
    }
    assertThat(taken).isBetween(1_000, 4_500);
  }
}
