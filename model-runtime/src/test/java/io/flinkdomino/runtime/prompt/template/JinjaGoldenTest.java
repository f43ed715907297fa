package io.flinkdomino.runtime.prompt.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Small templates with the text that Jinja2, set up as Transformers does, makes of them. */
class JinjaGoldenTest {

  /** How many of the cases the supported subset covers; it may only grow. */
  private static final int RENDERED_AT_LEAST = 46;

  record Case(
      String name,
      String template,
      Map<String, @Nullable Object> context,
      @Nullable String expected,
      @JsonProperty("error_kind") @Nullable String errorKind,
      @JsonProperty("expected_error") @Nullable String expectedError) {

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() throws IOException {
    Path file = Path.of("..", "tests", "golden", "jinja", "cases.json");
    return List.of(new ObjectMapper().readValue(file.toFile(), Case[].class));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void rendersExactlyOrRefusesByName(Case golden) {
    try {
      String rendered = Template.parse(golden.template()).render(golden.context());
      assertThat(rendered).isEqualTo(golden.expected());
    } catch (TemplateException e) {
      if (golden.expected() != null) {
        assertThat(e.kind()).isEqualTo(TemplateException.Kind.UNSUPPORTED);
      }
    }
  }

  @Test
  void supportedSubsetDoesNotShrink() throws IOException {
    assertThat(cases())
        .filteredOn(JinjaGoldenTest::renders)
        .hasSizeGreaterThanOrEqualTo(RENDERED_AT_LEAST);
  }

  private static boolean renders(Case golden) {
    try {
      Template.parse(golden.template()).render(golden.context());
      return true;
    } catch (TemplateException e) {
      return false;
    }
  }
}
