package io.flinkdomino.k8s.kustomize;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The YAML files below a folder, one document each; some may be replaced by others in memory. */
public final class ManifestFiles {

  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  private final Path root;
  private final Map<Path, JsonNode> documents;

  private ManifestFiles(Path root, Map<Path, JsonNode> documents) {
    this.root = root;
    this.documents = documents;
  }

  /** Reads all {@code *.yaml} files below a folder. */
  public static ManifestFiles below(Path root) {
    Map<Path, JsonNode> documents = new HashMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
        documents.put(root.relativize(file), parse(Files.readString(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ManifestFiles(root, documents);
  }

  /**
   * Reads one document.
   *
   * @throws UncheckedIOException if the text is no YAML, or several documents
   */
  public static JsonNode parse(String text) {
    try (JsonParser parser = YAML.createParser(text)) {
      JsonNode document = YAML.readTree(parser);
      if (document == null || YAML.readTree(parser) != null) {
        throw new IOException("a manifest file must hold one document");
      }
      return document;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same files with one of them replaced, or added. */
  public ManifestFiles with(Path file, JsonNode document) {
    Map<Path, JsonNode> changed = new HashMap<>(documents);
    changed.put(file, document);
    return new ManifestFiles(root, changed);
  }

  /** All files, relative to the root. */
  public List<Path> paths() {
    return documents.keySet().stream().sorted().toList();
  }

  /** A copy of the document. */
  public JsonNode read(Path file) {
    JsonNode document = documents.get(file.normalize());
    if (document == null) {
      throw new IllegalArgumentException("there is no file " + file + " in " + root.getFileName());
    }
    return document.deepCopy();
  }
}
