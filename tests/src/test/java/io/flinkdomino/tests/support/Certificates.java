package io.flinkdomino.tests.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStore.PasswordProtection;
import java.util.ArrayList;
import java.util.List;

/**
 * Key stores made with the JDK's keytool: a server's for {@code localhost} and a client's named
 * {@code job}, signed by one authority; a stranger, signed by nobody.
 */
public final class Certificates {

  /** Opens every store; a unique word, so that a test can look for it. */
  public static final String PASSWORD = "kQ7storeSecretZw";

  private static final PasswordProtection PROTECTION =
      new PasswordProtection(PASSWORD.toCharArray());

  private final Path folder;

  private Certificates(Path folder) {
    this.folder = folder;
  }

  /** Makes them all. */
  static Certificates create(Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    Certificates certificates = new Certificates(folder);
    certificates.generate("authority", List.of("-ext", "bc:c"));
    certificates.generate("server", List.of("-signer", "authority", "-ext", "san=dns:localhost"));
    certificates.generate("job", List.of("-signer", "authority"));
    certificates.generate("stranger", List.of());
    KeyStore all = certificates.open("all");
    for (String name : List.of("server", "job", "stranger")) {
      certificates.write(name, name, all.getEntry(name, PROTECTION));
    }
    for (String name : List.of("authority", "stranger")) {
      certificates.write(
          name + "-trust", name, new KeyStore.TrustedCertificateEntry(all.getCertificate(name)));
    }
    return certificates;
  }

  /** The key of {@code server}, {@code job} or {@code stranger}. */
  public Path key(String name) {
    return store(name);
  }

  /** Trusts {@code authority} or {@code stranger}, and nobody else. */
  public Path trust(String name) {
    return store(name + "-trust");
  }

  private Path store(String name) {
    return folder.resolve(name + ".p12");
  }

  private void generate(String alias, List<String> more) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                FlinkJvm.tool("keytool"),
                "-genkeypair",
                "-keystore",
                store("all").toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-alias",
                alias,
                "-dname",
                "CN=" + alias));
    command.addAll(more);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("keytool failed: " + Files.readString(folder.resolve("keytool.log")));
    }
  }

  private KeyStore open(String name) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store(name))) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private void write(String name, String alias, KeyStore.Entry entry)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    boolean secret = entry instanceof KeyStore.PrivateKeyEntry;
    store.setEntry(alias, entry, secret ? PROTECTION : null);
    try (OutputStream out = Files.newOutputStream(store(name))) {
      store.store(out, PASSWORD.toCharArray());
    }
  }
}
