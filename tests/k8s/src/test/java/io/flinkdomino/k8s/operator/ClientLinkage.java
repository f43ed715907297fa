package io.flinkdomino.k8s.operator;

import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.modifier.Ownership;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.MethodCall;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;
import org.apache.flink.util.Preconditions;

/**
 * Lets the operator's Flink client of two versions link.
 *
 * <p>The operator's standalone mode needs flink-kubernetes 1.17; to read what Flink 2.3 answers,
 * the rest of the client must be 1.20. One method that the former calls has another return type in
 * the latter. It is added beside the new one; in Java's source that cannot be said.
 */
final class ClientLinkage {

  private static final String CHANGED = "org.apache.flink.util.ExecutorUtils";
  private static final String METHOD = "gracefulShutdown";

  static {
    define();
  }

  private ClientLinkage() {}

  /** Must be called before anything of Flink's client runs. */
  static void ensure() {
    // The static initializer has done it, once in this JVM.
  }

  private static void define() {
    TypePool classes = TypePool.Default.ofSystemLoader();
    TypeDescription changed = classes.describe(CHANGED).resolve();
    try {
      new ByteBuddy()
          .redefine(changed, ClassFileLocator.ForClassLoader.ofSystemLoader())
          .defineMethod(METHOD, void.class, Visibility.PUBLIC, Ownership.STATIC)
          .withParameters(long.class, TimeUnit.class, ExecutorService[].class)
          .intercept(
              MethodCall.invoke(
                      changed
                          .getDeclaredMethods()
                          .filter(
                              ElementMatchers.named(METHOD)
                                  .and(ElementMatchers.returns(List.class)))
                          .getOnly())
                  .withAllArguments())
          .make()
          .load(
              Preconditions.class.getClassLoader(),
              ClassLoadingStrategy.UsingLookup.of(
                  MethodHandles.privateLookupIn(Preconditions.class, MethodHandles.lookup())));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("adding " + METHOD + " to " + CHANGED + " failed", e);
    }
  }
}
