package io.flinkdomino.tests.support;

import io.flinkdomino.operators.registry.ConfluentHeader;
import io.flinkdomino.schemas.PromptRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Prompts as producers of several releases write them with Confluent's serializer. */
public final class FramedPrompts {

  private static final Set<String> FIRST_FIELDS =
      Set.of(
          "id", "messages", "prompt", "promptTokenIds", "maxTokens", "returnTokenIds", "metadata");

  private FramedPrompts() {}

  /** This release's schema, as published. */
  public static Schema current() {
    try (InputStream text = PromptRecord.class.getResourceAsStream("/avro/prompt_record.avsc")) {
      return new Schema.Parser().parse(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A compatible schema with few fields. */
  public static Schema older() {
    List<Schema.Field> fields =
        current().getFields().stream()
            .filter(field -> FIRST_FIELDS.contains(field.name()))
            .map(field -> new Schema.Field(field, field.schema()))
            .toList();
    return record(fields);
  }

  /** A compatible schema with more fields than this release knows, before and behind its own. */
  public static Schema newer() {
    Schema tool =
        new Schema.Parser()
            .parse(
                """
                {"type": "record", "name": "Tool", "namespace": "io.flinkdomino.schemas", "fields": [
                  {"name": "kind", "type": {"type": "enum", "name": "ToolKind", "symbols": ["A", "B"]}},
                  {"name": "parts", "type": {"type": "array", "items": "Tool"}},
                  {"name": "digest", "type": {"type": "fixed", "name": "Digest", "size": 4}}]}""");
    List<Schema.Field> fields = new ArrayList<>();
    fields.add(
        new Schema.Field(
            "tool",
            Schema.createUnion(Schema.create(Schema.Type.NULL), tool),
            null,
            JsonProperties.NULL_VALUE));
    current().getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
    fields.add(new Schema.Field("note", Schema.create(Schema.Type.STRING), null, "none"));
    return record(fields);
  }

  /** A schema whose {@code maxTokens} is a text: no prompt of this release. */
  public static Schema incompatible() {
    List<Schema.Field> fields =
        older().getFields().stream()
            .map(
                field ->
                    field.name().equals("maxTokens")
                        ? new Schema.Field(
                            field.name(), Schema.create(Schema.Type.STRING), null, "")
                        : new Schema.Field(field, field.schema()))
            .toList();
    return record(fields);
  }

  private static Schema record(List<Schema.Field> fields) {
    return Schema.createRecord("PromptRecord", null, "io.flinkdomino.schemas", false, fields);
  }

  /** The same JSON prompt, encoded with a schema under its id. */
  public static Prompt of(Prompt prompt, Schema schema, int id) {
    return new Prompt(prompt.number(), encode(prompt, schema, id), prompt.expected());
  }

  /** The value of such a prompt. */
  public static byte[] encode(Prompt prompt, Schema schema, int id) {
    PromptRecord values = AvroPrompts.record(prompt);
    GenericRecord record = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      Schema.Field known = values.getSchema().getField(field.name());
      record.put(field.pos(), known == null ? unknown(field.schema()) : values.get(known.pos()));
    }
    if (schema.getField("maxTokens").schema().getType() == Schema.Type.STRING) {
      record.put("maxTokens", "7");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(ConfluentHeader.of(id));
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static Object unknown(Schema schema) {
    return schema.getType() == Schema.Type.STRING
        ? "from the future"
        : tool(schema.getTypes().get(1), 3);
  }

  private static GenericRecord tool(Schema schema, int levels) {
    GenericRecord tool = new GenericData.Record(schema);
    Map<String, Object> values =
        Map.of(
            "kind", new GenericData.EnumSymbol(schema.getField("kind").schema(), "B"),
            "parts", levels == 0 ? List.of() : List.of(tool(schema, levels - 1)),
            "digest",
                new GenericData.Fixed(schema.getField("digest").schema(), new byte[] {1, 2, 3, 4}));
    values.forEach(tool::put);
    return tool;
  }
}
