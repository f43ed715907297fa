package io.flinkdomino.examples;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Prints completions until there were enough of them.
 *
 * <p>It reads committed records only, or it would see completions twice that a failed attempt of
 * the job has written.
 */
final class CompletionReader {

  /** What to print of a record's value. */
  interface Decoder {

    String decode(byte[] value) throws IOException;
  }

  private CompletionReader() {}

  /** Reads; the answer is the program's exit code. */
  static int run(Arguments arguments, Decoder decoder) throws IOException {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            arguments.clientWith(
                List.of(
                    "group.id=flink-domino-examples",
                    "auto.offset.reset=earliest",
                    "enable.auto.commit=false",
                    "isolation.level=read_committed",
                    "default.api.timeout.ms=15000")),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      if (consumer.partitionsFor(arguments.topic()).isEmpty()) {
        throw new KafkaException("no such topic");
      }
      consumer.subscribe(List.of(arguments.topic()));
      int seen = 0;
      while (seen < arguments.count()) {
        for (ConsumerRecord<byte[], byte[]> completion : consumer.poll(Duration.ofSeconds(1))) {
          out.println(decoder.decode(completion.value()));
          seen++;
        }
        consumer.commitSync();
      }
      return 0;
    } catch (KafkaException e) {
      System.err.println(
          "reading topic %s on %s failed: %s"
              .formatted(arguments.topic(), arguments.bootstrapServers(), Arguments.reason(e)));
      return 1;
    }
  }
}
