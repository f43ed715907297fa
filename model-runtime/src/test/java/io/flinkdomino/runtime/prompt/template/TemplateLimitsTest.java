package io.flinkdomino.runtime.prompt.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates that somebody made to take the job's time, memory or stack. */
@Timeout(60)
class TemplateLimitsTest {

  /** What templates are made of, and what they are not. */
  private static final List<String> PIECES =
      List.of(
          "{%",
          "%}",
          "{{",
          "}}",
          "{#",
          "#}",
          "-",
          " ",
          "\n",
          "if ",
          "for ",
          "in ",
          "else",
          "elif ",
          "endif",
          "endfor",
          "m",
          "a",
          "a.b",
          "loop.index",
          "[",
          "]",
          "(",
          ")",
          "'x'",
          "\"",
          "\\",
          "1",
          "1_0",
          "1e5",
          "0x1f",
          "==",
          "!=",
          "+",
          "~",
          "|",
          "and ",
          "or ",
          "not ",
          "{% if a %}",
          "{% endif %}",
          "{% for a in m %}",
          "{% endfor %}",
          "{{ a }}",
          "é",
          "\ud800",
          "raw");

  private static final String WORK = "at most 67108864 steps and characters, took more";

  private static Map<String, Object> conversation(int messages, int chars) {
    Map<String, String> message = Map.of("role", "user", "content", "x".repeat(chars));
    return Map.of("m", Collections.nCopies(messages, message));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% for a in m %}{% for b in m %}{% for c in m %}{% endfor %}{% endfor %}{% endfor %}",
        "{% for a in m %}{% for b in m %}{% for c in m %}x{% endfor %}{% endfor %}{% endfor %}",
        "{% for a in m %}{% for b in m %}{% if a == b %}{% endif %}{% endfor %}{% endfor %}",
        "{% for a in m %}{% for b in m %}{{ a.content }}{% endfor %}{% endfor %}",
        "{% for a in m %}{% for b in m %}{% if a.content + b.content %}{% endif %}{% endfor %}{% endfor %}",
        "{% for a in m %}{% for b in m %}{% if a.content ~ b.content %}{% endif %}{% endfor %}{% endfor %}",
        "{% for a in m %}{% for b in m %}{% if m + m %}{% endif %}{% endfor %}{% endfor %}",
        "{% for a in m %}{% for b in m %}{% if m == m %}{% endif %}{% endfor %}{% endfor %}",
        "{% for a in m %}{% for b in m %}{% if a.content[9] %}{% endif %}{% endfor %}{% endfor %}",
        "{% for a in m %}{% for c in a.content %}{% endfor %}{% endfor %}"
      })
  void renderingEndsAndCostsABoundedAmount(String source) {
    Template template = Template.parse(source);
    Map<String, Object> variables = conversation(3_000, 3_000);
    long before = allocated();
    assertThatThrownBy(() -> template.render(variables))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining(WORK);
    assertThat(allocated() - before).isLessThan(1L << 30);
  }

  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  @Test
  void largestConversationIsWithinTheLimit() {
    String source =
        "{% for a in m %}{{ '<|im_start|>' + a.role + '\\n' + a.content + '<|im_end|>' + '\\n' }}{% endfor %}";
    // As many messages as a record may hold, and as many characters.
    String text = Template.parse(source).render(conversation(87_000, 0));
    assertThat(text).hasSize(87_000 * "<|im_start|>user\n<|im_end|>\n".length());
    assertThat(Template.parse(source).render(conversation(1, 8 << 20))).hasSizeGreaterThan(8 << 20);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "(         | 100000 | an expression of more than 500 tokens",
        "not       | 100000 | an expression of more than 500 tokens",
        "a[        | 100000 | an expression of more than 500 tokens",
        "a.        | 100000 | an expression of more than 500 tokens",
        "a +       | 100000 | an expression of more than 500 tokens",
        "a or      | 100000 | an expression of more than 500 tokens",
        "1         | 100000 | an integer of more than 1000 digits",
        "'a'       | 100000 | an expression of more than 500 tokens"
      })
  void expressionsHaveABoundedSize(String piece, int count, String problem) {
    String source = "{{ " + (piece.equals("not") ? "not " : piece).repeat(count) + " }}";
    assertThatThrownBy(() -> Template.parse(source))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{% if a %}", "{% for a in m %}"})
  void blocksNestToABoundedDepth(String open) {
    String close = open.contains("if") ? "{% endif %}" : "{% endfor %}";
    assertThat(Template.parse(open.repeat(64) + close.repeat(64)).render(Map.of())).isEmpty();
    assertThatThrownBy(() -> Template.parse(open.repeat(100_000)))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("nesting of more than 64 blocks");
  }

  @Test
  void longestExpressionIsEvaluated() {
    String sum = "'a'" + " + 'a'".repeat(240);
    assertThat(Template.parse("{{ " + sum + " }}").render(Map.of())).isEqualTo("a".repeat(241));
    String deep = "(".repeat(240) + "'a'" + ")".repeat(240);
    assertThat(Template.parse("{{ " + deep + " }}").render(Map.of())).isEqualTo("a");
  }

  /** Whatever the text is: a template or a refusal that names a line, in bounded time. */
  @Test
  void anyTextIsATemplateOrARefusal() {
    Random random = new Random(20_261_125);
    int parsed = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder source = new StringBuilder();
      for (int n = random.nextInt(12); n >= 0; n--) {
        source.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      try {
        Template.parse(source.toString()).render(conversation(3, 3));
        parsed++;
      } catch (TemplateException e) {
        assertThat(e.line()).isPositive();
      }
    }
    assertThat(parsed).isBetween(1_000, 19_000);
  }
}
