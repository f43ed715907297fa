package io.flinkdomino.k8s.manifest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.Map;
import org.apache.flink.kubernetes.operator.api.FlinkDeployment;

/**
 * Reads resources into the classes of operator and Kubernetes client, which must know every field.
 */
public final class StrictModels {

  private static final ObjectMapper MAPPER = mapper();

  /** Kinds that the manifests use, with the API version each one has. */
  private static final Map<String, Model> MODELS =
      Map.of(
          Rendered.DEPLOYMENT,
          new Model("flink.apache.org/v1beta1", FlinkDeployment.class),
          "ConfigMap",
          new Model("v1", ConfigMap.class),
          "Secret",
          new Model("v1", Secret.class),
          "PersistentVolumeClaim",
          new Model("v1", PersistentVolumeClaim.class),
          "ServiceAccount",
          new Model("v1", ServiceAccount.class),
          "NetworkPolicy",
          new Model("networking.k8s.io/v1", NetworkPolicy.class),
          "Role",
          new Model("rbac.authorization.k8s.io/v1", Role.class),
          "RoleBinding",
          new Model("rbac.authorization.k8s.io/v1", RoleBinding.class));

  private StrictModels() {}

  private record Model(String apiVersion, Class<?> type) {}

  /**
   * The resource as an object.
   *
   * @throws IllegalArgumentException if a field, a type or the kind is wrong
   */
  public static Object read(ObjectNode resource) {
    Model model = MODELS.get(resource.path("kind").asText());
    if (model == null || !model.apiVersion().equals(resource.path("apiVersion").asText())) {
      throw new IllegalArgumentException(
          Rendered.id(resource)
              + ": no kind known here has apiVersion "
              + resource.get("apiVersion"));
    }
    return read(resource, model.type());
  }

  static <T> T read(JsonNode node, Class<T> type) {
    try {
      return MAPPER.treeToValue(node, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(Rendered.id(node) + ": " + e.getOriginalMessage(), e);
    }
  }

  private static ObjectMapper mapper() {
    return JsonMapper.builder()
        .annotationIntrospector(new NothingIgnored())
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfig(
            LogicalType.Textual,
            texts -> {
              texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
              texts.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
              texts.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
            })
        .build();
  }

  /**
   * The classes ask to ignore unknown fields or to keep them in a map of their own; then every typo
   * would pass.
   */
  private static final class NothingIgnored extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    @Override
    public JsonIgnoreProperties.Value findPropertyIgnoralByName(
        MapperConfig<?> config, Annotated annotated) {
      return super.findPropertyIgnoralByName(config, annotated).withoutIgnoreUnknown();
    }

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return Boolean.FALSE;
    }
  }
}
