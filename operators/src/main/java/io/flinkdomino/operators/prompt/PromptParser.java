package io.flinkdomino.operators.prompt;

import io.flinkdomino.operators.registry.SchemaSource;
import io.flinkdomino.runtime.admission.FailureReason;
import io.flinkdomino.runtime.admission.Refusal;
import io.flinkdomino.schemas.PromptRecord;
import java.util.Optional;

/**
 * Turns records from the source into requests. Both wire formats become a {@link PromptRecord} and
 * then pass one set of rules. Stateless, for any thread, without a schema registry; with one, for
 * one thread, which waits where the registry does not answer.
 */
public final class PromptParser {

  /** Larger records are refused unread; eight times what a broker takes by default. */
  public static final int MAX_VALUE_BYTES = 8 * 1024 * 1024;

  private final WireFormat format;
  private final PromptReader reader;
  private final PromptMapper mapper;

  /**
   * @param format how prompts look on this job's topics
   */
  public PromptParser(WireFormat format) {
    this(
        format,
        switch (format) {
          case AVRO -> new AvroPromptReader();
          case JSON -> new JsonPromptReader();
        });
  }

  private PromptParser(WireFormat format, PromptReader reader) {
    this.format = format;
    this.reader = reader;
    this.mapper = new PromptMapper(format);
  }

  /** Reads Avro behind Confluent's header, whatever compatible schema it was written with. */
  public static PromptParser withRegistry(SchemaSource schemas) {
    return new PromptParser(
        WireFormat.AVRO,
        new RegistryPromptReader(
            new PromptSchemas(schemas, System::nanoTime, PromptParser::pause)));
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      // The task ends; whatever blocks next will notice.
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Reads one record.
   *
   * @return a request, or why there is none; whatever the bytes are, nothing is thrown
   * @throws io.flinkdomino.operators.registry.RegistryUnavailableException if nobody can tell what
   *     the bytes are
   */
  public ParsedPrompt parse(InputRecord source) {
    byte[] value = source.value();
    if (value == null) {
      Refusal refusal =
          new Refusal(FailureReason.TOMBSTONE, "value must be a prompt, got a tombstone");
      return new ParsedPrompt.Rejected(refusal, Optional.empty());
    }
    if (value.length > MAX_VALUE_BYTES) {
      String message = "value must be at most " + MAX_VALUE_BYTES + " bytes, got " + value.length;
      return new ParsedPrompt.Rejected(
          new Refusal(FailureReason.UNREADABLE, message), Optional.empty());
    }
    return parse(value, RequestIds.ofSource(source));
  }

  private ParsedPrompt parse(byte[] value, String sourceId) {
    PromptRecord record;
    try {
      record = reader.read(value);
    } catch (InvalidPromptException e) {
      return new ParsedPrompt.Rejected(e.refusal(), idOf(value, sourceId, e.refusal().reason()));
    }
    String ownId = record.getId();
    String id = ownId == null ? sourceId : ownId;
    try {
      return new ParsedPrompt.Accepted(mapper.request(record, id), record.getMetadata());
    } catch (InvalidPromptException e) {
      return new ParsedPrompt.Rejected(
          e.refusal(), Optional.of(RequestIds.isValid(id) ? id : sourceId));
    }
  }

  private Optional<String> idOf(byte[] value, String sourceId, FailureReason reason) {
    Optional<String> own =
        format == WireFormat.JSON ? RequestIds.findInJson(value) : Optional.empty();
    return reason == FailureReason.UNREADABLE ? own : own.or(() -> Optional.of(sourceId));
  }
}
