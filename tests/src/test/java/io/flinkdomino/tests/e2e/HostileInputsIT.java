package io.flinkdomino.tests.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.flinkdomino.job.demo.DemoBroker;
import io.flinkdomino.operators.prompt.WireFormat;
import io.flinkdomino.tests.support.Answers;
import io.flinkdomino.tests.support.FlinkDominoProcess;
import io.flinkdomino.tests.support.FlinkRest;
import io.flinkdomino.tests.support.GoldenCase;
import io.flinkdomino.tests.support.JvmMemory;
import io.flinkdomino.tests.support.Prompt;
import io.flinkdomino.tests.support.SharedBroker;
import io.flinkdomino.tests.support.SourcePosition;
import io.flinkdomino.tests.support.StreamingJob;
import io.flinkdomino.tests.support.TargetOnly;
import io.flinkdomino.tests.support.Topics;
import io.flinkdomino.tests.support.Workload;
import io.flinkdomino.tests.support.hostile.HostileStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** More than 10,000 records that were made to break the job, with good prompts among them. */
@ExtendWith(SharedBroker.class)
@Timeout(300)
class HostileInputsIT {

  private static final Duration DEADLINE = Duration.ofMinutes(3);
  private static final int GOOD = 200;

  /** Half of what either half of the stream holds in records. */
  private static final long LEAST_LEAK = 15L << 20;

  /** A heap of 512 MB, the models, and the natives with what they allocate. */
  private static final long MOST_RESIDENT = 1_280L << 20;

  @TempDir Path folder;

  private final Map<SourcePosition, Prompt> sent = new HashMap<>();

  @Test
  void goodPromptsAreAnsweredAndEveryOtherRecordIsADeadLetterWithItsReason(DemoBroker broker)
      throws Exception {
    List<Prompt> stream = HostileStream.json(GOOD);
    assertThat(distinctValues(stream)).isGreaterThan(10_000 + GOOD);
    Topics topics = Topics.create(broker, "hostile", 4);
    try (FlinkDominoProcess process =
        FlinkDominoProcess.start(folder, FlinkDominoProcess.run(StreamingJob.options(topics, 1)))) {
      FlinkRest rest = process.rest(DEADLINE);
      answer(topics, stream.subList(0, stream.size() / 2));
      JvmMemory first = JvmMemory.of(process.pid());
      answer(topics, stream.subList(stream.size() / 2, stream.size()));
      awaitNoMoreThan(first, process.pid());
      assertNeverRestarted(rest);
      process.terminate();
      process.exitCode(DEADLINE);
      process.assertDiscreet(privateTexts());
    }
    assertAnswered(topics, WireFormat.JSON);
  }

  @Test
  void avroRecordsThatLieAreDeadLettersToo(DemoBroker broker) throws Exception {
    Topics topics = Topics.create(broker, "hostile-avro", 4);
    List<Prompt> stream = HostileStream.avro(GOOD / 4);
    assertThat(distinctValues(stream)).isGreaterThan(3_000);
    sent.putAll(topics.produce(stream));
    Map<String, String> options = Map.of("prompt-format", "avro", "output-format", "avro");
    try (StreamingJob job = StreamingJob.start(topics, 1, options)) {
      topics.awaitAnswers(sent.size(), DEADLINE);
      assertThat(job.failures()).isZero();
      job.drain();
    }
    assertAnswered(topics, WireFormat.AVRO);
  }

