package io.flinkdomino.operators.prompt;

import io.flinkdomino.schemas.PromptMessage;
import java.util.ArrayList;
import java.util.List;

/** OpenAI's {@code messages}: roles, and contents as a string or as a list of text parts. */
final class JsonMessages {

  private JsonMessages() {}

  static List<PromptMessage> read(List<?> items) throws InvalidPromptException {
    List<PromptMessage> messages = new ArrayList<>(items.size());
    for (Object item : items) {
      JsonObject fields = JsonObject.of("messages[" + messages.size() + "]", item);
      String role = fields.privateText("role");
      if (role == null) {
        throw JsonObject.wrongKind(fields.path("role"), "a string", "none");
      }
      messages.add(new PromptMessage(role, content(fields)));
      fields.refuseRest();
    }
    return messages;
  }

  private static String content(JsonObject message) throws InvalidPromptException {
    Object content = message.take("content");
    if (content instanceof String text) {
      return text;
    }
    String path = message.path("content");
    if (!(content instanceof List<?> parts) || parts.isEmpty()) {
      throw JsonObject.wrongKind(path, "a string or a list of text parts", Shown.kind(content));
    }
    List<String> texts = new ArrayList<>();
    for (Object part : parts) {
      texts.add(partText(JsonObject.of(path + "[" + texts.size() + "]", part)));
    }
    return String.join("\n", texts);
  }

  private static String partText(JsonObject part) throws InvalidPromptException {
    String type = part.string("type");
    if (!"text".equals(type)) {
      throw InvalidPromptException.unsupported(
          part.path("type")
              + " must be \"text\" in this release, got "
              + (type == null ? "none" : Shown.name(type)));
    }
    String text = part.privateText("text");
    if (text == null) {
      throw JsonObject.wrongKind(part.path("text"), "a string", "none");
    }
    part.refuseRest();
    return text;
  }
}
