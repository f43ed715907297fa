package io.flinkdomino.examples;

import io.flinkdomino.schemas.PromptMessage;
import io.flinkdomino.schemas.PromptRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;

/** Each line of standard input to a prompt in Avro: one binary datum, without header. */
public final class SubmitAvroPrompts {

  private SubmitAvroPrompts() {}

  public static void main(String[] arguments) throws Exception {
    System.exit(
        PromptSender.run(
            Arguments.ofWriter("SubmitAvroPrompts", arguments), SubmitAvroPrompts::prompt));
  }

  private static byte[] prompt(String id, String question) throws IOException {
    PromptRecord prompt =
        PromptRecord.newBuilder()
            .setId(id)
            .setMessages(List.of(new PromptMessage("user", question)))
            .setMaxTokens(64)
            .build();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new SpecificDatumWriter<>(PromptRecord.class).write(prompt, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }
}
