package io.flinkdomino.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends each line of standard input as a prompt, under its id as key, and says where it lies. */
final class PromptSender {

  /** How a question becomes a record's value. */
  interface Encoder {

    byte[] encode(String id, String question) throws IOException;
  }

  private PromptSender() {}

  /** Sends to the end of the input; the answer is the program's exit code. */
  static int run(Arguments arguments, Encoder encoder) throws IOException, InterruptedException {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(
                arguments.clientWith(List.of("max.block.ms=15000", "enable.idempotence=true")),
                new StringSerializer(),
                new ByteArraySerializer());
        BufferedReader questions =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = questions.readLine(); line != null; line = questions.readLine()) {
        String id = "example-" + (sent.size() + 1);
        sent.add(
            producer.send(new ProducerRecord<>(arguments.topic(), id, encoder.encode(id, line))));
      }
      for (int i = 0; i < sent.size(); i++) {
        RecordMetadata position = sent.get(i).get();
        System.out.println("example-" + (i + 1) + " is at " + position);
      }
      return 0;
    } catch (KafkaException | ExecutionException e) {
      System.err.println(
          "sending to topic %s on %s failed: %s"
              .formatted(arguments.topic(), arguments.bootstrapServers(), Arguments.reason(e)));
      return 1;
    }
  }
}
