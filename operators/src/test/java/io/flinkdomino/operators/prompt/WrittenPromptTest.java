package io.flinkdomino.operators.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkdomino.operators.registry.ConfluentHeader;
import io.flinkdomino.operators.registry.RegistryUnavailableException;
import io.flinkdomino.operators.registry.SchemaSource;
import io.flinkdomino.runtime.admission.FailureReason;
import io.flinkdomino.runtime.prompt.PromptInput;
import io.flinkdomino.schemas.PromptRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Prompts behind Confluent's header, written with schemas other than this release's. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WrittenPromptTest {

  private static final String ID = "{\"name\": \"id\", \"type\": \"string\"}";
  private static final String PROMPT = "{\"name\": \"prompt\", \"type\": [\"null\", \"string\"]}";

  /** Fields of every type, before, between and behind those that prompts have. */
  private static final Schema NEWER =
      schema(
          """
          {"name": "tools", "default": null, "type": ["null", {"type": "record", "name": "Tool", "fields": [
            {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["A", "B"]}},
            {"name": "inner", "type": {"type": "array", "items": "Tool"}}]}]},
          {"name": "fixed", "type": {"type": "fixed", "name": "Sixteen", "size": 16}},
          """,
          ID,
          """
          , {"name": "bytes", "type": "bytes"}, {"name": "float", "type": "float"},
          {"name": "double", "type": "double"}, {"name": "flag", "type": "boolean"},
          """,
          PROMPT,
          """
          , {"name": "map", "type": {"type": "map", "values": {"type": "array", "items": "long"}}},
          {"name": "nothing", "type": {"type": "array", "items": "null"}},
          {"name": "text", "type": "string", "aliases": ["id"], "default": 7}
          """);

  @Test
  void skipsFieldsOfEveryTypeThatANewerSchemaHas() throws IOException {
    ParsedPrompt.Accepted prompt = accepted(NEWER, encode(newer()));
    assertThat(prompt.request().id()).isEqualTo("q-1");
    assertThat(prompt.request().prompt()).isEqualTo(new PromptInput.Text("Zebra"));
  }

  @Test
  void skipsBlocksThatSayTheirSize() throws IOException {
    Schema schema =
        schema(
            "{\"name\":\"x\",\"type\":{\"type\":\"array\",\"items\":\"int\"}},", ID, ",", PROMPT);
    // x: -2 items in 2 bytes, 1 item, end; id "a"; prompt "b".
    accepted(schema, new byte[] {3, 4, 2, 4, 2, 6, 0, 2, 'a', 2, 2, 'b'});
    // The same, but the first block says that it has 3 bytes.
    assertRefused(
        schema, new byte[] {3, 6, 2, 4, 2, 6, 0, 2, 'a', 2, 2, 'b'}, "a block of another size");
  }

  @Test
  void readsAnOlderSchemaWithoutOptionalFields() throws IOException {
    Schema older = schema(ID, ",", PROMPT);
    ParsedPrompt.Accepted prompt = accepted(older, new byte[] {2, 'a', 2, 2, 'b'});
    assertThat(prompt.request().parameters().stop().maxTokens()).isEqualTo(256);
    assertThat(prompt.metadata()).isEmpty();
  }

  @Test
  void widensNumbersAndReadsBytesAsText() throws IOException {
    Schema older =
        schema(
            "{\"name\":\"seed\",\"type\":\"int\"},{\"name\":\"topP\",\"type\":\"float\"},",
            "{\"name\":\"prompt\",\"type\":\"bytes\"}");
    byte[] one = {14, 0, 0, (byte) 0x80, 0x3f};
    ParsedPrompt.Accepted prompt =
        accepted(older, concat(one, new byte[] {4, (byte) 0xc3, (byte) 0xa9}));
    assertThat(prompt.request().parameters().seed()).isEqualTo(7);
    assertThat(prompt.request().prompt()).isEqualTo(new PromptInput.Text("é"));
    assertRefused(
        older, concat(one, new byte[] {4, (byte) 0xc3, 0x28}), "a string that is not UTF-8");
  }

  @Test
  void refusesDataThatNestsWithoutEnd() {
    Schema schema =
        schema(
            """
            {"name": "list", "type": {"type": "record", "name": "Node", "fields": [
              {"name": "next", "type": ["null", "Node"]}]}},
            """,
            ID);
    byte[] deep = new byte[PromptParser.MAX_VALUE_BYTES - ConfluentHeader.BYTES];
    Arrays.fill(deep, (byte) 2);
    assertRefused(schema, deep, "more than 128 levels before byte");
  }

  @Test
  void refusesBillionsOfItemsThatTakeNoBytes() {
    byte[] many = {(byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f, 0, 2, 'a'};
    for (String item : List.of("\"null\"", "{\"type\":\"record\",\"name\":\"E\",\"fields\":[]}")) {
      Schema schema =
          schema("{\"name\":\"x\",\"type\":{\"type\":\"array\",\"items\":" + item + "}},", ID);
      assertRefused(schema, many, "more values than its bytes can hold");
    }
    Schema messages =
        schema(
            "{\"name\":\"messages\",\"type\":{\"type\":\"array\",\"items\":"
                + "{\"type\":\"record\",\"name\":\"PromptMessage\",\"fields\":[]}}},",
            ID);
    assertRefused(messages, many, "more values than its bytes can hold");
    byte[] hundred = {(byte) 0xc8, 1, 0, 2, 'a'};
    assertRefused(messages, hundred, "a list or map longer than the record");
  }

  @Test
  void refusesManySmallBlocksOfItemsThatTakeNoBytes() {
    Schema schema = schema("{\"name\":\"x\",\"type\":{\"type\":\"array\",\"items\":\"null\"}}");
    byte[] blocks = new byte[4 << 20];
    for (int i = 0; i + 4 <= blocks.length; i += 4) {
      blocks[i] = blocks[i + 1] = blocks[i + 2] = (byte) 0xfe;
      blocks[i + 3] = 1;
    }
    assertRefused(schema, blocks, "more values than its bytes can hold");
  }

  @Test
  void refusesLengthsThatAreNegativeOrBeyondTheRecord() {
    Schema schema = schema("{\"name\":\"x\",\"type\":\"bytes\"},", ID);
    assertRefused(schema, new byte[] {1, 2, 'a'}, "a string longer than the record");
    assertRefused(schema, new byte[] {80, 2, 'a'}, "a string longer than the record");
    Schema fixed =
        schema(
            "{\"name\":\"x\",\"type\":{\"type\":\"fixed\",\"name\":\"F\",\"size\":2000000000}},",
            ID);
    assertRefused(fixed, new byte[] {2, 'a'}, "its end inside a value");
    Schema list = schema("{\"name\":\"x\",\"type\":{\"type\":\"array\",\"items\":\"int\"}},", ID);
    // A block of Long.MIN_VALUE items.
    byte[] least = new byte[13];
    Arrays.fill(least, 0, 9, (byte) 0xff);
    least[9] = 1;
    assertRefused(list, least, "its end before the last field");
  }

  @Test
  void refusesEnumSymbolsAndBranchesThatDoNotExist() {
    Schema schema =
        schema(
            "{\"name\":\"x\",\"type\":{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\"]}},",
            PROMPT);
    assertRefused(schema, new byte[] {2, 0}, "an enum symbol that does not exist");
    assertRefused(schema, new byte[] {1, 0}, "an enum symbol that does not exist");
    assertRefused(schema, new byte[] {0, 4}, "a union branch that does not exist");
  }

  @Test
  void refusesEveryTruncationAndBytesBehind() throws IOException {
    byte[] whole = encode(newer());
    for (int length = 0; length < whole.length; length++) {
      assertRefused(
          NEWER, Arrays.copyOf(whole, length), "value must be one Avro datum of its schema");
    }
    assertRefused(NEWER, Arrays.copyOf(whole, whole.length + 2), "got 2 bytes behind it");
  }

  @Test
  void everyMutationIsARequestOrARefusal() throws IOException {
    PromptParser parser = parser(NEWER);
    byte[] whole = encode(newer());
    Random random = new Random(20_261_125);
    int rejected = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = whole.clone();
      for (int change = random.nextInt(3); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      if (parser.parse(framed(bytes)) instanceof ParsedPrompt.Rejected refused) {
        rejected++;
        assertThat(refused.refusal().message()).isNotBlank().doesNotContain("Zebra");
      }
    }
    assertThat(rejected).isBetween(1_000, 19_000);
  }

  @Test
  void refusesHeadersThatAreNone() {
    assertHeaderRefused("got 0 bytes");
    assertHeaderRefused("got 4 bytes", 0, 0, 0, 1);
    assertHeaderRefused("got first byte 123", '{', '}', ' ', ' ', ' ');
    assertHeaderRefused("got first byte 255", 255, 0, 0, 0, 1, 2);
  }

  @Test
  void aRegistryThatIsDownIsNotThePromptsFault() {
    PromptParser parser =
        PromptParser.withRegistry(
            id -> {
              throw new RegistryUnavailableException("down");
            });
    assertThatThrownBy(() -> parser.parse(framed(new byte[] {2, 'a'})))
        .isInstanceOf(RegistryUnavailableException.class);
  }

  private static GenericRecord newer() {
    Schema tool = NEWER.getField("tools").schema().getTypes().get(1);
    GenericRecord leaf = tool(tool, "B", List.of());
    GenericRecord record = new GenericData.Record(NEWER);
    record.put("tools", tool(tool, "A", List.of(leaf, tool(tool, "A", List.of(leaf)))));
    record.put("fixed", new GenericData.Fixed(NEWER.getField("fixed").schema(), new byte[16]));
    record.put("id", "q-1");
    record.put("bytes", ByteBuffer.wrap(new byte[] {1, 2, 3}));
    record.put("float", 1.5f);
    record.put("double", 2.5);
    record.put("flag", true);
    record.put("prompt", "Zebra");
    record.put("map", Map.of("a", List.of(1L, 300_000L), "b", List.of()));
    record.put("nothing", Arrays.asList(null, null));
    record.put("text", "Zebra");
    return record;
  }

  private static GenericRecord tool(Schema schema, String kind, List<GenericRecord> inner) {
    GenericRecord tool = new GenericData.Record(schema);
    tool.put("kind", new GenericData.EnumSymbol(schema.getField("kind").schema(), kind));
    tool.put("inner", inner);
    return tool;
  }

  private static byte[] encode(GenericRecord record) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
    return bytes.toByteArray();
  }

  private static Schema schema(String... fields) {
    return new Schema.Parser()
        .setValidateDefaults(false)
        .parse(PromptSchemasTest.record(String.join("", fields)));
  }

  private static PromptParser parser(Schema writer) {
    return PromptParser.withRegistry(
        id -> new SchemaSource.Answer.Found("AVRO", writer.toString(), 0));
  }

  private static InputRecord framed(byte[] datum) {
    return Inputs.of(concat(ConfluentHeader.of(7), datum));
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static ParsedPrompt.Accepted accepted(Schema writer, byte[] datum) {
    ParsedPrompt prompt = parser(writer).parse(framed(datum));
    assertThat(prompt).isInstanceOf(ParsedPrompt.Accepted.class);
    return (ParsedPrompt.Accepted) prompt;
  }

  private static void assertRefused(Schema writer, byte[] datum, String message) {
    assertRefused(parser(writer).parse(framed(datum)), message);
  }

  private static void assertHeaderRefused(String found, int... bytes) {
    byte[] value = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      value[i] = (byte) bytes[i];
    }
    assertRefused(
        parser(PromptRecord.getClassSchema()).parse(Inputs.of(value)),
        "value must start with magic byte 0 and the 4 bytes of a schema id, " + found);
  }

  private static void assertRefused(ParsedPrompt prompt, String message) {
    assertThat(prompt).isInstanceOf(ParsedPrompt.Rejected.class);
    ParsedPrompt.Rejected rejected = (ParsedPrompt.Rejected) prompt;
    assertThat(rejected.refusal().message()).contains(message).doesNotContain("Zebra");
    assertThat(rejected.refusal().reason()).isEqualTo(FailureReason.UNREADABLE);
  }
}
