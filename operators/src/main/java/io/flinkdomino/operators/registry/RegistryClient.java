package io.flinkdomino.operators.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The four calls of Confluent's API that the job needs. Each blocks until it has an answer, for at
 * most {@link #LIMIT}. Not thread-safe.
 */
public final class RegistryClient implements SchemaSource, AutoCloseable {

  /** How long a registry may fail to answer before the task does. */
  public static final Duration LIMIT = Duration.ofSeconds(10);

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Confluent's code for an id or schema that is not there; other 404s mean a wrong address. */
  private static final int NO_SUCH_SCHEMA = 40_403;

  private static final int NO_SUCH_SUBJECT = 40_401;
  private static final int MAX_MESSAGE_CHARS = 300;

  private final RegistryHttp http;

  private RegistryClient(RegistryHttp http) {
    this.http = http;
  }

  /**
   * Reads the file with credentials; connects with the first call.
   *
   * @throws RegistryConfigurationException if the file is not what it should be
   */
  public static RegistryClient open(RegistrySettings settings) {
    return open(settings, LIMIT);
  }

  /** As {@link #open(RegistrySettings)}, with another limit for each call. */
  public static RegistryClient open(RegistrySettings settings, Duration limit) {
    RegistryAccess access = RegistryAccess.read(settings.propertiesFile(), settings.urls());
    return new RegistryClient(RegistryHttp.open(settings.urls(), access, limit));
  }

  @Override
  public Answer find(int id) {
    RegistryHttp.Reply reply = http.get("/schemas/ids/" + id);
    if (reply.tooLarge()) {
      return new Answer.Refused(
          "have at most " + RegistryHttp.MAX_BODY_BYTES + " bytes", "a larger one");
    }
    if (reply.status() == 403) {
      return new Answer.Refused("be one that the job may read", "HTTP status 403");
    }
    if (reply.status() == 404 && errorCode(reply) == NO_SUCH_SCHEMA) {
      return new Answer.Refused("be known to the registry", "none of this id");
    }
    JsonNode json = success(reply, "GET /schemas/ids/" + id);
    JsonNode schema = json.path("schema");
    if (!schema.isTextual()) {
      throw new RegistryUnavailableException(
          "schema-registry-url must answer with a schema, got other JSON from " + reply.url());
    }
    return new Answer.Found(
        json.path("schemaType").asText("AVRO"), schema.asText(), json.path("references").size());
  }

  /**
   * Registers a schema, or finds that it is; the answer is its id.
   *
   * @throws RegistryConfigurationException if the registry does not take it
   */
  int register(String subject, String schema) {
    RegistryHttp.Reply reply =
        http.post("/subjects/" + encoded(subject) + "/versions", body(schema));
    if (reply.status() == 409) {
      // All tasks register at once, and a registry may take all but the first for a conflict.
      RegistryHttp.Reply known = ask(subject, schema);
      if (known.status() == 200) {
        return id(success(known, "POST /subjects/" + subject), known);
      }
    }
    if (reply.status() == 409 || reply.status() == 422) {
      throw new RegistryConfigurationException(
          "subject "
              + subject
              + " of the schema registry must take this release's schema, got HTTP status "
              + reply.status()
              + ": "
              + message(reply));
    }
    return id(success(reply, "POST /subjects/" + subject + "/versions"), reply);
  }

  /**
   * The id of a schema that is registered.
   *
   * @throws RegistryConfigurationException if it is not
   */
  int lookUp(String subject, String schema) {
    RegistryHttp.Reply reply = ask(subject, schema);
    int code = reply.status() == 404 ? errorCode(reply) : 0;
    if (code == NO_SUCH_SUBJECT || code == NO_SUCH_SCHEMA) {
      throw new RegistryConfigurationException(
          "subject "
              + subject
              + " of the schema registry must hold this release's schema, got "
              + (code == NO_SUCH_SUBJECT ? "no such subject" : "other schemas")
              + ": register it, or set schema-registration to register");
    }
    return id(success(reply, "POST /subjects/" + subject), reply);
  }

  private RegistryHttp.Reply ask(String subject, String schema) {
    return http.post("/subjects/" + encoded(subject), body(schema));
  }

  private static JsonNode success(RegistryHttp.Reply reply, String call) {
    int status = reply.status();
    if (status == 401 || status == 403) {
      throw new RegistryConfigurationException(
          "schema-registry-properties must hold credentials that the registry accepts, got HTTP"
              + " status %d for %s from %s".formatted(status, call, reply.url()));
    }
    // A wrong address, or a proxy whose registry is gone for a moment: worth a restart.
    if (status != 200) {
      throw new RegistryUnavailableException(
          "schema-registry-url must be the root of Confluent's schema registry API, got HTTP"
              + " status %d for %s from %s".formatted(status, call, reply.url()));
    }
    return parse(reply)
        .orElseThrow(
            () ->
                new RegistryUnavailableException(
                    "schema-registry-url must answer with JSON, got something else for %s from %s"
                        .formatted(call, reply.url())));
  }

  private static int id(JsonNode json, RegistryHttp.Reply reply) {
    int id = json.path("id").asInt(0);
    if (id < 1) {
      throw new RegistryUnavailableException(
          "schema-registry-url must answer with a schema id, got other JSON from " + reply.url());
    }
    return id;
  }

  private static int errorCode(RegistryHttp.Reply reply) {
    return parse(reply).map(json -> json.path("error_code").asInt(0)).orElse(0);
  }

  private static String message(RegistryHttp.Reply reply) {
    String text = parse(reply).map(json -> json.path("message").asText("")).orElse("");
    String shown = text.replaceAll("\\p{Cntrl}", " ");
    return shown.length() <= MAX_MESSAGE_CHARS
        ? shown
        : shown.substring(0, MAX_MESSAGE_CHARS) + "…";
  }

  private static Optional<JsonNode> parse(RegistryHttp.Reply reply) {
    try {
      return Optional.ofNullable(JSON.readTree(reply.body())).filter(JsonNode::isObject);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String body(String schema) {
    return JSON.createObjectNode()
        .setAll(Map.of("schema", JSON.getNodeFactory().textNode(schema)))
        .toString();
  }

  private static String encoded(String subject) {
    return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    http.close();
  }
}