  /** What Kafka carries around a value: keys and headers that are missing, many, or huge. */
  @Test
  void recordsAreAnsweredWhateverTheirKeysAndHeadersAre(DemoBroker broker) throws Exception {
    Topics topics = Topics.create(broker, "hostile-envelopes", 1);
    sendStrangeEnvelopes(topics);
    try (StreamingJob job = StreamingJob.start(topics, 1, Map.of())) {
      topics.awaitAnswers(7, DEADLINE);
      assertThat(job.failures()).isZero();
      job.drain();
    }

    Answers answers = Answers.read(topics, WireFormat.JSON);
    assertThat(answers.completions())
        .extracting(json -> json.get("source_offset").asInt())
        .containsExactlyInAnyOrder(5, 6);
    assertThat(answers.deadLetters())
        .extracting(
            json -> json.get("source_offset").asInt(),
            json -> json.get("reason").asText(),
            json -> json.get("key_omitted").asBoolean(),
            json -> json.get("headers_omitted").asInt() > 0)
        .containsExactlyInAnyOrder(
            tuple(0, "TOMBSTONE", false, false),
            tuple(1, "UNREADABLE", false, false),
            tuple(2, "INVALID_FIELD", false, true),
            tuple(3, "INVALID_FIELD", false, true),
            tuple(4, "INVALID_FIELD", true, false));
  }

  /** Seven records, of which the last two are good prompts. */
  private static void sendStrangeEnvelopes(Topics topics) throws Exception {
    byte[] refused = "{\"prompt\": \"a\", \"n\": 0}".getBytes(UTF_8);
    byte[] good = "{\"prompt\": \"a\", \"max_tokens\": 1}".getBytes(UTF_8);
    byte[] empty = {};
    Header huge = new RecordHeader("huge", new byte[900_000]);
    Header strange = new RecordHeader("\u0000\ud83d\ude00", empty);
    Header[] many = new Header[20_000];
    Arrays.setAll(many, i -> new RecordHeader("h" + i, new byte[] {(byte) i}));

    topics.send(null, null);
    topics.send(empty, empty, new RecordHeader("", (byte[]) null));
    topics.send(null, refused, huge);
    topics.send(empty, refused, many);
    topics.send(new byte[700_000], refused, strange, strange);
    topics.send(new byte[700_000], good, strange);
    topics.send(null, good, many);
  }

  private void assertAnswered(Topics topics, WireFormat format) {
    Answers answers = Answers.read(topics, format);
    answers.assertOneEach(sent);
    answers.assertTokensEqual(sent, TargetOnly.decode(sent.values()));
    answers.assertMetricsAddUp();
  }

  private void answer(Topics topics, List<Prompt> prompts) throws Exception {
    assertThat(bytes(prompts)).isGreaterThan(2 * LEAST_LEAK);
    sent.putAll(topics.produce(prompts));
    topics.awaitAnswers(sent.size(), DEADLINE);
  }

  /** What clients of Kafka hold for a while is no leak: it goes. */
  private static void awaitNoMoreThan(JvmMemory before, long pid) {
    await()
        .atMost(DEADLINE)
        .untilAsserted(
            () -> {
              JvmMemory now = JvmMemory.of(pid);
              assertThat(now.liveHeapBytes())
                  .as("live heap: %s, before: %s", now, before)
                  .isLessThan(before.liveHeapBytes() + LEAST_LEAK);
              assertThat(now.peakResidentBytes()).isLessThan(MOST_RESIDENT);
            });
  }

  private static long bytes(List<Prompt> prompts) {
    return prompts.stream()
        .map(Prompt::value)
        .filter(Objects::nonNull)
        .mapToLong(value -> value.length)
        .sum();
  }

  private static long distinctValues(List<Prompt> stream) {
    return stream.stream()
        .map(Prompt::value)
        .filter(Objects::nonNull)
        .map(ByteBuffer::wrap)
        .collect(Collectors.toSet())
        .size();
  }

  private static void assertNeverRestarted(FlinkRest rest) throws Exception {
    Map<String, String> pages = rest.pages();
    assertThat(pages).anySatisfy((path, page) -> assertThat(path).endsWith("/exceptions"));
    assertThat(pages)
        .allSatisfy(
            (path, page) -> {
              if (path.endsWith("/exceptions")) {
                assertThat(page).contains("\"entries\":[]");
              }
            });
  }

  private static List<String> privateTexts() {
    return Stream.concat(
            Stream.of(HostileStream.MARKER),
            Workload.decidedCases().stream().flatMap(GoldenCase::privateTexts))
        .toList();
  }
}
