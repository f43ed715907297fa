package io.flinkdomino.job.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The demo's prompts: lines of JSON, sent as they are but for what is missing, each under its line
 * number as Kafka key.
 *
 * @param lines one prompt each
 */
record DemoPrompts(List<String> lines) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern FIRST_NAME = Pattern.compile("\\{\\s*\"");

  /** Reads a file of JSON lines; blank lines do not count. */
  static DemoPrompts read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
    return new DemoPrompts(
        IntStream.range(0, lines.size()).mapToObj(i -> completed(lines, i)).toList());
  }

  /**
   * The line with an id, from which its seed follows, so that both jobs draw the same tokens; and
   * asking for those, so that they can be compared.
   */
  private static String completed(List<String> lines, int index) {
    String line = lines.get(index);
    Optional<JsonNode> prompt = parsed(line).filter(JsonNode::isObject);
    if (prompt.isEmpty()) {
      return line;
    }
    StringBuilder missing = new StringBuilder("{");
    if (!prompt.get().has("id")) {
      missing.append("\"id\": \"demo-").append(index).append("\", ");
    }
    if (!prompt.get().has("return_token_ids")) {
      missing.append("\"return_token_ids\": true, ");
    }
    return FIRST_NAME.matcher(line).replaceFirst(missing + "\"");
  }

  int size() {
    return lines.size();
  }

  static String key(int index) {
    return Integer.toString(index);
  }

  /** What to show of a prompt: its last message or its text, else its key. */
  String shown(int index) {
    return parsed(lines.get(index)).map(DemoPrompts::text).orElse("prompt " + index);
  }

  /** Completions that a prompt asks for. */
  int completions(int index) {
    return parsed(lines.get(index)).map(prompt -> prompt.path("n").asInt(1)).orElse(1);
  }

  private static Optional<JsonNode> parsed(String line) {
    try {
      return Optional.of(JSON.readTree(line));
    } catch (IOException e) {
      return Optional.empty(); // it will come back as a dead letter
    }
  }

  private static String text(JsonNode prompt) {
    JsonNode messages = prompt.path("messages");
    JsonNode last = messages.path(Math.max(0, messages.size() - 1)).path("content");
    return last.isTextual() ? last.asText() : prompt.path("prompt").asText("token ids");
  }

  /**
   * Sends all of them.
   *
   * @throws IOException if Kafka does not take one
   */
  void send(String bootstrapServers, String topic) throws IOException, InterruptedException {
    Map<String, Object> properties =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ProducerConfig.LINGER_MS_CONFIG,
            0);
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < lines.size(); i++) {
        byte[] value = lines.get(i).getBytes(StandardCharsets.UTF_8);
        sent.add(producer.send(new ProducerRecord<>(topic, key(i), value)));
      }
    }
    try {
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("sending prompts to topic " + topic + " failed", e);
    }
  }
}
