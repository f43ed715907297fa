package io.flinkdomino.tests.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Key pairs and stores made at test time with the keytool of the running JDK; none are kept. */
public final class KeyStores {

  /** Of every store made here. */
  public static final String PASSWORD = "stores-only-for-tests";

  private KeyStores() {}

  /** A store with a key and a certificate, signed by itself, for localhost. */
  public static Path keyStore(Path folder, String name) throws IOException, InterruptedException {
    Path store = folder.resolve(name + ".p12");
    keytool(
        "-genkeypair",
        "-alias",
        name,
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + name,
        "-ext",
        "san=dns:localhost,ip:127.0.0.1",
        "-validity",
        "2",
        "-keystore",
        store.toString(),
        "-storetype",
        "PKCS12",
        "-storepass",
        PASSWORD);
    return store;
  }

  /** A store that trusts the certificate of another one. */
  public static Path trustStore(Path folder, Path keyStore)
      throws IOException, InterruptedException {
    String alias = keyStore.getFileName().toString().replace(".p12", "");
    Path certificate = folder.resolve(alias + ".crt");
    keytool(
        "-exportcert",
        "-alias",
        alias,
        "-file",
        certificate.toString(),
        "-keystore",
        keyStore.toString(),
        "-storepass",
        PASSWORD);
    Path store = folder.resolve(alias + "-trust.p12");
    keytool(
        "-importcert",
        "-noprompt",
        "-alias",
        alias,
        "-file",
        certificate.toString(),
        "-keystore",
        store.toString(),
        "-storetype",
        "PKCS12",
        "-storepass",
        PASSWORD);
    return store;
  }

  private static void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile("keytool-", ".log");
    int exitCode =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    if (exitCode != 0) {
      throw new IOException("keytool failed: " + Files.readString(output));
    }
    Files.delete(output);
  }
}
