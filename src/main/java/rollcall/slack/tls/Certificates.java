package rollcall.slack.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/// Loader of CA certificates from files and from the operating system.
public final class Certificates {
  private static final System.Logger LOG = System.getLogger("rollcall.slack.tls");

  /// Windows and macOS keep them behind Java's own key stores.
  private static final List<String> STORES =
      List.of("Windows-ROOT", "KeychainStore", "KeychainStore-ROOT");

  /// Paths of the certificate bundle in Linux distributions; the first existing one is used.
  private static final List<Path> BUNDLES =
      List.of(
          Path.of("/etc/ssl/certs/ca-certificates.crt"),
          Path.of("/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"),
          Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
          Path.of("/etc/ssl/ca-bundle.pem"),
          Path.of("/etc/ssl/cert.pem"));

  /// Most bytes of a file; the certificates of an operating system have less than 1 MB.
  private static final int LONGEST = 8 << 20;

  private Certificates() {}

  /// The certificates in a file.
  ///
  /// @param file in PEM form, also with text between the certificates; or in DER form
  /// @throws IOException with a sentence that names the file
  public static List<X509Certificate> in(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw new CertificateException("too long");
      }
      List<X509Certificate> found = read(bytes);
      if (!found.isEmpty()) {
        return found;
      }
    } catch (CertificateException e) {
      throw new CertificateFileException(e, "The file %s holds no certificate in PEM form.", file);
    } catch (NoSuchFileException e) {
      throw new CertificateFileException(e, "There is no file %s.", file);
    } catch (IOException e) {
      throw new CertificateFileException(
          e, "The file %s cannot be read: name a PEM file that your account may read.", file);
    }
    throw new CertificateFileException(null, "The file %s holds no certificate.", file);
  }

  /// The certificates in a file of which at least one is good at a time.
  ///
  /// @throws IOException with a sentence that names the file
  public static List<X509Certificate> in(Path file, Instant now) throws IOException {
    List<X509Certificate> found = in(file);
    if (found.stream().noneMatch(one -> !isExpired(one, now) && !isNotYetValid(one, now))) {
      throw outsideValidity(file, found, now);
    }
    return found;
  }

  private static boolean isExpired(X509Certificate one, Instant now) {
    return one.getNotAfter().toInstant().isBefore(now);
  }

  private static boolean isNotYetValid(X509Certificate one, Instant now) {
    return one.getNotBefore().toInstant().isAfter(now);
  }

  private static CertificateFileException outsideValidity(
      Path file, List<X509Certificate> found, Instant now) {
    if (found.stream().allMatch(one -> isExpired(one, now))) {
      return allExpired(file, found);
    }
    return new CertificateFileException(
        null,
        found.stream().allMatch(one -> isNotYetValid(one, now))
            ? "No certificate in the file %s is valid yet."
            : "No certificate in the file %s is valid: some have expired, others begin later.",
        file);
  }

  private static CertificateFileException allExpired(Path file, List<X509Certificate> found) {
    Instant last =
        found.stream()
            .map(one -> one.getNotAfter().toInstant())
            .max(Instant::compareTo)
            .orElseThrow();
    LocalDate day = LocalDate.ofInstant(last, ZoneOffset.UTC);
    return new CertificateFileException(
        null,
        found.size() == 1
            ? "The certificate in the file %s expired on %s."
            : "All certificates in the file %s have expired, the last one on %s.",
        file,
        day);
  }

  /// CA certificates of the operating system. Unreadable stores are logged once and skipped.
  static List<X509Certificate> ofOperatingSystem() {
    List<X509Certificate> found = new ArrayList<>();
    STORES.forEach(store -> found.addAll(inStore(store)));
    BUNDLES.stream()
        .filter(Files::isReadable)
        .findFirst()
        .ifPresent(file -> {
          try {
            found.addAll(in(file));
          } catch (IOException e) {
            unreadable(file.toString(), e);
          }
        });
    return found;
  }

  private static Collection<X509Certificate> inStore(String type) {
    KeyStore store;
    try {
      store = KeyStore.getInstance(type);
    } catch (KeyStoreException e) {
      // Another operating system's.
      return List.of();
    }
    List<X509Certificate> found = new ArrayList<>();
    try {
      store.load(null, null);
      for (String alias : Collections.list(store.aliases())) {
        boolean authority = store.isCertificateEntry(alias);
        if (authority && store.getCertificate(alias) instanceof X509Certificate certificate) {
          found.add(certificate);
        }
      }
    } catch (IOException | GeneralSecurityException e) {
      unreadable(type, e);
    }
    return found;
  }

  private static List<X509Certificate> read(byte[] file) throws CertificateException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    return factory.generateCertificates(new ByteArrayInputStream(file)).stream()
        .map(X509Certificate.class::cast)
        .toList();
  }

  private static void unreadable(String what, Exception problem) {
    LOG.log(
        Level.WARNING, "This computer''s certificates in {0} cannot be read: {1}", what, problem);
  }
}
