package io.flinkdomino.runtime.torch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Who holds which GPU. A device belongs to one holder alone, or to any number that all agreed to
 * share it. Any thread.
 *
 * <p>There is one table per JVM: this module is loaded once, beside the native libraries, while a
 * job's own classes are loaded anew for each job. Nothing in the table refers to such a class.
 */
public final class DeviceClaims {

  private static final DeviceClaims JVM = new DeviceClaims();

  private final Map<String, List<Claim>> held = new TreeMap<>();

  DeviceClaims() {}

  /** The table of this JVM. */
  public static DeviceClaims ofThisJvm() {
    return JVM;
  }

  /**
   * Claims the first of some devices that nobody holds, for the caller alone.
   *
   * @param devices in order of preference
   * @param holder shown to whoever finds the device held
   * @param patience how long to wait for one that is about to be released
   * @return empty if all were held all the time
   */
  public Optional<Claim> alone(List<String> devices, String holder, Duration patience)
      throws InterruptedException {
    return within(
        patience,
        () ->
            devices.stream()
                .filter(device -> !held.containsKey(device))
                .findFirst()
                .map(device -> claim(device, holder, false)));
  }

  /**
   * Claims a device together with all others who share it.
   *
   * @return empty if someone held it alone all the time
   * @see #alone
   */
  public Optional<Claim> shared(String device, String holder, Duration patience)
      throws InterruptedException {
    return within(
        patience,
        () ->
            held.getOrDefault(device, List.of()).stream().allMatch(claim -> claim.shared)
                ? Optional.of(claim(device, holder, true))
                : Optional.empty());
  }

  /** Holders by device, for messages and tests. */
  public synchronized Map<String, List<String>> holders() {
    Map<String, List<String>> holders = new TreeMap<>();
    held.forEach(
        (device, claims) ->
            holders.put(device, claims.stream().map(claim -> claim.holder).toList()));
    return holders;
  }

  private Claim claim(String device, String holder, boolean shared) {
    Claim claim = new Claim(device, holder, shared);
    held.computeIfAbsent(device, d -> new ArrayList<>()).add(claim);
    return claim;
  }

  private synchronized Optional<Claim> within(Duration patience, Supplier<Optional<Claim>> attempt)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    Optional<Claim> claim = attempt.get();
    long left = deadline - System.nanoTime();
    while (claim.isEmpty() && left > 0) {
      wait(left / 1_000_000 + 1);
      claim = attempt.get();
      left = deadline - System.nanoTime();
    }
    return claim;
  }

  private synchronized void release(Claim claim) {
    List<Claim> claims = held.get(claim.device);
    if (claims != null && claims.remove(claim)) {
      if (claims.isEmpty()) {
        held.remove(claim.device);
      }
      notifyAll();
    }
  }

  /** The right to use a device until closed. */
  public final class Claim implements AutoCloseable {

    private final String device;
    private final String holder;
    private final boolean shared;

    private Claim(String device, String holder, boolean shared) {
      this.device = device;
      this.holder = holder;
      this.shared = shared;
    }

    /** Name of the device, such as {@code cuda:0}. */
    public String device() {
      return device;
    }

    @Override
    public void close() {
      release(this);
    }
  }
}
