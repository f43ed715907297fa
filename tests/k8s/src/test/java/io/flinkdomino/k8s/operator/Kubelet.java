package io.flinkdomino.k8s.operator;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Deployment controller and kubelet in one: starts a process for each replica of each Deployment,
 * ends it with the Deployment, and reports both as a cluster would. One thread of its own, on which
 * what is left of a Deployment is collected too.
 */
final class Kubelet implements AutoCloseable {

  /** What a pod runs. */
  interface Containers {
    Process start(Pod pod) throws IOException, InterruptedException;
  }

  private static final long PERIOD_MILLIS = 100;

  private final NamespacedKubernetesClient client;
  private final Containers containers;
  private final GarbageCollector garbage;
  private final Map<String, Process> running = new HashMap<>();
  private final List<Pod> started = new ArrayList<>();
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private volatile Throwable failure = new AssertionError("none");
  private volatile boolean failed;
  private int pods;
  private @Nullable Future<?> loop;

  private Kubelet(NamespacedKubernetesClient client, Containers containers) {
    this.client = client;
    this.containers = containers;
    this.garbage = new GarbageCollector(client);
  }

  static Kubelet start(NamespacedKubernetesClient client, Containers containers) {
    Kubelet kubelet = new Kubelet(client, containers);
    kubelet.loop =
        kubelet.thread.scheduleWithFixedDelay(
            kubelet::sync, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    return kubelet;
  }

  /**
   * Fails with what failed on the kubelet's own thread.
   *
   * @throws IllegalStateException if a pod could not be started, or has ended by itself
   */
  void check() {
    if (failed) {
      throw new IllegalStateException("the kubelet failed", failure);
    }
  }

  /** Pods that were ever started, the newest last. */
  synchronized List<Pod> started() {
    return List.copyOf(started);
  }

  private void sync() {
    try {
      List<Deployment> deployments = client.apps().deployments().list().getItems();
      for (Deployment deployment : deployments) {
        sync(deployment);
      }
      for (Pod pod : client.pods().list().getItems()) {
        String owner = pod.getMetadata().getAnnotations().get("deployment");
        if (deployments.stream().noneMatch(d -> d.getMetadata().getUid().equals(owner))) {
          end(pod);
        }
      }
      garbage.collect();
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
      failed = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sync(Deployment deployment) throws IOException, InterruptedException {
    List<Pod> own =
        client.pods().list().getItems().stream().filter(pod -> isOf(pod, deployment)).toList();
    int replicas = deployment.getSpec().getReplicas();
    for (int i = own.size(); i < replicas; i++) {
      start(deployment);
    }
    for (int i = replicas; i < own.size(); i++) {
      end(own.get(i));
    }
    for (Pod pod : own) {
      Process process = running.get(pod.getMetadata().getName());
      if (process != null && !process.isAlive()) {
        throw new IOException(
            pod.getMetadata().getName() + " ended by itself with " + process.exitValue());
      }
    }
    report(deployment, replicas);
  }

  private void report(Deployment deployment, int replicas) {
    try {
      client
          .apps()
          .deployments()
          .withName(deployment.getMetadata().getName())
          .editStatus(
              current -> {
                current.setStatus(DeploymentStates.available(current, replicas));
                return current;
              });
    } catch (KubernetesClientException e) {
      // The operator may have deleted it since it was listed; the next round ends its pods.
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw e;
      }
    }
  }

  private static boolean isOf(Pod pod, Deployment deployment) {
    return deployment
        .getMetadata()
        .getUid()
        .equals(pod.getMetadata().getAnnotations().get("deployment"));
  }

  private void start(Deployment deployment) throws IOException, InterruptedException {
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withName(deployment.getMetadata().getName() + "-" + pods++)
            .withLabels(deployment.getSpec().getTemplate().getMetadata().getLabels())
            .addToAnnotations("deployment", deployment.getMetadata().getUid())
            .endMetadata()
            .withSpec(deployment.getSpec().getTemplate().getSpec())
            .withStatus(DeploymentStates.running())
            .build();
    running.put(pod.getMetadata().getName(), containers.start(pod));
    synchronized (this) {
      started.add(pod);
    }
    client.pods().resource(pod).create();
  }

  private void end(Pod pod) throws InterruptedException {
    Process process = running.remove(pod.getMetadata().getName());
    if (process != null) {
      process.destroy();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
    client.pods().withName(pod.getMetadata().getName()).delete();
  }

  @Override
  public void close() throws InterruptedException {
    if (loop != null) {
      loop.cancel(true);
    }
    thread.shutdownNow();
    thread.awaitTermination(1, TimeUnit.MINUTES);
    for (Process process : running.values()) {
      process.destroyForcibly().waitFor();
    }
  }
}
