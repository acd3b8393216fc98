package rollcall.slack.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.slack.TlsContexts;
import rollcall.testkit.TestCertificateAuthority;

class CertificatesTest {
  @Test
  void aFileOfAuthoritiesIsRead(@TempDir Path folder) throws Exception {
    Path pem = new TestCertificateAuthority(folder, "Corp").pem();
    String text = Files.readString(pem);
    Path two = Files.writeString(folder.resolve("two.pem"), text + "\nAnd once more:\n" + text);
    assertEquals(
        List.of("CN=Corp,O=Corp", "CN=Corp,O=Corp"),
        Certificates.in(two).stream()
            .map(certificate -> certificate.getSubjectX500Principal().getName())
            .toList());
    Path der = Files.write(folder.resolve("one.der"), Certificates.in(pem).getFirst().getEncoded());
    assertEquals(Certificates.in(pem), Certificates.in(der));
  }

  @Test
  void aFileThatCannotBeUsedIsSaidInASentence(@TempDir Path folder) throws Exception {
    Path absent = folder.resolve("absent.pem");
    assertEquals("There is no file " + absent + ".", sentence(absent));
    Path words = Files.writeString(folder.resolve("words.pem"), "Dear all, here is our CA");
    assertTrue(sentence(words).startsWith("The file " + words + " holds no certificate"));
    Path empty = Files.createFile(folder.resolve("empty.pem"));
    assertEquals("The file " + empty + " holds no certificate.", sentence(empty));
    Path broken =
        Files.writeString(
            folder.resolve("broken.pem"),
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    assertEquals("The file " + broken + " holds no certificate in PEM form.", sentence(broken));
    assertEquals(
        "The file " + folder + " cannot be read: name a PEM file that your account may read.",
        sentence(folder));
    Path endless = Path.of("/dev/zero");
    if (Files.exists(endless)) {
      assertEquals("The file /dev/zero holds no certificate in PEM form.", sentence(endless));
    }
  }

  @Test
  void aFileInWhichEverythingIsOutOfDateIsOfNoUse(@TempDir Path folder) throws Exception {
    TestCertificateAuthority authority = new TestCertificateAuthority(folder, "Corp");
    Path former = authority.formerPem();
    Instant now = Instant.now();
    LocalDate day = LocalDate.ofInstant(end(former), ZoneOffset.UTC);
    assertTrue(end(former).isBefore(now.minus(Duration.ofDays(4))), day.toString());
    assertEquals(
        "The certificate in the file " + former + " expired on " + day + ".",
        sentence(former, now));
    Path twice = Files.writeString(folder.resolve("2.pem"), Files.readString(former).repeat(2));
    assertEquals(
        "All certificates in the file " + twice + " have expired, the last one on " + day + ".",
        sentence(twice, now));
    Path pem = authority.pem();
    assertEquals(
        "No certificate in the file " + pem + " is valid yet.",
        sentence(pem, now.minus(Duration.ofDays(2))));
    Path mixed =
        Files.writeString(
            folder.resolve("mixed.pem"), Files.readString(former) + Files.readString(pem));
    assertEquals(2, Certificates.in(mixed, now).size());
    assertEquals(
        "No certificate in the file " + mixed + " is valid: some have expired, others begin later.",
        sentence(mixed, now.minus(Duration.ofDays(2))));
  }

  /// Until when the certificate in this file was good.
  private static Instant end(Path pem) throws Exception {
    String coded = Files.readString(pem).substring(Files.readString(pem).indexOf("-----BEGIN"));
    var certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(coded.getBytes(US_ASCII)));
    return certificate.getNotAfter().toInstant();
  }

  private static String sentence(Path file, Instant now) {
    return String.valueOf(
        assertThrows(IOException.class, () -> TlsContexts.trusting(file, now)).getMessage());
  }

  @Test
  void thisComputersOwnAuthoritiesCanBeRead() {
    // How many they are is this computer's business; none of them may be unreadable.
    List<X509Certificate> found = Certificates.ofOperatingSystem();
    assertTrue(found.stream().allMatch(certificate -> certificate.getBasicConstraints() >= -1));
  }

  @Test
  void withoutAHostNameCheckNothingIsTrusted() throws Exception {
    SSLContext tls = TlsContexts.trusted();
    SSLEngine careless = tls.createSSLEngine("slack.com", 443);
    CombinedTrustManager trust = new CombinedTrustManager(List.of());
    X509Certificate[] chain = trust.getAcceptedIssuers();
    CertificateException refused =
        assertThrows(
            CertificateException.class,
            () -> trust.checkServerTrusted(new X509Certificate[] {chain[0]}, "RSA", careless));
    assertEquals("The host name of the certificate is not checked.", refused.getMessage());
  }

  private static String sentence(Path file) {
    return String.valueOf(
        assertThrows(IOException.class, () -> TlsContexts.trusting(file)).getMessage());
  }
}
