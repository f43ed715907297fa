package io.flinkdomino.operators.emit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.flinkdomino.operators.prompt.WireFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/** Writes a record as JSON by walking its schema. */
final class JsonText {

  /** The schema property of fields that are left out where they are null. */
  private static final String OMIT_NULL = "jsonOmitNull";

  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonGenerator json;

  private JsonText(JsonGenerator json) {
    this.json = json;
  }

  static String of(IndexedRecord record) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      new JsonText(json).record(record);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return text.toString();
  }

  private void record(IndexedRecord record) throws IOException {
    json.writeStartObject();
    for (Schema.Field field : record.getSchema().getFields()) {
      Object value = record.get(field.pos());
      if (value != null || !Boolean.TRUE.equals(field.getObjectProp(OMIT_NULL))) {
        json.writeFieldName(WireFormat.JSON.fieldName(field.name()));
        value(field.schema(), value);
      }
    }
    json.writeEndObject();
  }

  private void value(Schema schema, @Nullable Object value) throws IOException {
    switch (schema.getType()) {
      case UNION ->
          value(schema.getTypes().get(SpecificData.get().resolveUnion(schema, value)), value);
      case NULL -> json.writeNull();
      case RECORD -> record((IndexedRecord) value);
      case ARRAY -> list(schema.getElementType(), (List<?>) value);
      case MAP -> map(schema.getValueType(), (Map<?, ?>) value);
      case ENUM -> json.writeString(value.toString().toLowerCase(Locale.ROOT));
      case STRING -> json.writeString(value.toString());
      case BYTES -> bytes((ByteBuffer) value);
      case INT -> json.writeNumber((Integer) value);
      case LONG -> json.writeNumber((Long) value);
      case DOUBLE -> number(schema, (Double) value);
      case BOOLEAN -> json.writeBoolean((Boolean) value);
      case FLOAT, FIXED ->
          throw new IllegalArgumentException("no record of the schemas has a " + schema.getType());
    }
  }

  private void list(Schema element, List<?> items) throws IOException {
    json.writeStartArray();
    for (Object item : items) {
      value(element, item);
    }
    json.writeEndArray();
  }

  private void map(Schema element, Map<?, ?> entries) throws IOException {
    json.writeStartObject();
    for (Map.Entry<?, ?> entry : entries.entrySet()) {
      json.writeFieldName(entry.getKey().toString());
      value(element, entry.getValue());
    }
    json.writeEndObject();
  }

  private void bytes(ByteBuffer bytes) throws IOException {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    json.writeBinary(copy);
  }

  private void number(Schema schema, double number) throws IOException {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException(
          "JSON numbers must be finite, got " + number + " for a " + schema.getType());
    }
    json.writeNumber(number);
  }
}
