package io.flinkdomino.examples;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Each line of standard input to a prompt in JSON. */
public final class SubmitJsonPrompts {

  private static final ObjectMapper JSON = new ObjectMapper();

  private SubmitJsonPrompts() {}

  public static void main(String[] arguments) throws Exception {
    System.exit(
        PromptSender.run(
            Arguments.ofWriter("SubmitJsonPrompts", arguments), SubmitJsonPrompts::prompt));
  }

  private static byte[] prompt(String id, String question) throws IOException {
    ObjectNode prompt = JSON.createObjectNode();
    prompt.put("id", id);
    prompt.putArray("messages").addObject().put("role", "user").put("content", question);
    prompt.put("max_tokens", 64);
    return JSON.writeValueAsBytes(prompt);
  }
}
