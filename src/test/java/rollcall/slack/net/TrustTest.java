package rollcall.slack.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackException;
import rollcall.slack.SlackException.Request.Failure;
import rollcall.slack.SlackToken;
import rollcall.slack.web.SlackWebClient;

@Timeout(60)
class TrustTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @Test
  void aStrangersCertificateIsRefusedAndTheIssuerNamed(@TempDir Path folder) throws Exception {
    try (SSLServerSocket server = server(folder)) {
      Thread.ofVirtual().start(() -> shakeHands(server));
      URI url = URI.create("https://localhost:" + server.getLocalPort() + "/api/");
      try (SlackWebClient web =
          SlackWebClient.builder(new SlackToken("xoxb-1"))
              .apiUrl(url)
              .proxy(new ProxySettings.None())
              .build()) {
        SlackException.Request refused =
            assertThrows(SlackException.Request.class, web.auth()::test);
        assertEquals(Failure.TLS_UNTRUSTED, refused.failure());
        assertEquals(Optional.of("Corp Root CA 2"), refused.issuer());
      }
    }
  }

  private static void shakeHands(SSLServerSocket server) {
    try (SSLSocket socket = (SSLSocket) server.accept()) {
      socket.startHandshake();
    } catch (IOException e) {
      // The client refused, as it should.
    }
  }

  private static SSLServerSocket server(Path folder) throws Exception {
    Path store = folder.resolve("server.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process made =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=Corp Root CA 2,O=Corp",
                "-ext",
                "san=dns:localhost",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD))
            .inheritIO()
            .start();
    assertEquals(0, made.waitFor());
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(factory.getKeyManagers(), null, null);
    return (SSLServerSocket)
        tls.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getByName("localhost"));
  }
}
