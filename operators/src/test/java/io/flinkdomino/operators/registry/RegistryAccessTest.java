package io.flinkdomino.operators.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryAccessTest {

  private static final List<String> HTTPS = List.of("https://localhost:1");

  @TempDir Path folder;

  @Test
  void readsUserAndPassword() throws IOException {
    RegistryAccess access = read(RegistryClientTest.credentials("ann:a:b"), HTTPS);
    assertThat(access.authorization()).contains("Basic YW5uOmE6Yg==");
  }

  @Test
  void needsNoFile() {
    assertThat(RegistryAccess.read(null, HTTPS).authorization()).isEmpty();
  }

  @Test
  void saysThatTheFileIsMissing() {
    String file = folder.resolve("none.properties").toString();
    assertThatThrownBy(() -> RegistryAccess.read(file, HTTPS))
        .isInstanceOf(RegistryConfigurationException.class)
        .hasMessage(
            "schema-registry-properties must be a file on the machine that reads it, got %s: no"
                + " such file",
            file);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          basic.auth.user.info=ann:hush                                         | got no basic.auth.credentials.source
          basic.auth.credentials.source=USER_INFO                               | got no basic.auth.user.info
          basic.auth.credentials.source=hush\\nbasic.auth.user.info=ann:hush     | must have basic.auth.credentials.source USER_INFO, got another one
          basic.auth.credentials.source=USER_INFO\\nbasic.auth.user.info=hush    | got no user and colon in basic.auth.user.info
          basic.auth.user.inf=hush                                              | must have only keys that are known, got key [basic.auth.user.inf]
          schema.registry.ssl.endpoint.identification.algorithm=hush            | got key [schema.registry.ssl.endpoint.identification.algorithm]
          schema.registry.ssl.truststore.location=/no/such\\nschema.registry.ssl.truststore.password=hush | must have stores that open, got
          schema.registry.ssl.truststore.location=/etc/passwd\\nschema.registry.ssl.truststore.password=hush\\nschema.registry.ssl.truststore.type=PKCS12 | must have stores that open, got
          """)
  void namesWhatIsWrongAndShowsNoValue(String text, String message) {
    assertThatThrownBy(() -> read(text.replace("\\n", "\n"), HTTPS))
        .isInstanceOf(RegistryConfigurationException.class)
        .hasMessageStartingWith("schema-registry-properties must ")
        .hasMessageContaining(message)
        .hasMessageNotContaining("hush");
  }

  @Test
  void storesWithoutHttpsAreAMistake() {
    assertThatThrownBy(
            () -> read("schema.registry.ssl.truststore.location=/x", List.of("http://localhost:1")))
        .isInstanceOf(RegistryConfigurationException.class)
        .hasMessageContaining("only with an https schema-registry-url, got http://localhost:1");
  }

  private RegistryAccess read(String text, List<String> urls) throws IOException {
    Path file = Files.writeString(folder.resolve("registry.properties"), text);
    return RegistryAccess.read(file.toString(), urls);
  }
}
