package rollcall.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import rollcall.files.PrivateFiles;

/// Certificate authority for tests, created with the JDK's keytool at run time.
public final class TestCertificateAuthority {
  private static final String PASSWORD = "changeit";
  private static final String SELF = "authority";

  private final Path store;

  /// Creates an authority.
  ///
  /// @param folder folder for its keys
  /// @param name common name
  public TestCertificateAuthority(Path folder, String name)
      throws IOException, InterruptedException {
    this.store = folder.resolve(name.replace(' ', '-') + ".p12");
    generate(SELF, "CN=" + name + ",O=Corp", "-ext", "bc:c");
  }

  /// Returns TLS for a server with these host names.
  public SSLContext server(String... hosts) throws Exception {
    return server("good-" + hosts[0], List.of("-validity", "2"), hosts);
  }

  /// Returns TLS for a server whose certificate expired five days ago.
  public SSLContext expired(String... hosts) throws Exception {
    return server("expired-" + hosts[0], List.of("-startdate", "-10d", "-validity", "5"), hosts);
  }

  /// Returns TLS for a server whose certificate becomes valid in five days.
  public SSLContext notYetValid(String... hosts) throws Exception {
    return server("early-" + hosts[0], List.of("-startdate", "+5d", "-validity", "5"), hosts);
  }

  /// Writes its certificate to a PEM file, with a comment as in real files.
  public Path pem() throws IOException, GeneralSecurityException {
    return pem(SELF, "authority.pem");
  }

  /// Writes the key of a server and its certificate to a PEM file that only its owner can read.
  public Path serverPem(String host) throws Exception {
    String alias = "pem-" + host;
    generate(alias, "CN=" + host, "-signer", SELF, "-validity", "2", "-ext", "san=dns:" + host);
    KeyStore all = keys();
    Base64.Encoder base64 = Base64.getMimeEncoder();
    Path file = store.resolveSibling("server.pem");
    PrivateFiles.createFile(file);
    return Files.writeString(
        file,
        "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
            .formatted(
                base64.encodeToString(all.getKey(alias, PASSWORD.toCharArray()).getEncoded()),
                base64.encodeToString(all.getCertificate(alias).getEncoded())));
  }

  /// Writes a former certificate, expired five days ago, to a PEM file.
  public Path formerPem() throws Exception {
    generate("former", "CN=former,O=Corp", "-ext", "bc:c", "-startdate", "-10d", "-validity", "5");
    return pem("former", "former.pem");
  }

  private Path pem(String alias, String file) throws IOException, GeneralSecurityException {
    String coded =
        Base64.getMimeEncoder().encodeToString(keys().getCertificate(alias).getEncoded());
    return Files.writeString(
        store.resolveSibling(file),
        "# Corp Root CA\n-----BEGIN CERTIFICATE-----\n" + coded + "\n-----END CERTIFICATE-----\n");
  }

  private SSLContext server(String alias, List<String> validity, String... hosts) throws Exception {
    List<String> options = new ArrayList<>(List.of("-signer", SELF));
    options.addAll(validity);
    options.addAll(List.of("-ext", "san=dns:" + String.join(",dns:", hosts)));
    generate(alias, "CN=" + hosts[0], options.toArray(String[]::new));
    KeyStore all = keys();
    Key key = all.getKey(alias, PASSWORD.toCharArray());
    Certificate[] chain = all.getCertificateChain(alias);
    KeyStore one = KeyStore.getInstance("PKCS12");
    one.load(null, null);
    one.setKeyEntry(alias, key, PASSWORD.toCharArray(), chain);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(one, PASSWORD.toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(factory.getKeyManagers(), null, null);
    return tls;
  }

  private KeyStore keys() throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  private void generate(String alias, String name, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-genkeypair", "-alias", alias));
    command.addAll(List.of("-dname", name, "-keyalg", "EC", "-groupname", "secp256r1"));
    command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", PASSWORD));
    command.addAll(List.of(options));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(keytool.getInputStream().readAllBytes());
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool: " + output);
    }
  }
}
