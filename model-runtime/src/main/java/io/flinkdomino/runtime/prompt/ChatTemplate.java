package io.flinkdomino.runtime.prompt;

import io.flinkdomino.runtime.prompt.template.Rendering;
import io.flinkdomino.runtime.prompt.template.Template;
import io.flinkdomino.runtime.prompt.template.TemplateException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model's chat template: turns a conversation into the text that the model was trained on.
 *
 * <p>Renders as Transformers' {@code apply_chat_template} does, for the subset of Jinja that the
 * {@code template} package knows. Immutable; any thread.
 */
public final class ChatTemplate {

  /** Variables that an argument cannot set. */
  public static final Set<String> OWN_VARIABLES = Set.of("messages", "add_generation_prompt");

  private final Template template;
  private final Map<String, String> specialTokens;

  private ChatTemplate(Template template, Map<String, String> specialTokens) {
    this.template = template;
    this.specialTokens = Map.copyOf(specialTokens);
  }

  /**
   * Parses a template that sees no special tokens.
   *
   * @throws TemplateException if it breaks Jinja's grammar or uses a construct that is not
   *     supported; the message names construct and line
   */
  public static ChatTemplate parse(String source) {
    return parse(source, Map.of());
  }

  /**
   * Parses a template.
   *
   * @param specialTokens variables such as {@code bos_token}, see {@link SpecialTokens}; one that
   *     is missing here is undefined in the template and prints as nothing
   * @throws TemplateException as {@link #parse(String)}
   */
  public static ChatTemplate parse(String source, Map<String, String> specialTokens) {
    return new ChatTemplate(Template.parse(source), specialTokens);
  }

  /**
   * The conversation as text.
   *
   * @param messages oldest first
   * @param addGenerationPrompt whether the text ends with the opening of the model's answer
   * @param arguments further variables, such as {@code enable_thinking}: strings, booleans,
   *     numbers, null, and lists and string-keyed maps of them; {@code messages} and {@code
   *     add_generation_prompt} among them have no effect
   * @throws TemplateException if the template fails on this conversation; the message holds no
   *     prompt text
   */
  public String render(
      List<ChatMessage> messages,
      boolean addGenerationPrompt,
      Map<String, ? extends @Nullable Object> arguments) {
    return rendering(messages, addGenerationPrompt, arguments).text();
  }

  /** As {@link #render}, with what the template's {@code generation} blocks wrote. */
  public Rendering rendering(
      List<ChatMessage> messages,
      boolean addGenerationPrompt,
      Map<String, ? extends @Nullable Object> arguments) {
    Map<String, @Nullable Object> variables = new HashMap<>();
    // Transformers always passes these two: they are none, not undefined.
    variables.put("tools", null);
    variables.put("documents", null);
    variables.putAll(specialTokens);
    variables.putAll(arguments);
    variables.put("messages", messages.stream().map(ChatTemplate::toVariables).toList());
    variables.put("add_generation_prompt", addGenerationPrompt);
    return template.rendering(variables);
  }

  private static Map<String, String> toVariables(ChatMessage message) {
    return Map.of("role", message.role(), "content", message.content());
  }
}
