package io.flinkdomino.operators.generate;

import io.flinkdomino.operators.prompt.InputRecord;
import io.flinkdomino.operators.prompt.RecordHeader;
import io.flinkdomino.runtime.batch.GenerationProgress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Turns held prompts into the bytes of a checkpoint and back; the first byte is the version. All
 * versions that were ever released stay readable: 1 ended with the headers.
 */
final class HeldPromptCodec {

  private static final int VERSION = 2;
  private static final int WITHOUT_PROGRESS = 1;
  private static final int ABSENT = -1;

  private HeldPromptCodec() {}

  static byte[] write(HeldPrompt prompt) throws IOException {
    InputRecord source = prompt.source();
    DataOutputSerializer out = new DataOutputSerializer(256);
    out.writeByte(VERSION);
    out.writeInt(prompt.attempt());
    out.writeUTF(source.topic());
    out.writeInt(source.partition());
    out.writeLong(source.offset());
    out.writeLong(source.timestamp());
    writeBytes(out, source.key());
    writeBytes(out, source.value());
    out.writeInt(source.headers().size());
    for (RecordHeader header : source.headers()) {
      writeText(out, header.key());
      writeBytes(out, header.value());
    }
    out.writeInt(prompt.fruitless());
    out.writeUTF(prompt.model());
    out.writeInt(prompt.progress().size());
    for (GenerationProgress progress : prompt.progress()) {
      ProgressCodec.write(progress, out);
    }
    return out.getCopyOfBuffer();
  }

  static HeldPrompt read(byte[] bytes) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    int version = in.readUnsignedByte();
    if (version < WITHOUT_PROGRESS || version > VERSION) {
      throw new IOException(
          "held prompt must have state version %d to %d, got %d"
              .formatted(WITHOUT_PROGRESS, VERSION, version));
    }
    int attempt = in.readInt();
    InputRecord source =
        new InputRecord(
            in.readUTF(),
            in.readInt(),
            in.readLong(),
            in.readLong(),
            readBytes(in),
            readBytes(in),
            readHeaders(in));
    return version == WITHOUT_PROGRESS
        ? new HeldPrompt(source, attempt, 0, "", List.of())
        : new HeldPrompt(source, attempt, in.readInt(), in.readUTF(), readProgress(in));
  }

  private static List<GenerationProgress> readProgress(DataInputDeserializer in)
      throws IOException {
    int count = in.readInt();
    List<GenerationProgress> progress = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      progress.add(ProgressCodec.read(in));
    }
    return progress;
  }

  private static List<RecordHeader> readHeaders(DataInputDeserializer in) throws IOException {
    int count = in.readInt();
    List<RecordHeader> headers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      headers.add(new RecordHeader(readText(in), readBytes(in)));
    }
    return headers;
  }

  // Not writeUTF: it ends at 64 KiB, and a Kafka header's name may be longer.
  private static void writeText(DataOutputSerializer out, String text) throws IOException {
    writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String readText(DataInputDeserializer in) throws IOException {
    byte[] utf8 = readBytes(in);
    if (utf8 == null) {
      throw new IOException("a header of a held prompt must have a name");
    }
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private static void writeBytes(DataOutputSerializer out, byte @Nullable [] bytes)
      throws IOException {
    if (bytes == null) {
      out.writeInt(ABSENT);
    } else {
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  private static byte @Nullable [] readBytes(DataInputDeserializer in) throws IOException {
    int length = in.readInt();
    if (length == ABSENT) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }
}
