package io.flinkdomino.runtime.prompt.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.flinkdomino.runtime.prompt.template.TemplateException.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "{{ x | tojson }}                       # filter 'tojson'",
        "{% if x is defined %}{% endif %}       # test 'defined'",
        "{% if x is not none %}{% endif %}      # test 'none'",
        "{% if 'a' in x %}{% endif %}           # operator 'in'",
        "{% if x > 1 %}{% endif %}              # operator '>'",
        "{{ x.strip() }}                        # a call",
        "{{ x[1:] }}                            # a slice",
        "{{ x[::-1] }}                          # a slice",
        "{{ [1] }}                              # a list literal",
        "{{ {'a': 1} }}                         # a dict literal",
        "{{ 1.5 }}                              # a float literal",
        "{{ -1 }}                               # a sign '-'",
        "{{ 'a' if x else 'b' }}                # 'if' behind an expression",
        "{{ raise_exception }}                  # 'raise_exception'",
        "{{ ''.__class__ }}                     # attribute '__class__'",
        "{% set x = 1 %}                        # tag 'set'",
        "{% macro m() %}{% endmacro %}          # tag 'macro'",
        "{% raw %}{{{% endraw %}                # tag 'raw'",
        "{% for k, v in x %}{% endfor %}        # a 'for' over several variables",
        "{% for k in x recursive %}{% endfor %} # 'recursive' behind an expression",
        "{{ größe }}                            # a name that is not ASCII"
      })
  void parsingRefusesUnsupportedConstructByName(String source, String construct) {
    assertThatThrownBy(() -> Template.parse("\n\n" + source))
        .isInstanceOf(TemplateException.class)
        .hasMessage("chat template line 3: " + construct + " is not supported");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "{% if x %}      # the block 'if' is not closed",
        "{{ x            # '}}' is missing",
        "{% if x         # '%}' is missing",
        "{{ }}           # expected an expression, found '}}'",
        "{{ x y }}       # expected '}}', found 'y'",
        "{{ (x }}        # unexpected '}'",
        "{{ x & y }}     # unexpected character '&'",
        "{% endif %}     # 'endif' closes no block",
        "{% for loop in x %} # 'loop' cannot be assigned to",
        "{{ '\\xZZ' }}   # a string escape needs 2 hexadecimal digits"
      })
  void parsingRefusesBrokenGrammar(String source, String problem) {
    TemplateException failure =
        catchThrowableOfType(TemplateException.class, () -> Template.parse(source));

    assertThat(failure.kind()).isEqualTo(Kind.SYNTAX);
    assertThat(failure).hasMessage("chat template line 1: " + problem);
  }

  @Test
  void commentNeedsItsEnd() {
    assertThatThrownBy(() -> Template.parse("a\n{# b"))
        .hasMessage("chat template line 2: the comment is not closed by '#}'");
  }

  @Test
  void renderingFailsOnAttributeOfUndefinedLikeJinja() {
    TemplateException failure = failureOf("a\n{{ m.x.y }}", Map.of("m", Map.of()));

    assertThat(failure.kind()).isEqualTo(Kind.RENDER);
    assertThat(failure.line()).isEqualTo(2);
    assertThat(failure).hasMessage("chat template line 2: 'dict' has no attribute 'x'");
  }

  @Test
  void renderingErrorsNameTypesAndNeverValues() {
    TemplateException failure = failureOf("{{ m + 1 }}", Map.of("m", "secret"));

    assertThat(failure).hasMessage("chat template line 1: '+' cannot join 'str' and 'int'");
  }

  @Test
  void printingWhatPythonWouldPrintAsReprIsUnsupported() {
    assertThat(failureOf("{{ x }}", Map.of("x", List.of())).kind()).isEqualTo(Kind.UNSUPPORTED);
    assertThat(failureOf("{{ x }}", Map.of("x", 0.1)).kind()).isEqualTo(Kind.UNSUPPORTED);
    assertThat(failureOf("{{ x.upper }}", Map.of("x", "a")).kind()).isEqualTo(Kind.UNSUPPORTED);
    assertThat(failureOf("{{ x['items'] }}", Map.of("x", Map.of())).kind())
        .isEqualTo(Kind.UNSUPPORTED);
  }

  @Test
  void keyHidesMethodOfItsNameInSubscriptsOnly() {
    Map<String, Object> variables = Map.of("x", Map.of("items", "k"));

    assertThat(Template.parse("{{ x['items'] }}").render(variables)).isEqualTo("k");
    assertThat(failureOf("{{ x.items }}", variables).kind()).isEqualTo(Kind.UNSUPPORTED);
  }

  @Test
  void loopCountsFromBothEnds() {
    String template =
        "{% for x in xs %}{{ loop.index ~ loop.index0 ~ loop.revindex ~ loop.revindex0 }}"
            + "{{ loop.previtem ~ x ~ loop.nextitem }} {% endfor %}";

    assertThat(Template.parse(template).render(Map.of("xs", List.of("a", "b", "c"))))
        .isEqualTo("1032ab 2121abc 3210bc ");
  }

  @Test
  void nullPrintsAsNoneAndMissingAsNothing() {
    Map<String, Object> variables = Map.of("xs", Arrays.asList("a", null));

    assertThat(Template.parse("{{ xs[1] }}|{{ xs[2] }}|{{ no }}").render(variables))
        .isEqualTo("None||");
  }

  @Test
  void numbersCompareByValueAcrossTypes() {
    String template = "{{ i == f }} {{ t == i }} {{ i != '1' }} {{ big == f }}";
    Map<String, Object> variables = Map.of("i", 1, "f", 1.0, "t", true, "big", Long.MAX_VALUE);

    assertThat(Template.parse(template).render(variables)).isEqualTo("True True True False");
  }

  @Test
  void variablesOfOtherTypesAreCallersBug() {
    Template template = Template.parse("{{ x }}");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> template.render(Map.of("x", new Object())))
        .withMessageContaining("'x'")
        .withMessageContaining("java.lang.Object");
  }

  private static TemplateException failureOf(String source, Map<String, Object> variables) {
    Template template = Template.parse(source);
    return catchThrowableOfType(TemplateException.class, () -> template.render(variables));
  }
}
